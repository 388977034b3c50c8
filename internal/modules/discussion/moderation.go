// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Report tells the staff of a comment (signalement), once while they have not
// looked. A comment that several members have reported is hidden meanwhile
// (spec 05 §9).
func (d *Talk) Report(ctx context.Context, by access.Actor, on content.Ref, id int64, reason Reason, words string) error {
	words = richtext.PlainLines(words)
	if runes := []rune(words); len(runes) > MaxReportWords {
		words = string(runes[:MaxReportWords])
	}
	if err := checkReport(reason, words); err != nil {
		return err
	}
	err := d.change(ctx, on, func(ctx context.Context, tx bun.Tx) error {
		if _, err := d.open(ctx, tx, by, on); err != nil {
			return err
		}
		c, err := shownComment(ctx, tx, on, id)
		if err != nil {
			return err
		}
		if c.OwnerID == by.UserID {
			return errReportOwn
		}
		return d.report(ctx, tx, c, &Report{
			ID: d.IDs.Next(), CommentID: id, ReporterID: by.UserID, Reason: reason, Words: words,
			Status: ReportNew, CreatedAt: d.Now().UTC(),
		})
	})
	if err != nil {
		return fmt.Errorf("report comment %d: %w", id, err)
	}
	return nil
}

// report keeps a report, unless the member has an open one of the comment.
func (d *Talk) report(ctx context.Context, tx bun.Tx, c *Comment, r *Report) error {
	res, err := tx.NewInsert().Model(r).On("CONFLICT DO NOTHING").Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	wait, err := d.attempts.Take(ctx, tx, reportsOfMember, strconv.FormatInt(r.ReporterID, 10))
	if err != nil {
		return err
	}
	if wait > 0 {
		return tooMany("discussion.report.too_many", wait)
	}
	open, err := tx.NewSelect().Model((*Report)(nil)).Where("cr.comment_id = ?", c.ID).Where("cr.status = ?", ReportNew).Count(ctx)
	if err != nil {
		return err
	}
	if open >= HideAfter {
		_, err := tx.NewUpdate().Model((*Comment)(nil)).Set("hidden_at = ?", d.Now().UTC()).Where("c.id = ?", c.ID).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return d.Outbox.Record(ctx, tx, event.CommentReported{ReportID: r.ID})
}

// Case is a comment that was reported, with what was said of it.
type Case struct {
	Comment

	Author  string
	Title   string       // of the publication
	Last    int64        // its report that the list is ordered by
	Reports []CaseReport `bun:"-"`
}

// CaseReport is one report as the staff sees it.
type CaseReport struct {
	CommentID int64
	Reporter  string
	Reason    Reason
	Words     string
	CreatedAt time.Time
	DecidedAt time.Time
	DecidedBy string
}

// casePage is how many comments a page of the staff's list holds.
const casePage = 20

// Cases returns the comments with reports of a status after a place, 0 for the
// first page, and where the list goes on: what waits longest comes first, what
// was decided last comes first. Only administrators see them.
func (d *Talk) Cases(ctx context.Context, by access.Actor, status ReportStatus, after int64) (list []Case, next int64, err error) {
	if !by.Admin {
		return nil, 0, errs.ErrForbidden
	}
	q := d.DB.Reader().NewSelect().Model((*Comment)(nil)).WhereAllWithDeleted().
		ColumnExpr("c.id, c.post_id, c.event_id, c.owner_id, c.content, c.created_at, c.edited_at, c.hidden_at, c.deleted_at").
		ColumnExpr("m.first_name || ' ' || m.last_name AS author").ColumnExpr("coalesce(p.title, e.title) AS title").ColumnExpr("g.last").
		Join("JOIN members AS m ON m.id = c.owner_id").
		Join("LEFT JOIN posts AS p ON p.id = c.post_id").Join("LEFT JOIN event_posts AS e ON e.id = c.event_id")
	const grouped = "JOIN (SELECT comment_id, %s(id) AS last FROM comment_reports WHERE status = ? GROUP BY comment_id) AS g ON g.comment_id = c.id"
	if status == ReportNew {
		q = q.Join(fmt.Sprintf(grouped, "min"), status).Where("g.last > ?", after).Order("g.last")
	} else {
		q = q.Join(fmt.Sprintf(grouped, "max"), status).Order("g.last DESC")
		if after != 0 {
			q = q.Where("g.last < ?", after)
		}
	}
	if err := q.Limit(casePage+1).Scan(ctx, &list); err != nil {
		return nil, 0, fmt.Errorf("list reported comments: %w", err)
	}
	if len(list) > casePage {
		list, next = list[:casePage], list[casePage-1].Last
	}
	return list, next, d.addReports(ctx, list, status)
}

// addReports reads what was said of the comments, in one query for all.
func (d *Talk) addReports(ctx context.Context, list []Case, status ReportStatus) error {
	if len(list) == 0 {
		return nil
	}
	at := make(map[int64]*Case, len(list))
	numbers := make([]int64, len(list))
	for i := range list {
		at[list[i].ID], numbers[i] = &list[i], list[i].ID
	}
	var reports []CaseReport
	err := d.DB.Reader().NewSelect().Model((*Report)(nil)).
		ColumnExpr("cr.comment_id, cr.reason, cr.words, cr.created_at, cr.decided_at").
		ColumnExpr("m.first_name || ' ' || m.last_name AS reporter").
		ColumnExpr("coalesce(s.first_name || ' ' || s.last_name, '') AS decided_by").
		Join("JOIN members AS m ON m.id = cr.reporter_id").Join("LEFT JOIN members AS s ON s.id = cr.decided_by").
		Where("cr.comment_id IN (?)", bun.List(numbers)).Where("cr.status = ?", status).
		Order("cr.id").Limit(casePage*50).Scan(ctx, &reports)
	if err != nil {
		return fmt.Errorf("read reports: %w", err)
	}
	for _, r := range reports {
		at[r.CommentID].Reports = append(at[r.CommentID].Reports, r)
	}
	return nil
}

// Decide ends the open reports of a comment: it is removed for good, or it stays
// and shows again. Those who reported it are told, and so is the author of what
// is removed, never by whom it was reported. A second decision changes nothing.
func (d *Talk) Decide(ctx context.Context, by access.Actor, ip string, id int64, remove bool) error {
	if !by.Admin {
		return errs.ErrForbidden
	}
	c := new(Comment)
	err := d.DB.Reader().NewSelect().Model(c).WhereAllWithDeleted().Where("c.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return errs.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("read comment %d: %w", id, err)
	}
	err = d.change(ctx, c.On(), func(ctx context.Context, tx bun.Tx) error {
		waiting, err := tx.NewSelect().Model((*Report)(nil)).Where("cr.comment_id = ?", id).Where("cr.status = ?", ReportNew).Exists(ctx)
		if err != nil || !waiting {
			return err
		}
		if remove {
			return d.remove(ctx, tx, by, ip, c)
		}
		if _, err := tx.NewUpdate().Model((*Comment)(nil)).Set("hidden_at = NULL").Where("c.id = ?", id).Exec(ctx); err != nil {
			return err
		}
		if err := d.answer(ctx, tx, by, id, ReportDismissed); err != nil {
			return err
		}
		return d.note(ctx, tx, by, ip, "comment.kept", c)
	})
	if err != nil {
		return fmt.Errorf("decide about comment %d: %w", id, err)
	}
	return nil
}

// answer ends the open reports of a comment and tells their authors.
func (d *Talk) answer(ctx context.Context, tx bun.Tx, by access.Actor, commentID int64, status ReportStatus) error {
	var answered []int64
	_, err := tx.NewUpdate().Model((*Report)(nil)).
		Set("status = ?", status).Set("decided_at = ?", d.Now().UTC()).Set("decided_by = ?", by.UserID).
		Where("cr.comment_id = ?", commentID).Where("cr.status = ?", ReportNew).
		Returning("id").Exec(ctx, &answered)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	for _, id := range answered {
		if err := d.Outbox.Record(ctx, tx, event.CommentReportAnswered{ReportID: id}); err != nil {
			return err
		}
	}
	return nil
}
