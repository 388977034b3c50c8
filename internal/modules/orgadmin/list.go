// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Standing says how official an organisation is.
type Standing string

// The standings; the empty one is all of them.
const (
	Official   Standing = "official"   // its Business Wall is in force
	Suspended  Standing = "suspended"  // its Business Wall is suspended
	Unofficial Standing = "unofficial" // without Business Wall (AUTO)
	Closed     Standing = "closed"     // deactivated by the staff, official or not
)

// Standings lists them in the order of the filter.
func Standings() []Standing { return []Standing{Official, Suspended, Unofficial, Closed} }

// PageRows is how many organisations a page shows (spec 08 §5.2).
const PageRows = 12

// MostCounted bounds totals: above, a list says « more than ».
const MostCounted = 1000

// Place is a position in the list: the sort key of a row.
type Place struct {
	Plain bool // after the organisations with a wall in force
	Name  string
	ID    int64
}

// IsZero reports whether the place is the beginning.
func (p Place) IsZero() bool { return p.ID == 0 }

// Filter is which organisations are listed.
type Filter struct {
	Search   string   // part of the name, or of the name of the wall in force; every word must be found
	Standing Standing // "" for all
	WallType string   // of the wall in force; "" for all
}

// maxWords bounds what one search asks.
const maxWords = 6

// words are the parts that must be found, in lower case.
func (f Filter) words() []string {
	found := strings.Fields(strings.ToLower(strings.ReplaceAll(f.Search, "\x00", "")))
	return found[:min(len(found), maxWords)]
}

// Row is an organisation in the list.
type Row struct {
	ID         int64
	Name       string // legal
	WallID     int64
	WallName   string
	WallType   string // "" while no wall is in force
	Active     bool
	Karma      float64
	CreatedAt  time.Time
	ModifiedAt time.Time
	Members    int // active ones
}

// Standing is how official the organisation is; a deactivated one says so.
func (r *Row) Standing() Standing {
	switch {
	case !r.Active:
		return Closed
	case r.WallType != "":
		return Official
	case r.WallID != 0:
		return Suspended
	}
	return Unofficial
}

func (r *Row) place() Place { return Place{Plain: r.WallType == "", Name: r.Name, ID: r.ID} }

// Page is one page of the list.
type Page struct {
	Rows    []Row
	Total   int  // that match, counted up to MostCounted
	More    bool // there are more than Total
	Earlier bool // there are rows before
	Later   bool // there are rows after
}

// First is the place of the first row.
func (p *Page) First() Place { return p.Rows[0].place() }

// Last is the place of the last row.
func (p *Page) Last() Place { return p.Rows[len(p.Rows)-1].place() }

// List returns the page after a place, or the one before: organisations with a
// Business Wall in force first, then by name (spec 08 §5.2). For administrators
// only.
func (d *Desk) List(ctx context.Context, by Staffer, f Filter, after, before Place) (*Page, error) {
	if err := by.check(); err != nil {
		return nil, err
	}
	page := &Page{}
	rows, err := d.rows(ctx, f, after, before, PageRows+1)
	if err != nil {
		return nil, err
	}
	more := len(rows) > PageRows
	rows = rows[:min(len(rows), PageRows)]
	if before.IsZero() {
		page.Earlier, page.Later = !after.IsZero(), more
	} else {
		slices.Reverse(rows)
		page.Earlier, page.Later = more, true
	}
	page.Rows = rows
	n, err := d.count(ctx, f)
	if err != nil {
		return nil, err
	}
	page.Total, page.More = min(n, MostCounted), n > MostCounted
	return page, nil
}

// exportBatch is how many rows an export reads at a time.
const exportBatch = 500

// Each gives every organisation of a list in its order, in batches: the list may
// be long. For administrators only.
func (d *Desk) Each(ctx context.Context, by Staffer, f Filter, give func(*Row) error) error {
	if err := by.check(); err != nil {
		return err
	}
	for after := (Place{}); ; {
		rows, err := d.rows(ctx, f, after, Place{}, exportBatch)
		if err != nil {
			return err
		}
		for i := range rows {
			if err := give(&rows[i]); err != nil {
				return fmt.Errorf("export organisations: %w", err)
			}
		}
		if len(rows) < exportBatch {
			return nil
		}
		after = rows[len(rows)-1].place()
	}
}
