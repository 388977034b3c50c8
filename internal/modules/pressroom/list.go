// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
)

// Page is one page of the list of press releases that a member takes care of:
// one's own, and those of the organisations one is the press officer of.
type Page struct {
	Rows       []Row
	Total      int                   // releases that match
	First      int                   // rank of the first row, from 1; 0 in an empty page
	Next       Position              // where the next page goes on, or zero
	Publishers []mandate.Represented // of all the releases of the list, by name

	// Previous is where the page before goes on: zero when that is the first
	// one, and in the first page itself, whose First is 1.
	Previous Position
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
	page, err := s.page(ctx, f)
	if err != nil {
		return Page{}, fmt.Errorf("list press releases of %d: %w", by.UserID, err)
	}
	return page, nil
}

func (s *Service) page(ctx context.Context, f Filter) (Page, error) {
	db := s.db.Reader()
	var page Page
	var err error
	if page.Publishers, err = publishersOf(ctx, db, f.carer); err != nil {
		return Page{}, err
	}
	if page.Rows, err = releases(ctx, db, f); err != nil {
		return Page{}, err
	}
	page.Rows, page.Next = cut(page.Rows, f)
	total, earlier, err := countReleases(ctx, db, f)
	if err != nil {
		return Page{}, fmt.Errorf("count: %w", err)
	}
	page.Total = total
	if len(page.Rows) > 0 {
		page.First = earlier + 1
	}
	if page.Previous, err = previousStart(ctx, db, f); err != nil {
		return Page{}, fmt.Errorf("page back: %w", err)
	}
	return page, nil
}

// cut takes the row too many off, which says that there is a next page.
func cut(rows []Row, f Filter) ([]Row, Position) {
	if int64(len(rows)) <= f.Limit {
		return rows, Position{}
	}
	rows = rows[:f.Limit]
	return rows, f.Order.position(&rows[f.Limit-1].Release)
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

// exportStep is how many releases an export holds at a time.
const exportStep = 500

// EachRelease calls each with all the releases that match, in order, whatever
// their number; the page asked for does not matter. It stops at the first
// error.
func (s *Service) EachRelease(ctx context.Context, by access.Actor, f Filter, each func(*Row) error) error {
	f.carer, f.After, f.Limit = carerOf(by), Position{}, exportStep
	for {
		rows, err := releases(ctx, s.db.Reader(), f)
		if err != nil {
			return fmt.Errorf("read press releases of %d: %w", by.UserID, err)
		}
		rows, f.After = cut(rows, f)
		for i := range rows {
			if err := each(&rows[i]); err != nil {
				return err
			}
		}
		if f.After == (Position{}) {
			return nil
		}
	}
}
