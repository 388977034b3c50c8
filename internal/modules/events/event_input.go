// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"net/url"
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

// EventInput is what an organiser may type in the form. Author, status and
// dates of publication are never among it.
type EventInput struct {
	Title       string
	Standfirst  string
	Body        string // HTML, sanitised here
	Type        string
	Sector      string
	Tags        []string // as core/tag reads them from the form
	Organiser   string
	Contact     string
	Address     string
	Country     string
	Town        string
	URL         string
	StartsAt    time.Time
	EndsAt      time.Time
	PublisherID int64 // 0 for the organisation one acts for
	Admission   Admission
	Capacity    int64
	DeadlineAt  time.Time
	Audience    []access.Community
	Question    string
	Version     int64 // the version the form was opened at; 0 for any

	// Words puts an event in the words of its form, for the versions; nil keeps
	// none.
	Words func(*Event) revision.Words
}

// The longest texts that are accepted, in characters, and the most seats.
const (
	MaxTitle      = 250
	MaxStandfirst = 2_000
	MaxBody       = 400_000
	MaxLine       = 250
	MaxURL        = 500
	MaxCapacity   = 100_000
)

// clean takes what is no text out of the input.
func (in *EventInput) clean() error {
	body, err := richtext.SanitiseStrict(in.Body)
	if err != nil {
		return &errs.Error{Kind: errs.Invalid, Message: "events.error.body_unreadable", Field: "body", Err: err}
	}
	in.Body = body
	for _, line := range []*string{&in.Title, &in.Organiser, &in.Contact, &in.Address, &in.Question, &in.URL} {
		*line = strings.TrimSpace(richtext.Plain(*line))
	}
	in.Standfirst = richtext.PlainLines(in.Standfirst)
	if in.Admission == "" {
		in.Admission = Open
	}
	if len(in.Audience) == 0 {
		in.Audience = []access.Community{access.PressMedia}
	}
	return nil
}

// fill checks the input and puts it in the event (spec 04 §7.2).
func (s *Room) fill(ctx context.Context, by access.Actor, e *Event, in EventInput) error {
	if err := in.clean(); err != nil {
		return err
	}
	problems := append(in.missing(), in.incoherent()...)
	wrong, err := s.unknownValues(ctx, by, e, &in)
	if err != nil {
		return err
	}
	if err := append(problems, wrong...).OrNil(); err != nil {
		return err
	}
	e.Title, e.Standfirst, e.Body, e.Type, e.Sector = in.Title, in.Standfirst, in.Body, in.Type, in.Sector
	e.Organiser, e.Contact, e.Address, e.Country, e.Town, e.URL = in.Organiser, in.Contact, in.Address, in.Country, in.Town, in.URL
	e.StartsAt, e.EndsAt, e.DeadlineAt = in.StartsAt.UTC(), in.EndsAt.UTC(), in.DeadlineAt.UTC()
	e.PublisherID, e.Tags = in.PublisherID, in.Tags
	e.Admission, e.Capacity, e.Audience, e.Question = in.Admission, in.Capacity, in.Audience, in.Question
	if e.Status == content.Public { // what members see stays complete
		return e.isComplete()
	}
	return nil
}

func problem(field, message string, args ...any) *errs.Error {
	return &errs.Error{Kind: errs.Invalid, Message: message, Field: field, Args: args}
}

// missing lists what is required and absent, or too long.
func (in *EventInput) missing() errs.Fields {
	var found errs.Fields
	require := func(field string, ok bool) {
		if !ok {
			found = append(found, problem(field, "ui.form.error.required"))
		}
	}
	limit := func(field, text string, most int) {
		if n := utf8.RuneCountInString(text); n > most {
			found = append(found, problem(field, "ui.form.error.too_long", "Max", most, "Count", n))
		}
	}
	require("title", in.Title != "")
	limit("title", in.Title, MaxTitle)
	limit("standfirst", in.Standfirst, MaxStandfirst)
	require("body", !richtext.IsBlank(in.Body))
	limit("body", in.Body, MaxBody)
	require("type", in.Type != "")
	require("sector", in.Sector != "")
	limit("organiser", in.Organiser, MaxLine)
	limit("contact", in.Contact, MaxLine)
	limit("address", in.Address, MaxLine)
	limit("question", in.Question, MaxLine)
	limit("url", in.URL, MaxURL)
	return append(found, tag.Check("tags", in.Tags)...)
}

// incoherent lists what cannot be so.
func (in *EventInput) incoherent() errs.Fields {
	var found errs.Fields
	refuse := func(field, message string) { found = append(found, problem(field, message)) }
	if !in.StartsAt.IsZero() && !in.EndsAt.IsZero() && in.EndsAt.Before(in.StartsAt) {
		found = append(found, errEndsFirst)
	}
	if !in.DeadlineAt.IsZero() && !in.EndsAt.IsZero() && in.DeadlineAt.After(in.EndsAt) {
		refuse("deadline_at", "events.error.deadline_late")
	}
	if in.Capacity < 0 || in.Capacity > MaxCapacity {
		refuse("capacity", "events.error.capacity")
	}
	if !slices.Contains(Admissions(), in.Admission) {
		refuse("admission", "ui.form.error.choice")
	}
	for _, c := range in.Audience {
		if !slices.Contains(access.Communities(), c) {
			refuse("audience", "ui.form.error.choice")
		}
	}
	if in.URL != "" {
		if u, err := url.Parse(in.URL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			refuse("url", "events.error.url")
		}
	}
	return found
}

// unknownValues lists the choices that no list offers. A value the event holds
// already is accepted, even when its list has changed since.
func (s *Room) unknownValues(ctx context.Context, by access.Actor, e *Event, in *EventInput) (errs.Fields, error) {
	var found errs.Fields
	for _, c := range []struct{ field, vocabulary, value, held string }{
		{"type", "events", in.Type, e.Type},
		{"sector", "news_sectors", in.Sector, e.Sector},
	} {
		if c.value == "" || c.value == c.held {
			continue
		}
		known, err := s.vocabularies.Contains(ctx, c.vocabulary, c.value)
		if err != nil {
			return nil, err
		}
		if !known {
			found = append(found, problem(c.field, "ui.form.error.choice"))
		}
	}
	if in.PublisherID == 0 {
		in.PublisherID = e.PublisherID
		if in.PublisherID == 0 {
			in.PublisherID = by.SelectedOrganisation()
		}
	}
	if in.PublisherID == e.PublisherID || in.PublisherID == by.SelectedOrganisation() || in.PublisherID == 0 {
		return found, nil // kept; publication asks whether it may be (spec 04 §4.2)
	}
	offered, err := s.Publishers(ctx, by)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(offered, func(o mandate.Represented) bool { return o.ID == in.PublisherID }) {
		found = append(found, problem("publisher", "ui.form.error.choice"))
	}
	return found, nil
}
