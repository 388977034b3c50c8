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
	"aipress24.com/aipress24/internal/core/member"
)

// Person is a member as the pages of the chain show them.
type Person struct {
	member.Byline

	WallID int64 // Business Wall of the organisation, or 0
}

// personByID returns a member, who may have left since: then the name is all that
// is shown.
func personByID(ctx context.Context, db bun.IDB, id int64) (Person, error) {
	var p Person
	err := db.NewRaw(`
SELECT CASE WHEN `+member.IsOpen+` THEN m.id ELSE 0 END AS id, trim(m.first_name || ' ' || m.last_name) AS name,
  CASE WHEN `+member.IsOpen+` THEN m.photo ELSE '' END AS photo, coalesce(nullif(pr.job_title, ''), pr.label, '') AS job_title,
  coalesce(pr.community, '') AS community, coalesce(o.id, 0) AS organisation_id, coalesce(nullif(o.wall_name, ''), o.name, '') AS organisation,
  coalesce(o.wall_id, 0) AS wall_id
FROM members m
LEFT JOIN profiles pr ON pr.member_id = m.id AND `+member.IsOpen+`
LEFT JOIN organisations o ON o.id = m.organisation_id AND o.deleted_at IS NULL AND `+member.IsOpen+`
WHERE m.id = ?`, id).Scan(ctx, &p)
	if errors.Is(err, sql.ErrNoRows) {
		return Person{}, errs.ErrNotFound
	}
	return p, err
}

// organisationNames returns the displayed names of an outlet and of a
// publisher, which may be missing.
func organisationNames(ctx context.Context, db bun.IDB, outletID, publisherID int64) (outlet, publisher string, err error) {
	var found []Outlet
	err = db.NewSelect().TableExpr("organisations AS o").
		ColumnExpr("o.id, coalesce(nullif(o.wall_name, ''), o.name) AS name").
		Where("o.id IN (?)", bun.List([]int64{outletID, publisherID})).Scan(ctx, &found)
	for _, o := range found {
		if o.ID == outletID {
			outlet = o.Name
		}
		if o.ID == publisherID {
			publisher = o.Name
		}
	}
	return outlet, publisher, err
}

// StepKind is something that happens to a story.
type StepKind string

// The kinds, in the order in which they may happen.
const (
	PitchWritten      StepKind = "pitch_written"
	PitchSent         StepKind = "pitch_sent"
	OfferMade         StepKind = "offer_made"
	OfferRefused      StepKind = "offer_refused"
	PitchTaken        StepKind = "pitch_taken"
	PitchRefused      StepKind = "pitch_refused"
	AssignmentMade    StepKind = "assignment_made"
	AssignmentBinding StepKind = "assignment_binding"
	AssignmentAgreed  StepKind = "assignment_agreed"
	AssignmentDropped StepKind = "assignment_dropped"
	ArticleStarted    StepKind = "article_started"
	ArticlePosted     StepKind = "article_posted"
)

// Step is something that has happened to a story: the line of its timeline
// (spec 04 §13.3). What by may not open has no address.
type Step struct {
	Kind    StepKind
	At      time.Time
	Who     string // who did it, or ""
	Title   string // of the thing, or "" when it is not for by
	Text    string // reason or message, or ""
	PitchID int64  // the thing's page, one of the four, or none
	OrderID int64  // of the assignment
	DraftID int64  // of the article in the newsroom
	PostID  int64  // of the article on the wire
}

// Chain is a story from its pitch to its article; what it lacks is 0. One of
// the three is enough to find the others.
type Chain struct {
	PitchID, AssignmentID, ArticleID int64
}

// chainRow is all that a timeline tells, in one row.
type chainRow struct {
	PitchID, AssignmentID, ArticleID, PostID int64

	PitchOwner, Owner, Commissioner, Writer                int64
	PitchTitle, Title, ArticleTitle                        string
	PitchAuthor, AnsweredBy, Journalist, OrderedBy, EndsBy string
	PitchStatus, Outcome, Reason, Status, CloseReason      string
	ArticleStatus                                          string
	WrittenAt, SentAt, AnsweredAt                          time.Time
	MadeAt, ConfirmedAt, AgreedAt, ClosedAt                time.Time
	StartedAt, PostedAt                                    time.Time
}

// chainQuery starts from a pitch (?0), an assignment (?1) or an article (?2);
// each of the others is found by its key. Deleted things leave the story.
const chainQuery = `
SELECT coalesce(p.id, 0) AS pitch_id, coalesce(a.id, 0) AS assignment_id, coalesce(r.id, 0) AS article_id, coalesce(w.id, 0) AS post_id,
  coalesce(p.owner_id, 0) AS pitch_owner, coalesce(a.owner_id, 0) AS owner, coalesce(a.commissioner_id, 0) AS commissioner, coalesce(r.owner_id, 0) AS writer,
  coalesce(p.title, '') AS pitch_title, coalesce(a.title, '') AS title, coalesce(r.title, '') AS article_title,
  coalesce(mp.first_name || ' ' || mp.last_name, '') AS pitch_author, coalesce(mb.first_name || ' ' || mb.last_name, '') AS answered_by,
  coalesce(mo.first_name || ' ' || mo.last_name, '') AS journalist, coalesce(mc.first_name || ' ' || mc.last_name, '') AS ordered_by,
  coalesce(me.first_name || ' ' || me.last_name, '') AS ends_by,
  coalesce(p.status, '') AS pitch_status, coalesce(p.outcome, '') AS outcome, coalesce(p.answer_reason, '') AS reason,
  coalesce(a.status, '') AS status, coalesce(a.close_reason, '') AS close_reason, coalesce(r.status, '') AS article_status,
  p.created_at AS written_at, p.submitted_at AS sent_at, p.answered_at, a.created_at AS made_at, a.confirmed_at, a.agreed_at, a.closed_at,
  r.created_at AS started_at, r.published_at AS posted_at
FROM (SELECT 1 AS one) one
LEFT JOIN assignments a ON a.deleted_at IS NULL AND a.id = coalesce(nullif(?1, 0), (SELECT x.id FROM assignments x WHERE x.pitch_id = ?0),
  (SELECT y.assignment_id FROM articles y WHERE y.id = ?2))
LEFT JOIN pitches p ON p.deleted_at IS NULL AND p.id = coalesce(nullif(?0, 0), a.pitch_id)
LEFT JOIN articles r ON r.deleted_at IS NULL AND r.id = coalesce(nullif(?2, 0), (SELECT z.id FROM articles z WHERE z.assignment_id = a.id AND z.deleted_at IS NULL))
LEFT JOIN posts w ON w.kind = 'article' AND w.source_id = r.id AND w.status = 'public' AND w.deleted_at IS NULL
LEFT JOIN members mp ON mp.id = p.owner_id LEFT JOIN members mb ON mb.id = p.answered_by
LEFT JOIN members mo ON mo.id = a.owner_id LEFT JOIN members mc ON mc.id = a.commissioner_id LEFT JOIN members me ON me.id = a.closed_by
LIMIT 1`

// steps returns what has happened to a story, from its beginning, and completes
// the chain.
func steps(ctx context.Context, db bun.IDB, by access.Actor, chain *Chain) ([]Step, error) {
	var row chainRow
	if err := db.NewRaw(chainQuery, chain.PitchID, chain.AssignmentID, chain.ArticleID).Scan(ctx, &row); err != nil {
		return nil, err
	}
	*chain = Chain{row.PitchID, row.AssignmentID, row.ArticleID}
	var offers []struct {
		PitchOffer `bun:",extend"`

		Editor string `bun:",scanonly"`
	}
	if row.PitchID != 0 {
		err := db.NewSelect().Model(&offers).ColumnExpr("po.*").ColumnExpr("m.first_name || ' ' || m.last_name AS editor").
			Join("JOIN members AS m ON m.id = po.editor_id").Where("po.pitch_id = ?", row.PitchID).Order("po.id").Limit(mostOffers).Scan(ctx)
		if err != nil {
			return nil, err
		}
	}
	told := telling{row: row, by: by}
	told.pitch()
	for i := range offers {
		told.offer(&offers[i].PitchOffer, offers[i].Editor)
	}
	told.answer()
	told.assignment()
	told.article()
	return told.steps, nil
}

// mostOffers bounds what a timeline tells of a long negotiation.
const mostOffers = 50

// telling makes the steps of a story.
type telling struct {
	row   chainRow
	by    access.Actor
	steps []Step
}

// add notes a step, if it has happened.
func (t *telling) add(s Step) {
	if !s.At.IsZero() {
		t.steps = append(t.steps, s)
	}
}

func (t *telling) pitch() {
	r := t.row
	var link int64
	if r.PitchOwner == t.by.UserID || r.PitchStatus == string(content.Public) { // whoever reads this may see it
		link = r.PitchID
	}
	t.add(Step{Kind: PitchWritten, At: r.WrittenAt, Who: r.PitchAuthor, Title: r.PitchTitle, PitchID: link})
	t.add(Step{Kind: PitchSent, At: r.SentAt, Who: r.PitchAuthor})
}

func (t *telling) offer(o *PitchOffer, editor string) {
	t.add(Step{Kind: OfferMade, At: o.CreatedAt, Who: editor, Text: o.Message})
	if o.Status == OfferDeclined {
		t.add(Step{Kind: OfferRefused, At: o.ClosedAt, Who: t.row.PitchAuthor})
	}
}

func (t *telling) answer() {
	kind := PitchTaken
	if t.row.Outcome == string(Declined) {
		kind = PitchRefused
	}
	if t.row.Outcome != string(Unanswered) {
		t.add(Step{Kind: kind, At: t.row.AnsweredAt, Who: t.row.AnsweredBy, Text: t.row.Reason})
	}
}

func (t *telling) assignment() {
	r := t.row
	var link int64
	if r.Owner == t.by.UserID || r.Commissioner == t.by.UserID {
		link = r.AssignmentID
	}
	t.add(Step{Kind: AssignmentMade, At: r.MadeAt, Who: r.OrderedBy, Title: r.Title, OrderID: link})
	if r.PitchID == 0 && r.Owner != r.Commissioner {
		// Proposed by the media: the journalist's agreement is a step.
		t.add(Step{Kind: AssignmentBinding, At: r.ConfirmedAt, Who: r.OrderedBy})
		t.add(Step{Kind: AssignmentAgreed, At: r.AgreedAt, Who: r.Journalist})
	} else {
		t.add(Step{Kind: AssignmentBinding, At: r.ConfirmedAt, Who: r.OrderedBy})
	}
	t.add(Step{Kind: AssignmentDropped, At: r.ClosedAt, Who: r.EndsBy, Text: r.CloseReason})
}

// article tells the commissioner that the article was begun, and nothing of
// what it says until it is on the wire: a draft is its author's.
func (t *telling) article() {
	r := t.row
	begun := Step{Kind: ArticleStarted, At: r.StartedAt, Who: r.Journalist}
	if r.Writer == t.by.UserID {
		begun.Title, begun.DraftID = r.ArticleTitle, r.ArticleID
	}
	t.add(begun)
	if r.ArticleStatus == string(content.Public) {
		t.add(Step{Kind: ArticlePosted, At: r.PostedAt, Who: r.Journalist, Title: r.ArticleTitle, PostID: r.PostID})
	}
}
