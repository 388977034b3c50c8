// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// StoryInput is what the forms of a pitch and of an assignment ask alike. A
// draft may lack everything but its media and its dates (spec 04 §7.2).
type StoryInput struct {
	Title      string
	Brief      string
	Genre      string
	Section    string
	Topic      string
	Sector     string
	OutletID   int64
	Country    string
	Town       string
	ValidUntil time.Time
	IssueAt    time.Time
	Version    int64 // the version the form was opened at; 0 for any
}

// limit is the longest text of a field, in characters.
type limit struct {
	field, text string
	most        int
}

// limits reports the texts that are too long, or nil.
func limits(list ...limit) error { return tooLong(list...).OrNil() }

// tooLong lists them.
func tooLong(list ...limit) errs.Fields {
	var found errs.Fields
	for _, l := range list {
		if n := utf8.RuneCountInString(l.text); n > l.most {
			found = append(found, &errs.Error{
				Kind: errs.Invalid, Message: "ui.form.error.too_long", Field: l.field, Args: []any{"Max", l.most, "Count", n},
			})
		}
	}
	return found
}

// date is a date that a form requires.
type date struct {
	field string
	at    time.Time
}

// check cleans the input, and lists what is missing or of no list. What held
// says already is accepted, even when a list has changed since.
func (in *StoryInput) check(ctx context.Context, s *stories, by access.Actor, held StoryInput, dates ...date) (errs.Fields, error) {
	in.Title, in.Brief = richtext.Plain(in.Title), richtext.PlainLines(in.Brief)
	var found errs.Fields
	refuse := func(field, message string) {
		found = append(found, &errs.Error{Kind: errs.Invalid, Message: message, Field: field})
	}
	found = append(found, tooLong(limit{"title", in.Title, MaxTitle}, limit{"brief", in.Brief, MaxBrief})...)
	for _, d := range append([]date{{"valid_until", in.ValidUntil}, {"issue_at", in.IssueAt}}, dates...) {
		if d.at.IsZero() {
			refuse(d.field, "ui.form.error.required")
		}
	}
	unknown, err := unknownTerms(ctx, s.Vocabularies, []term{
		{"genre", "genres", in.Genre, held.Genre},
		{"section", "sections", in.Section, held.Section},
		{"topic", "topics", in.Topic, held.Topic},
		{"sector", "news_sectors", in.Sector, held.Sector},
	})
	if err != nil {
		return nil, err
	}
	found = append(found, unknown...)
	switch {
	case in.OutletID == 0:
		refuse("outlet", "ui.form.error.required")
	case in.OutletID != held.OutletID:
		offered, err := s.Outlets(ctx, by)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(offered, func(o Outlet) bool { return o.ID == in.OutletID }) {
			refuse("outlet", "ui.form.error.choice")
		}
	}
	return found, nil
}

// term is a value of a vocabulary, and the one that is held already.
type term struct{ field, vocabulary, value, held string }

// unknownTerms lists the values that no list offers and that are not held.
func unknownTerms(ctx context.Context, words *vocabulary.Store, terms []term) (errs.Fields, error) {
	var found errs.Fields
	for _, t := range terms {
		if t.value == "" || t.value == t.held {
			continue
		}
		known, err := words.Contains(ctx, t.vocabulary, t.value)
		if err != nil {
			return nil, err
		}
		if !known {
			found = append(found, &errs.Error{Kind: errs.Invalid, Message: "ui.form.error.choice", Field: t.field})
		}
	}
	return found, nil
}

// stories is what the services of pitches and assignments share.
type stories struct{ Needs }

// Outlets returns the choices of the media picker (spec 04 §4.4).
func (s *stories) Outlets(ctx context.Context, by access.Actor) ([]Outlet, error) {
	found, err := outlets(ctx, s.DB.Reader(), by.OrganisationID, mostOutlets)
	if err != nil {
		return nil, fmt.Errorf("list outlets: %w", err)
	}
	return found, nil
}

// mostOutlets bounds the picker: every media of the platform for years to come.
const mostOutlets = 2000

// publisherOf is in whose name by works: the organisation of the selected
// Business Wall when managing another, else the employer (spec 04 §4.2).
func publisherOf(by access.Actor) int64 {
	if by.ActsForAnother() {
		for _, g := range by.Grants {
			if g.WallID == by.SelectedWallID {
				return g.OrganisationID
			}
		}
	}
	return by.OrganisationID
}

// saved maps a conditional update that found no row to the refusal given.
func saved(ctx context.Context, q *bun.UpdateQuery, refusal error) error {
	res, err := q.Exec(ctx)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		return refusal
	}
	return err
}

// PublisherName is the name of the organisation that by works in the name of
// now, or "" (spec 04 §4.2).
func (s *stories) PublisherName(ctx context.Context, by access.Actor) (string, error) {
	id := publisherOf(by)
	if id == by.OrganisationID {
		return by.Organisation, nil
	}
	_, name, err := organisationNames(ctx, s.DB.Reader(), 0, id)
	if err != nil {
		return "", fmt.Errorf("read the name of organisation %d: %w", id, err)
	}
	return name, nil
}
