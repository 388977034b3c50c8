// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/paging"
)

// pitchByID returns a pitch that is not deleted.
func pitchByID(ctx context.Context, db bun.IDB, id int64) (*Pitch, error) {
	p := new(Pitch)
	err := db.NewSelect().Model(p).Where("st.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return p, err
}

// updatePitch saves all that may change, if nobody saved since p was read.
func updatePitch(ctx context.Context, db bun.IDB, p *Pitch) error {
	read := p.Version
	p.Version++
	return saved(ctx, db.NewUpdate().Model(p).ExcludeColumn("id", "owner_id", "created_at", "deleted_at").
		WherePK().Where("st.version = ?", read), errPitchChanged)
}

// openOffer returns the counter-offer that waits for an answer, or nil.
func openOffer(ctx context.Context, db bun.IDB, pitchID int64) (*PitchOffer, error) {
	o := new(PitchOffer)
	err := db.NewSelect().Model(o).Where("po.pitch_id = ?", pitchID).Where("po.status = ?", OfferOpen).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // none is an ordinary answer
	}
	return o, err
}

func updateOffer(ctx context.Context, db bun.IDB, o *PitchOffer) error {
	return saved(ctx, db.NewUpdate().Model(o).Column("status", "closed_at").WherePK().Where("po.status = ?", OfferOpen), errNoOffer)
}

// closeOffers withdraws the counter-offer about a pitch, if there is one.
func closeOffers(ctx context.Context, db bun.IDB, pitchID int64, now time.Time) error {
	_, err := db.NewUpdate().Model((*PitchOffer)(nil)).Set("status = ?", OfferWithdrawn).Set("closed_at = ?", now).
		Where("pitch_id = ?", pitchID).Where("status = ?", OfferOpen).Exec(ctx)
	return err
}

// PitchScope is which of the visible pitches a list shows.
type PitchScope string

// The scopes.
const (
	AllPitches      PitchScope = ""
	SentPitches     PitchScope = "sent"     // by the member, drafts included
	ReceivedPitches PitchScope = "received" // to answer
)

// PitchFilter selects among the pitches that a member may see.
type PitchFilter struct {
	By    access.Actor
	Query string     // part of the title, whatever the case
	State PitchState // "" for all
	Scope PitchScope
	Order StoryOrder
	After Position
	Limit int64
}

// PitchState is a pitch's state as lists tell it: the status, and the outcome
// of what is archived.
type PitchState string

// The states.
const (
	PitchDraft    PitchState = "draft"
	PitchWaiting  PitchState = "public"
	PitchAccepted PitchState = "accepted"
	PitchDeclined PitchState = "declined"
)

// State returns where p stands.
func (p *Pitch) State() PitchState {
	if p.Status == content.Archived {
		return PitchState(p.Outcome)
	}
	return PitchState(p.Status)
}

// matching applies everything of f but the paging. The visibility is that of
// CanSee: own, and received (spec 04 §5.2, §12.14).
func (f PitchFilter) matching(q *bun.SelectQuery) *bun.SelectQuery {
	editor := editedBy(f.By)
	const received = "st.outlet_id = ? AND st.status = 'public'"
	switch f.Scope {
	case SentPitches:
		q = q.Where("st.owner_id = ?", f.By.UserID)
	case ReceivedPitches:
		q = q.Where(received, editor)
	case AllPitches:
		q = q.WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
			q = q.Where("st.owner_id = ?", f.By.UserID)
			if editor != 0 {
				q = q.WhereOr(received, editor)
			}
			return q
		})
	}
	switch f.State {
	case PitchDraft, PitchWaiting:
		q = q.Where("st.status = ?", f.State)
	case PitchAccepted, PitchDeclined:
		q = q.Where("st.outcome = ?", f.State)
	}
	return paging.Containing(q, "st.title", f.Query)
}

// PitchRow is a pitch as a list shows it.
type PitchRow struct {
	Pitch `bun:",extend"`

	Outlet    string `bun:",scanonly"`
	Author    string `bun:",scanonly"`
	Countered bool   `bun:",scanonly"` // the author has a counter-offer to answer
}

// pitchRows selects what a line shows and is sorted by.
func pitchRows(q *bun.SelectQuery) *bun.SelectQuery {
	return q.Column("st.id", "st.owner_id", "st.outlet_id", "st.title", "st.title_key", "st.status", "st.outcome", "st.genre",
		"st.sector", "st.valid_until", "st.issue_at", "st.submitted_at", "st.created_at").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name) AS outlet").
		ColumnExpr("m.first_name || ' ' || m.last_name AS author").
		ColumnExpr("EXISTS (SELECT 1 FROM pitch_offers po WHERE po.pitch_id = st.id AND po.status = 'open') AS countered").
		Join("JOIN organisations AS o ON o.id = st.outlet_id").
		Join("JOIN members AS m ON m.id = st.owner_id")
}
