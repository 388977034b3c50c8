// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussion_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/platform/database"
)

func texts(r discussion.Remarks) string {
	list := make([]string, len(r.List))
	for i := range r.List {
		list[i] = r.List[i].Content
	}
	return strings.Join(list, ", ")
}

// Spec 03 §4.11: a comment is trimmed; blank words make none; the newest comes
// first; the post counts them; a second click makes no second comment.
func TestComment_posted(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		d, post := p.talk(), p.put(t)
		for _, blank := range []string{"", "  \n\t ", "\u202e"} {
			if c, err := d.Post(t.Context(), p.Colleague, post, blank); c != nil || err != nil {
				t.Errorf("blank %q made %v, %v", blank, c, err)
			}
		}
		first := p.say(t, d, p.Colleague, post, "  Bien vu.\r\nEt <b>ensuite</b> ? \x00")
		if again := p.say(t, d, p.Colleague, post, "Bien vu.\nEt <b>ensuite</b> ?"); again.ID != first.ID {
			t.Error("a second click made a second comment")
		}
		p.Clock.Add(2 * time.Minute)
		p.say(t, d, p.Author, post, "Merci.")
		got, err := d.Under(t.Context(), p.Colleague, post, 0)
		if err != nil || texts(got) != "Merci., Bien vu.\nEt <b>ensuite</b> ?" || got.Count != 2 {
			t.Errorf("comments = %q of %d, %v", texts(got), got.Count, err)
		}
		if n := p.commentCount(t, post); n != 2 {
			t.Errorf("%d comments", n)
		}
		if n := p.count(t, "SELECT count(*) FROM outbox_events WHERE kind = ?", event.CommentPosted{}.Kind()); n != 2 {
			t.Errorf("%d events", n)
		}
		long := strings.Repeat("é", discussion.MaxComment+1)
		if _, err := d.Post(t.Context(), p.Colleague, post, long); errs.KindOf(err) != errs.Invalid {
			t.Errorf("too long: %v", err)
		}
		p.say(t, d, p.Colleague, post, long[:2*discussion.MaxComment])
	})
}

// What was said shows nowhere while its post does not: draft, embargo, expiry,
// deletion, for its author too; nothing can be added, changed or reported then
// (spec 03 §4.2).
func TestComment_hiddenWithItsPost(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		d, post := p.talk(), p.put(t)
		c := p.say(t, d, p.Colleague, post, "Bien vu.")
		states := map[string]string{
			"draft": "status = 'draft'", "scheduled": "published_at = '2030-01-01 00:00:00+00:00'", "expired": "expires_at = '2026-01-01 00:00:00+00:00'",
			"deleted": "deleted_at = '2026-01-01 00:00:00+00:00'",
		}
		for name, state := range states {
			if _, err := p.DB.Writer().NewRaw("UPDATE "+p.table()+" SET status = 'public', published_at = ?, expires_at = NULL, deleted_at = NULL WHERE id = ?", p.Clock.Now(), post.ID).Exec(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := p.DB.Writer().NewRaw("UPDATE "+p.table()+" SET "+state+" WHERE id = ?", post.ID).Exec(t.Context()); err != nil {
				t.Fatal(err)
			}
			for who, by := range map[string]access.Actor{"its author": p.Author, "who wrote it": p.Colleague, "an administrator": {UserID: p.Editor.UserID, Admin: true}, "a visitor": {}} {
				_, under := d.Under(t.Context(), by, post, 0)
				_, one := d.One(t.Context(), by, post, c.ID)
				_, posted := d.Post(t.Context(), by, post, "Encore")
				tried := map[string]error{
					"reads": under, "reads one": one, "posts": posted,
					"edits":   d.Edit(t.Context(), by, post, c.ID, "Autre"),
					"deletes": d.Delete(t.Context(), by, "", post, c.ID),
					"reports": d.Report(t.Context(), by, post, c.ID, discussion.Spam, ""),
				}
				for what, err := range tried {
					if !errors.Is(err, errs.ErrNotFound) {
						t.Errorf("%s: %s %s: %v", name, who, what, err)
					}
				}
			}
		}
	})
}

// Spec 03 §4.11 and §10: its author edits a comment for fifteen minutes; its
// author, who published, the managers of the publisher and administrators delete
// it; others do neither.
func TestComment_rights(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	c, post := discussion.Comment{OwnerID: 1, CreatedAt: now}, content.Subject{OwnerID: 2, PublisherID: 7}
	manager := access.Actor{UserID: 3, Grants: []access.WallGrant{{OrganisationID: 7, Role: access.InternalManager}}}
	elsewhere := access.Actor{UserID: 3, Grants: []access.WallGrant{{OrganisationID: 8, Role: access.InternalManager}}}
	tests := []struct {
		name         string
		by           access.Actor
		after        time.Duration
		edit, delete bool
	}{
		{"its author", access.Actor{UserID: 1}, 0, true, true},
		{"its author in the last second", access.Actor{UserID: 1}, 15*time.Minute - time.Second, true, true},
		{"its author too late", access.Actor{UserID: 1}, 15 * time.Minute, false, true},
		{"who published", access.Actor{UserID: 2}, 0, false, true},
		{"a manager of the publisher", manager, 0, false, true},
		{"a manager of another house", elsewhere, 0, false, false},
		{"an administrator", access.Actor{UserID: 4, Admin: true}, 0, false, true},
		{"another member", access.Actor{UserID: 5}, 0, false, false},
		{"a visitor", access.Actor{}, 0, false, false},
	}
	for _, tt := range tests {
		if got := c.CanEdit(tt.by, now.Add(tt.after)) == nil; got != tt.edit {
			t.Errorf("%s edits: %v", tt.name, got)
		}
		if got := c.CanDelete(tt.by, &post) == nil; got != tt.delete {
			t.Errorf("%s deletes: %v", tt.name, got)
		}
	}
}

// Changing and deleting leave the count right; what somebody else deletes is in
// the trace and told to its author; a comment is reached under its own post only.
func TestComment_editedAndDeleted(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		d, post, other, ctx := p.talk(), p.put(t), p.put(t), t.Context()
		c := p.say(t, d, p.Colleague, post, "Bien vu.")
		if err := d.Edit(ctx, p.Colleague, other, c.ID, "Ailleurs"); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("under another post: %v", err)
		}
		if err := d.Edit(ctx, p.Colleague, post, c.ID, " "); errs.KindOf(err) != errs.Invalid {
			t.Errorf("blank: %v", err)
		}
		if err := d.Edit(ctx, p.Colleague, post, c.ID, "Très bien vu."); err != nil {
			t.Fatal(err)
		}
		if r, err := d.One(ctx, p.Author, post, c.ID); err != nil || r.Content != "Très bien vu." || r.EditedAt.IsZero() || r.Editable || !r.Deletable {
			t.Errorf("its reader sees %+v, %v", r, err)
		}
		p.Clock.Add(15 * time.Minute)
		if err := d.Edit(ctx, p.Colleague, post, c.ID, "Trop tard"); errs.KindOf(err) != errs.Conflict {
			t.Errorf("too late: %v", err)
		}
		if err := d.Delete(ctx, p.Reporter, "", post, c.ID); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("a stranger deletes: %v", err)
		}
		for range 2 { // the second changes nothing
			if err := d.Delete(ctx, p.Author, "192.0.2.1", post, c.ID); err != nil {
				t.Fatal(err)
			}
		}
		if n := p.commentCount(t, post); n != 0 {
			t.Errorf("%d comments after a deletion", n)
		}
		own := p.say(t, d, p.Colleague, post, "Pardon.")
		if err := d.Delete(ctx, p.Colleague, "", post, own.ID); err != nil {
			t.Fatal(err)
		}
		if n := p.count(t, "SELECT count(*) FROM audit_entries WHERE action = 'comment.removed' AND object_id = ? AND actor_id = ? AND ip = '192.0.2.1'", c.ID, p.Author.UserID); n != 1 {
			t.Errorf("%d traces of the removal", n)
		}
		if n := p.count(t, "SELECT count(*) FROM outbox_events WHERE kind = ?", event.CommentRemoved{}.Kind()); n != 1 {
			t.Errorf("%d removals told, want that of somebody else's alone", n)
		}
		if n := p.count(t, "SELECT count(*) FROM comments WHERE deleted_at IS NOT NULL"); n != 2 {
			t.Errorf("%d rows are kept", n)
		}
	})
}

// Pages go on by key: what is said meanwhile neither repeats nor hides any; each
// page is two queries whatever its length.
func TestComments_paged(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		d, post := p.talk(), p.put(t)
		for i := range discussion.CommentPageSize + 5 {
			p.Clock.Add(time.Hour) // the limit of one member's comments
			p.say(t, d, p.Colleague, post, fmt.Sprint(i))
		}
		ctx, counter := database.CountQueries(t.Context())
		first, err := d.Under(ctx, p.Author, post, 0)
		if err != nil || len(first.List) != discussion.CommentPageSize || first.List[0].Content != "24" || counter.N() != 2 {
			t.Fatalf("first page of %d with %d queries, %v", len(first.List), counter.N(), err)
		}
		p.say(t, d, p.Author, post, "entre-temps")
		rest, err := d.Under(t.Context(), p.Author, post, first.Next)
		if err != nil || texts(rest) != "4, 3, 2, 1, 0" || rest.Next != 0 {
			t.Errorf("the rest = %q then %d, %v", texts(rest), rest.Next, err)
		}
	})
}

// One member's comments are bounded in time; what is refused is not kept.
func TestComment_throttled(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		d, post := p.talk(), p.put(t)
		for i := range 12 {
			p.say(t, d, p.Colleague, post, fmt.Sprint(i))
		}
		if _, err := d.Post(t.Context(), p.Colleague, post, "de trop"); errs.KindOf(err) != errs.TooMany {
			t.Errorf("the thirteenth: %v", err)
		}
		p.say(t, d, p.Author, post, "un autre membre")
		p.Clock.Add(10 * time.Minute)
		p.say(t, d, p.Colleague, post, "plus tard")
		if n := p.commentCount(t, post); n != 14 {
			t.Errorf("%d comments", n)
		}
	})
}

// Eight members comment at once: none is lost from the count.
func TestComments_together(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		d, post := p.talk(), p.put(t)
		var all sync.WaitGroup
		for i := range 8 {
			by := []access.Actor{p.Author, p.Colleague, p.Editor, p.Reporter}[i%4]
			all.Go(func() {
				if _, err := d.Post(t.Context(), by, post, fmt.Sprint(i)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := p.commentCount(t, post); n != 8 {
			t.Errorf("%d comments", n)
		}
	})
}
