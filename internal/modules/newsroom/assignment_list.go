// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/paging"
)

// AssignmentScope is which of the visible assignments a list shows.
type AssignmentScope string

// The scopes.
const (
	AllAssignments     AssignmentScope = ""
	AssignmentsToWrite AssignmentScope = "mine"    // the member writes them
	AssignmentsOrdered AssignmentScope = "ordered" // the member has commissioned them
)

// AssignmentState is an assignment's state as lists tell it.
type AssignmentState string

// The states.
const (
	AssignmentDraft     AssignmentState = "draft"     // brouillon
	AssignmentProposed  AssignmentState = "proposed"  // the journalist has to agree
	AssignmentConfirmed AssignmentState = "pending"   // validée
	AssignmentDelivered AssignmentState = "public"    // livrée
	AssignmentCancelled AssignmentState = "cancelled" // annulée
	AssignmentDeclined  AssignmentState = "declined"  // déclinée
)

// AssignmentStates lists them in the order of the life cycle.
func AssignmentStates() []AssignmentState {
	return []AssignmentState{
		AssignmentDraft, AssignmentProposed, AssignmentConfirmed, AssignmentDelivered, AssignmentCancelled, AssignmentDeclined,
	}
}

// State returns where a stands.
func (a *Assignment) State() AssignmentState {
	switch {
	case a.Status == content.Pending && !a.IsAgreed():
		return AssignmentProposed
	case a.Status == content.Rejected && a.ClosedBy == a.OwnerID && a.OwnerID != a.CommissionerID:
		return AssignmentDeclined
	case a.Status == content.Rejected:
		return AssignmentCancelled
	}
	return AssignmentState(a.Status)
}

// AssignmentFilter selects among the assignments that a member may see.
type AssignmentFilter struct {
	By    access.Actor
	Query string          // part of the title, whatever the case
	State AssignmentState // "" for all
	Scope AssignmentScope
	Order StoryOrder
	After Position
	Limit int64
}

// matching applies everything of f but the paging. The visibility is that of
// CanSee (spec 04 §5.3).
func (f AssignmentFilter) matching(q *bun.SelectQuery) *bun.SelectQuery {
	switch f.Scope {
	case AssignmentsToWrite:
		q = q.Where("st.owner_id = ?", f.By.UserID)
	case AssignmentsOrdered:
		q = q.Where("st.commissioner_id = ?", f.By.UserID)
	case AllAssignments:
		q = q.WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("st.owner_id = ?", f.By.UserID).WhereOr("st.commissioner_id = ?", f.By.UserID)
		})
	}
	const byJournalist = "(st.closed_by = st.owner_id AND st.owner_id <> st.commissioner_id)"
	switch f.State {
	case AssignmentDraft, AssignmentDelivered:
		q = q.Where("st.status = ?", f.State)
	case AssignmentProposed:
		q = q.Where("st.status = 'pending' AND st.agreed_at IS NULL")
	case AssignmentConfirmed:
		q = q.Where("st.status = 'pending' AND st.agreed_at IS NOT NULL")
	case AssignmentDeclined:
		q = q.Where("st.status = 'rejected' AND " + byJournalist)
	case AssignmentCancelled:
		q = q.Where("st.status = 'rejected' AND (st.closed_by IS NULL OR NOT " + byJournalist + ")")
	}
	return paging.Containing(q, "st.title", f.Query)
}

// AssignmentRow is an assignment as a list shows it.
type AssignmentRow struct {
	Assignment `bun:",extend"`

	Outlet       string `bun:",scanonly"`
	Journalist   string `bun:",scanonly"`
	Commissioner string `bun:",scanonly"`
	ArticleID    int64  `bun:",scanonly"` // begun, or 0
}

// assignmentRows selects what a line shows and is sorted by.
func assignmentRows(q *bun.SelectQuery) *bun.SelectQuery {
	return q.Column("st.id", "st.owner_id", "st.commissioner_id", "st.outlet_id", "st.title", "st.brief", "st.title_key", "st.status", "st.fee",
		"st.copy_deadline", "st.issue_at", "st.agreed_at", "st.closed_by", "st.created_at").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name) AS outlet").
		ColumnExpr("m.first_name || ' ' || m.last_name AS journalist").
		ColumnExpr("c.first_name || ' ' || c.last_name AS commissioner").
		ColumnExpr("coalesce((SELECT a.id FROM articles a WHERE a.assignment_id = st.id AND a.deleted_at IS NULL), 0) AS article_id").
		Join("JOIN organisations AS o ON o.id = st.outlet_id").
		Join("JOIN members AS m ON m.id = st.owner_id").
		Join("JOIN members AS c ON c.id = st.commissioner_id")
}

// AssignmentPage is one page of a list of assignments.
type AssignmentPage = paging.Page[AssignmentRow]

var sortedAssignment = story[AssignmentRow]{
	id:    func(r *AssignmentRow) int64 { return r.ID },
	title: func(r *AssignmentRow) string { return r.TitleKey }, status: func(r *AssignmentRow) string { return string(r.Status) },
	dateColumn: "st.copy_deadline", date: func(r *AssignmentRow) time.Time { return r.CopyDeadline },
}

func (f AssignmentFilter) pager() paging.Pager[AssignmentRow] {
	p := sortedAssignment.pager(f.Order, f.After, f.Limit)
	p.Rows, p.Matching = assignmentRows, f.matching
	return p
}

// Assignments returns one page of the assignments that by may see.
func (s *AssignmentService) Assignments(ctx context.Context, by access.Actor, f AssignmentFilter) (AssignmentPage, error) {
	f.By = by
	page, err := f.pager().Page(ctx, s.DB.Reader())
	if err != nil {
		return AssignmentPage{}, fmt.Errorf("list assignments of %d: %w", by.UserID, err)
	}
	return page, nil
}

// EachAssignment calls each with all the assignments that match, in order.
func (s *AssignmentService) EachAssignment(ctx context.Context, by access.Actor, f AssignmentFilter, each func(*AssignmentRow) error) error {
	f.By = by
	return f.pager().Each(ctx, s.DB.Reader(), each)
}

// AssignmentFigures are the numbers of the assignments that a member may see.
type AssignmentFigures struct {
	Total    int // what the list shows
	ToWrite  int // agreed, not delivered
	Proposed int // to agree to, or not
	Ordered  int // commissioned by the member for others, not delivered
}

// Figures counts the assignments that by may see, as the list does.
func (s *AssignmentService) Figures(ctx context.Context, by access.Actor) (AssignmentFigures, error) {
	var f AssignmentFigures
	err := AssignmentFilter{By: by}.matching(s.DB.Reader().NewSelect().Model((*Assignment)(nil))).
		ColumnExpr("count(*)").
		ColumnExpr("count(CASE WHEN st.owner_id = ? AND st.status = 'pending' AND st.agreed_at IS NOT NULL THEN 1 END)", by.UserID).
		ColumnExpr("count(CASE WHEN st.owner_id = ? AND st.status = 'pending' AND st.agreed_at IS NULL THEN 1 END)", by.UserID).
		ColumnExpr("count(CASE WHEN st.commissioner_id = ? AND st.owner_id <> ? AND st.status IN ('draft', 'pending') THEN 1 END)", by.UserID, by.UserID).
		Scan(ctx, &f.Total, &f.ToWrite, &f.Proposed, &f.Ordered)
	if err != nil {
		return AssignmentFigures{}, fmt.Errorf("figures of the assignments of %d: %w", by.UserID, err)
	}
	return f, nil
}
