// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/member"
)

// ListKind names one of the staff's lists of people (spec 08 §5.2).
type ListKind string

// The lists.
const (
	Members   ListKind = "users"       // active members, last signed in first
	Newcomers ListKind = "new_users"   // registrations that wait, newest first
	Modified  ListKind = "modif_users" // members whose changes wait

	// Departed are those of spec 02 §6.1 whom no other list shows (§18 U8):
	// deactivated, closing and refused accounts, anonymised ones not.
	Departed ListKind = "departed"
)

// PageRows is how many people a page shows (spec 08 §5.2).
const PageRows = 12

// MostCounted bounds totals: above, a list says « more than ».
const MostCounted = 1000

// Place is a position in a list: the sort key of a row and its id.
type Place struct {
	At time.Time // zero: never signed in, which comes last
	ID int64
}

// IsZero reports whether the place is the beginning.
func (p Place) IsZero() bool { return p.ID == 0 }

// ListQuery is what a list is asked for.
type ListQuery struct {
	Search string // parts of names, address, employer; every word must be found
	After  Place  // go on after this row
	Before Place  // or before this one, backwards
}

// maxWords bounds what one search asks of the index.
const maxWords = 6

// words are the parts that must be found, in lower case.
func (q ListQuery) words() []string {
	found := strings.Fields(strings.ToLower(strings.ReplaceAll(q.Search, "\x00", "")))
	return found[:min(len(found), maxWords)]
}

// Row is a person in a list.
type Row struct {
	ID            int64
	FirstName     string
	LastName      string
	Photo         string
	Email         string
	Organisation  string // displayed name, else the declared employer of a newcomer, or ""
	JobTitle      string
	Karma         float64
	Status        string    // of reputation; of a departed account, what became of it
	LastLoginAt   time.Time `bun:",nullzero"`
	ErasedAt      time.Time `bun:",nullzero"` // when a closed or refused account is to be anonymised
	SubmittedAt   time.Time `bun:",nullzero"` // of the registration, or of the proposal
	EmailVerified bool
	Reviewer      string // who looks after it, or ""

	SurveyProfile string
	Professional  map[string]any `bun:"type:jsonb"` // of a newcomer
}

// Name is the first and last names.
func (r *Row) Name() string { return strings.TrimSpace(r.FirstName + " " + r.LastName) }

// Page is one page of a list.
type Page struct {
	Rows    []Row
	Total   int  // that match, counted up to MostCounted
	More    bool // there are more than Total
	Earlier bool // there are rows before
	Later   bool // there are rows after
}

// First and Last are the places of the first and last rows.
func (p *Page) First(kind ListKind) Place { return placeOf(kind, &p.Rows[0]) }

// Last is the place of the last row.
func (p *Page) Last(kind ListKind) Place { return placeOf(kind, &p.Rows[len(p.Rows)-1]) }

func placeOf(kind ListKind, r *Row) Place {
	if kind == Newcomers {
		return Place{r.SubmittedAt, r.ID}
	}
	return Place{r.LastLoginAt, r.ID}
}

// List returns a page of one of the lists, for administrators only.
func (d *Desk) List(ctx context.Context, by Staffer, kind ListKind, q ListQuery) (*Page, error) {
	if err := by.check(); err != nil {
		return nil, err
	}
	page := &Page{}
	rows, err := d.rows(ctx, kind, q)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", kind, err)
	}
	for i := range rows {
		d.declare(&rows[i])
	}
	more := len(rows) > PageRows
	rows = rows[:min(len(rows), PageRows)]
	if q.Before.IsZero() {
		page.Earlier, page.Later = !q.After.IsZero(), more
	} else {
		slices.Reverse(rows)
		page.Earlier, page.Later = more, true
	}
	page.Rows = rows
	n, err := d.count(ctx, kind, q)
	if err != nil {
		return nil, fmt.Errorf("count %s: %w", kind, err)
	}
	page.Total, page.More = min(n, MostCounted), n > MostCounted
	return page, nil
}

// declare says whom a newcomer works for in his or her own words: the
// organisation is found or made at the approval.
func (n *Needs) declare(r *Row) {
	if profile, known := n.Survey.Of(r.SurveyProfile); known && r.Organisation == "" && r.Professional != nil {
		r.Organisation = profile.Employer(n.Survey.AnswersOf(&member.Member{}, &member.Profile{Professional: r.Professional}))
	}
}

// Waiting counts what waits at the desk, each up to MostCounted.
type Waiting struct{ Registrations, Proposals int }

// Waiting returns how much waits, for administrators only.
func (d *Desk) Waiting(ctx context.Context, by Staffer) (Waiting, error) {
	var w Waiting
	if err := by.check(); err != nil {
		return w, err
	}
	var err error
	if w.Registrations, err = d.count(ctx, Newcomers, ListQuery{}); err == nil {
		w.Proposals, err = d.count(ctx, Modified, ListQuery{})
	}
	if err != nil {
		return w, fmt.Errorf("count what waits: %w", err)
	}
	return w, nil
}
