// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion_test

import (
	"errors"
	"testing"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/modules/discussion"
)

// Spec 05 §9: one open report per member and comment; a reason, and words for
// another one; one's own comment is not reported.
func TestReport(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		d, post, ctx := p.talk(), p.put(t), t.Context()
		c := p.say(t, d, p.Colleague, post, "Achetez mes sacs")
		if err := d.Report(ctx, p.Colleague, post, c.ID, discussion.Spam, ""); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("one's own: %v", err)
		}
		for _, bad := range []struct {
			reason discussion.Reason
			words  string
		}{{"", "x"}, {"nothing", "x"}, {discussion.Other, "  "}} {
			if err := d.Report(ctx, p.Author, post, c.ID, bad.reason, bad.words); errs.KindOf(err) != errs.Invalid {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		for range 2 {
			if err := d.Report(ctx, p.Author, post, c.ID, discussion.Spam, "publicité"); err != nil {
				t.Fatal(err)
			}
		}
		if n := p.count(t, "SELECT count(*) FROM comment_reports"); n != 1 {
			t.Errorf("%d reports", n)
		}
		if n := p.count(t, "SELECT count(*) FROM outbox_events WHERE kind = ?", event.CommentReported{}.Kind()); n != 1 {
			t.Errorf("%d reports told", n)
		}
		if r, err := d.One(ctx, p.Author, post, c.ID); err != nil || !r.Reported || r.Reportable(p.Author) {
			t.Errorf("who reported it sees %+v, %v", r, err)
		}
		if r, err := d.One(ctx, p.Colleague, post, c.ID); err != nil || r.Reported {
			t.Errorf("its author learns of the report: %+v, %v", r, err)
		}
	})
}

// Three members' reports hide a comment until the staff has looked: kept, it
// shows again and counts again (spec 05 §9).
func TestReport_hidesAfterThree(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		d, post, ctx := p.talk(), p.put(t), t.Context()
		staff := access.Actor{UserID: p.Deputy.UserID, Admin: true}
		c := p.say(t, d, p.Colleague, post, "Achetez mes sacs")
		for i, by := range []access.Actor{p.Author, p.Editor, p.Reporter} {
			if n := p.commentCount(t, post); n != 1 {
				t.Errorf("after %d reports %d comments show", i, n)
			}
			if err := d.Report(ctx, by, post, c.ID, discussion.Spam, ""); err != nil {
				t.Fatal(err)
			}
		}
		if n := p.commentCount(t, post); n != 0 {
			t.Errorf("after three reports %d comments show", n)
		}
		if _, err := d.One(ctx, p.Colleague, post, c.ID); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("the hidden comment is read: %v", err)
		}
		list, next, err := d.Cases(ctx, staff, discussion.ReportNew, 0)
		if err != nil || len(list) != 1 || len(list[0].Reports) != 3 || next != 0 || list[0].Content != "Achetez mes sacs" || list[0].HiddenAt.IsZero() {
			t.Fatalf("the staff sees %+v, %v", list, err)
		}
		for range 2 { // the second changes nothing
			if err := d.Decide(ctx, staff, "", c.ID, false); err != nil {
				t.Fatal(err)
			}
		}
		if n := p.commentCount(t, post); n != 1 {
			t.Errorf("kept, %d comments show", n)
		}
		if n := p.count(t, "SELECT count(*) FROM audit_entries WHERE action = 'comment.kept' AND object_id = ?", c.ID); n != 1 {
			t.Errorf("%d traces", n)
		}
		kept, _, err := d.Cases(ctx, staff, discussion.ReportDismissed, 0)
		if err != nil || len(kept) != 1 || kept[0].Reports[0].DecidedBy == "" {
			t.Errorf("what was kept = %+v, %v", kept, err)
		}
	})
}

// The staff alone decides; a removal ends the reports and is told to those who
// made them and to the author of the comment.
func TestReport_decided(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		d, post, ctx := p.talk(), p.put(t), t.Context()
		staff := access.Actor{UserID: p.Deputy.UserID, Admin: true}
		c := p.say(t, d, p.Colleague, post, "Achetez mes sacs")
		if err := d.Report(ctx, p.Editor, post, c.ID, discussion.Hate, ""); err != nil {
			t.Fatal(err)
		}
		for name, by := range map[string]access.Actor{"who published": p.Author, "a member": p.Reporter, "a visitor": {}} {
			if err := d.Decide(ctx, by, "", c.ID, true); !errors.Is(err, errs.ErrForbidden) {
				t.Errorf("%s decides: %v", name, err)
			}
			if _, _, err := d.Cases(ctx, by, discussion.ReportNew, 0); !errors.Is(err, errs.ErrForbidden) {
				t.Errorf("%s reads the reports: %v", name, err)
			}
		}
		if err := d.Decide(ctx, staff, "", c.ID+1, true); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("an unknown comment: %v", err)
		}
		if err := d.Decide(ctx, staff, "", c.ID, true); err != nil {
			t.Fatal(err)
		}
		if n := p.commentCount(t, post); n != 0 {
			t.Errorf("%d comments", n)
		}
		for _, kind := range []string{event.CommentRemoved{}.Kind(), event.CommentReportAnswered{}.Kind()} {
			if n := p.count(t, "SELECT count(*) FROM outbox_events WHERE kind = ?", kind); n != 1 {
				t.Errorf("%s is told %d times", kind, n)
			}
		}
		removed, _, err := d.Cases(ctx, staff, discussion.ReportUpheld, 0)
		if err != nil || len(removed) != 1 {
			t.Errorf("what was removed = %+v, %v", removed, err)
		}
	})
}
