// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// The vocabularies of a press release.
const (
	Genres   = "genres-com"
	Sections = "sections"
	Topics   = "topics"
	Sectors  = "news_sectors"
)

// Input is what a member may type in the form. Author, status and the dates
// that publication sets are never among it.
type Input struct {
	Title          string
	Standfirst     string
	Body           string // HTML, sanitised here
	Genre          string
	Section        string
	Topic          string
	Sector         string
	PublisherID    int64 // 0: the organisation one acts for
	Address        string
	Country        string
	Town           string
	Tags           []string  // as core/tag reads them from the form
	EmbargoedUntil time.Time // optional
	ReleaseAt      time.Time // optional
	ExpiresAt      time.Time // optional
	Version        int64     // the version the form was opened at; 0 for any

	// Words puts a release in the words of its form, for the versions; nil keeps
	// none.
	Words func(*Release) revision.Words
}

// The longest texts that are accepted, in characters.
const (
	MaxTitle      = 250
	MaxStandfirst = 2_000
	MaxBody       = 400_000
	MaxAddress    = 300
)

// fill checks the input and puts it in the release (spec 04 §7.2).
func (s *Service) fill(ctx context.Context, by access.Actor, r *Release, in Input) error {
	body, err := richtext.SanitiseStrict(in.Body)
	if err != nil {
		return &errs.Error{Kind: errs.Invalid, Message: "pressroom.release.body_unreadable", Field: "body", Err: err}
	}
	in.Body = body
	in.Title = strings.TrimSpace(richtext.Plain(in.Title))
	in.Standfirst = richtext.PlainLines(in.Standfirst)
	in.Address = strings.TrimSpace(richtext.Plain(in.Address))
	if in.PublisherID == 0 {
		in.PublisherID = by.SelectedOrganisation()
	}
	problems := append(in.missing(), in.badDates(r)...)
	wrong, err := s.unknownValues(ctx, by, r, in)
	if err != nil {
		return err
	}
	problems = append(problems, wrong...)
	if err := problems.OrNil(); err != nil {
		return err
	}
	r.Title, r.Standfirst, r.Body = in.Title, in.Standfirst, in.Body
	r.Genre, r.Section, r.Topic, r.Sector = in.Genre, in.Section, in.Topic, in.Sector
	r.PublisherID, r.Address, r.Country, r.Town = in.PublisherID, in.Address, in.Country, in.Town
	r.EmbargoedUntil, r.ReleaseAt, r.ExpiresAt = in.EmbargoedUntil, in.ReleaseAt, in.ExpiresAt
	r.Tags = in.Tags
	return nil
}

// missing lists what is required and absent, or too long.
func (in Input) missing() errs.Fields {
	var found errs.Fields
	require := func(field string, ok bool) {
		if !ok {
			found = append(found, &errs.Error{Kind: errs.Invalid, Message: "ui.form.error.required", Field: field})
		}
	}
	limit := func(field, text string, most int) {
		if n := utf8.RuneCountInString(text); n > most {
			found = append(found, &errs.Error{
				Kind: errs.Invalid, Message: "ui.form.error.too_long", Field: field, Args: []any{"Max", most, "Count", n},
			})
		}
	}
	require("title", in.Title != "")
	limit("title", in.Title, MaxTitle)
	limit("standfirst", in.Standfirst, MaxStandfirst)
	require("body", !richtext.IsBlank(in.Body))
	limit("body", in.Body, MaxBody)
	limit("address", in.Address, MaxAddress)
	require("genre", in.Genre != "")
	require("section", in.Section != "")
	require("topic", in.Topic != "")
	require("sector", in.Sector != "")
	return append(found, tag.Check("tags", in.Tags)...)
}

// badDates lists the dates that contradict one another. A text that readers
// have already is not put under embargo.
func (in Input) badDates(r *Release) errs.Fields {
	var found errs.Fields
	refuse := func(field, message string) {
		found = append(found, &errs.Error{Kind: errs.Invalid, Message: message, Field: field})
	}
	if !in.ReleaseAt.IsZero() && in.ReleaseAt.Before(in.EmbargoedUntil) {
		refuse("release_at", "pressroom.release.before_embargo")
	}
	if shown := later(in.ReleaseAt, in.EmbargoedUntil); !in.ExpiresAt.IsZero() && !in.ExpiresAt.After(shown) {
		refuse("expires_at", "pressroom.release.expires_early")
	}
	if r.Status == content.Public && in.EmbargoedUntil.After(later(r.EmbargoedUntil, r.PublishedAt)) {
		refuse("embargoed_until", "pressroom.release.embargo_too_late")
	}
	return found
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// unknownValues lists the choices that no list offers. A value that the release
// holds already is accepted, even when its list has changed since: a publisher
// that may not be published for any more stays, and blocks the publication
// (spec 04 §4.2).
func (s *Service) unknownValues(ctx context.Context, by access.Actor, r *Release, in Input) (errs.Fields, error) {
	var found errs.Fields
	refuse := func(field string) {
		found = append(found, &errs.Error{Kind: errs.Invalid, Message: "ui.form.error.choice", Field: field})
	}
	choices := []struct{ field, vocabulary, value, held string }{
		{"genre", Genres, in.Genre, r.Genre},
		{"section", Sections, in.Section, r.Section},
		{"topic", Topics, in.Topic, r.Topic},
		{"sector", Sectors, in.Sector, r.Sector},
	}
	for _, c := range choices {
		if c.value == "" || c.value == c.held {
			continue
		}
		known, err := s.vocabularies.Contains(ctx, c.vocabulary, c.value)
		if err != nil {
			return nil, err
		}
		if !known {
			refuse(c.field)
		}
	}
	if in.PublisherID == 0 || in.PublisherID == r.PublisherID || in.PublisherID == by.SelectedOrganisation() {
		return found, nil
	}
	offered, err := s.Publishers(ctx, by)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(offered, func(o mandate.Represented) bool { return o.ID == in.PublisherID }) {
		refuse("publisher")
	}
	return found, nil
}
