// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/paging"
)

// PitchPage is one page of a list of pitches.
type PitchPage = paging.Page[PitchRow]

var sortedPitch = story[PitchRow]{
	id:    func(r *PitchRow) int64 { return r.ID },
	title: func(r *PitchRow) string { return r.TitleKey }, status: func(r *PitchRow) string { return string(r.Status) },
	dateColumn: "st.created_at", date: func(r *PitchRow) time.Time { return r.CreatedAt },
}

func (f PitchFilter) pager() paging.Pager[PitchRow] {
	p := sortedPitch.pager(f.Order, f.After, f.Limit)
	p.Rows, p.Matching = pitchRows, f.matching
	return p
}

// Pitches returns one page of the pitches that by may see: own and received.
func (s *PitchService) Pitches(ctx context.Context, by access.Actor, f PitchFilter) (PitchPage, error) {
	f.By = by
	page, err := f.pager().Page(ctx, s.DB.Reader())
	if err != nil {
		return PitchPage{}, fmt.Errorf("list pitches of %d: %w", by.UserID, err)
	}
	return page, nil
}

// EachPitch calls each with all the pitches that match, in order.
func (s *PitchService) EachPitch(ctx context.Context, by access.Actor, f PitchFilter, each func(*PitchRow) error) error {
	f.By = by
	return f.pager().Each(ctx, s.DB.Reader(), each)
}

// PitchFigures are the numbers of the pitches that a member may see.
type PitchFigures struct {
	Total   int // own and received: what the list shows
	Drafts  int // own, not sent
	Waiting int // own, sent and not answered
	ToRead  int // received, to answer
}

// Figures counts the pitches that by may see, as the list does (spec 04 §12.14).
func (s *PitchService) Figures(ctx context.Context, by access.Actor) (PitchFigures, error) {
	var f PitchFigures
	filter := PitchFilter{By: by}
	err := filter.matching(s.DB.Reader().NewSelect().Model((*Pitch)(nil))).
		ColumnExpr("count(*)").
		ColumnExpr("count(CASE WHEN st.owner_id = ? AND st.status = ? THEN 1 END)", by.UserID, content.Draft).
		ColumnExpr("count(CASE WHEN st.owner_id = ? AND st.status = ? THEN 1 END)", by.UserID, content.Public).
		ColumnExpr("count(CASE WHEN st.outlet_id = ? AND st.status = ? THEN 1 END)", editedBy(by), content.Public).
		Scan(ctx, &f.Total, &f.Drafts, &f.Waiting, &f.ToRead)
	if err != nil {
		return PitchFigures{}, fmt.Errorf("figures of the pitches of %d: %w", by.UserID, err)
	}
	return f, nil
}

// editedBy is the media that by is an editor-in-chief of, or 0.
func editedBy(by access.Actor) int64 {
	if by.IsEditorInChief(by.OrganisationID) {
		return by.OrganisationID
	}
	return 0
}
