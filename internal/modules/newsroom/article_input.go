// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// ArticleInput is what a journalist may type in the form. Author, publisher,
// status and dates of publication are never among it.
type ArticleInput struct {
	Title      string
	Standfirst string
	Body       string // HTML, sanitised here
	Genre      string
	Section    string
	Topic      string
	Sector     string
	OutletID   int64
	Country    string
	Town       string
	Copyright  string
	Tags       []string  // as core/tag reads them from the form
	IssueAt    time.Time // required
	ReleaseAt  time.Time // optional
	Version    int64     // the version the form was opened at; 0 for any

	// Words puts an article in the words of its form, for the versions; nil keeps
	// none.
	Words func(*Article) revision.Words
}

// The longest texts that are accepted, in characters.
const (
	MaxTitle      = 250
	MaxStandfirst = 2_000
	MaxBody       = 400_000
)

// fill checks the input and puts it in the article (spec 04 §7.2).
func (s *ArticleService) fill(ctx context.Context, by access.Actor, a *Article, in ArticleInput) error {
	body, err := richtext.SanitiseStrict(in.Body)
	if err != nil {
		return &errs.Error{Kind: errs.Invalid, Message: "newsroom.article.body_unreadable", Field: "body", Err: err}
	}
	in.Body = body
	in.Title = strings.TrimSpace(richtext.Plain(in.Title))
	in.Standfirst = richtext.PlainLines(in.Standfirst)

	problems := in.missing()
	wrong, err := s.unknownValues(ctx, by, a, in)
	if err != nil {
		return err
	}
	problems = append(problems, wrong...)
	if err := problems.OrNil(); err != nil {
		return err
	}
	a.Title, a.Standfirst, a.Body = in.Title, in.Standfirst, in.Body
	a.Genre, a.Section, a.Topic, a.Sector = in.Genre, in.Section, in.Topic, in.Sector
	a.OutletID, a.Country, a.Town, a.Copyright = in.OutletID, in.Country, in.Town, in.Copyright
	a.IssueAt, a.ReleaseAt, a.Tags = in.IssueAt, in.ReleaseAt, in.Tags
	return nil
}

// missing lists what is required and absent, or too long.
func (in ArticleInput) missing() errs.Fields {
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
	require("genre", in.Genre != "")
	require("section", in.Section != "")
	require("topic", in.Topic != "")
	require("sector", in.Sector != "")
	require("outlet", in.OutletID != 0)
	require("issue_at", !in.IssueAt.IsZero())
	return append(found, tag.Check("tags", in.Tags)...)
}

// unknownValues lists the choices that no list offers. A value the article
// holds already is accepted, even when its list has changed since.
func (s *ArticleService) unknownValues(ctx context.Context, by access.Actor, a *Article, in ArticleInput) (errs.Fields, error) {
	found, err := unknownTerms(ctx, s.vocabularies, []term{
		{"genre", "genres", in.Genre, a.Genre},
		{"section", "sections", in.Section, a.Section},
		{"topic", "topics", in.Topic, a.Topic},
		{"sector", "news_sectors", in.Sector, a.Sector},
		{"copyright", "copyright_mention", in.Copyright, a.Copyright},
	})
	if err != nil {
		return nil, err
	}
	if in.OutletID != 0 && in.OutletID != a.OutletID {
		offered, err := s.Outlets(ctx, by)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(offered, func(o Outlet) bool { return o.ID == in.OutletID }) {
			found = append(found, &errs.Error{Kind: errs.Invalid, Message: "ui.form.error.choice", Field: "outlet"})
		}
	}
	return found, nil
}
