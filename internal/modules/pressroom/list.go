// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/paging"
)

// Page is one page of the list of press releases that a member takes care of:
// one's own, and those of the organisations one is the press officer of.
type Page struct {
	paging.Page[Row]

	Publishers []mandate.Represented // of all the releases of the list, by name
}

func (f Filter) pager() paging.Pager[Row] {
	return paging.Pager[Row]{
		ID: "r.id", IDOf: func(r *Row) int64 { return r.ID }, Column: f.Order.column(), Ascending: f.Order.Ascending,
		After: f.After, Limit: f.Limit, Rows: rows, Matching: f.matching,
	}
}

// Figures are the numbers above the list.
type Figures struct {
	Total     int // releases that are not deleted
	Drafts    int // brouillons, scheduled ones apart
	Scheduled int // that appear by themselves
	Public    int
	Readers   int64 // distinct readers of each mirror, added up
}

// Releases returns one page of the releases the actor takes care of.
func (s *Service) Releases(ctx context.Context, by access.Actor, f Filter) (Page, error) {
	f.carer = carerOf(by)
	publishers, err := publishersOf(ctx, s.db.Reader(), f.carer)
	page := Page{Publishers: publishers}
	if err == nil {
		page.Page, err = f.pager().Page(ctx, s.db.Reader())
	}
	if err != nil {
		return Page{}, fmt.Errorf("list press releases of %d: %w", by.UserID, err)
	}
	return page, nil
}

// Row returns one release as the list shows it. It is asked just after a
// change, when a replica may not know of it yet.
func (s *Service) Row(ctx context.Context, by access.Actor, id int64) (Row, error) {
	row, err := releaseRow(ctx, s.db.Writer(), carerOf(by), id)
	if err != nil {
		return Row{}, fmt.Errorf("read row of press release %d: %w", id, err)
	}
	return row, nil
}

// Figures returns the numbers of the list.
func (s *Service) Figures(ctx context.Context, by access.Actor) (Figures, error) {
	figures, err := figuresOf(ctx, s.db.Reader(), carerOf(by))
	if err != nil {
		return Figures{}, fmt.Errorf("figures of the press releases of %d: %w", by.UserID, err)
	}
	return figures, nil
}

// EachRelease calls each with all the releases that match, in order, whatever
// their number; the page asked for does not matter. It stops at the first
// error.
func (s *Service) EachRelease(ctx context.Context, by access.Actor, f Filter, each func(*Row) error) error {
	f.carer = carerOf(by)
	return f.pager().Each(ctx, s.db.Reader(), each)
}
