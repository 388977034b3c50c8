// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
)

// From an accepted pitch to a delivered article: confirmed by who ordered it,
// written by its journalist, delivered by the publication and by nothing else
// (spec 04 §5.3, §12.5).
func TestAssignment_delivered(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		order := room.Confirmed(t, nil)
		if order.State() != newsroom.AssignmentConfirmed {
			t.Fatalf("confirmed is %q", order.State())
		}
		article := room.Written(t, order)
		stored := room.Stored(t, article.ID)
		if stored.AssignmentID != order.ID || stored.CommissionerID != room.Editor.UserID || stored.OwnerID != room.Author.UserID {
			t.Errorf("article = %+v", stored)
		}
		_, err := room.Articles.Begin(t.Context(), room.Author, order.ID)
		wantKind(t, err, errs.Conflict, "a second article")

		if _, err := room.Articles.Publish(t.Context(), room.Author, article.ID); err != nil {
			t.Fatal(err)
		}
		delivered := room.StoredAssignment(t, order.ID)
		if delivered.State() != newsroom.AssignmentDelivered || delivered.DeliveredAt.IsZero() {
			t.Errorf("after publication: %+v", delivered)
		}
		if _, err := room.Articles.Unpublish(t.Context(), room.Author, article.ID); err != nil {
			t.Fatal(err)
		}
		if got := room.StoredAssignment(t, order.ID); got.State() != newsroom.AssignmentConfirmed {
			t.Errorf("after withdrawal: %q", got.State())
		}
		if _, err := room.Articles.UpdateAndPublish(t.Context(), room.Author, article.ID, room.Input()); err != nil {
			t.Fatal(err)
		}
		if err := room.Articles.Delete(t.Context(), room.Author, article.ID); err != nil {
			t.Fatal(err)
		}
		if got := room.StoredAssignment(t, order.ID); got.State() != newsroom.AssignmentConfirmed {
			t.Errorf("after deletion: %q", got.State())
		}
		room.Written(t, order) // a new try is open
		events := room.Events(t)
		if n := len(slices.DeleteFunc(events, func(kind string) bool { return kind != "assignment.delivered" })); n != 1 {
			t.Errorf("told of %d deliveries, want 1", n)
		}
	})
}

// An article is begun by the journalist of a confirmed assignment, and by
// nobody else.
func TestAssignment_articleRefused(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		draft, confirmed := room.Accepted(t, nil), room.Confirmed(t, nil)
		for _, tt := range []struct {
			name string
			by   access.Actor
			id   int64
			want errs.Kind
		}{
			{"not confirmed", room.Author, draft.ID, errs.Conflict},
			{"colleague", room.Colleague, confirmed.ID, errs.NotFound},
			{"commissioner", room.Editor, confirmed.ID, errs.Forbidden},
			{"unknown", room.Author, 42, errs.NotFound},
		} {
			_, err := room.Articles.Begin(t.Context(), tt.by, tt.id)
			wantKind(t, err, tt.want, tt.name)
		}
		if n := room.Count(t, "SELECT count(*) FROM articles"); n != 0 {
			t.Errorf("%d articles", n)
		}
	})
}

// An editor-in-chief orders a story from a journalist, who agrees or declines
// once it is confirmed.
func TestAssignment_ordered(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		order := func() *newsroom.Assignment {
			t.Helper()
			a, err := room.Assignments.Create(t.Context(), room.Editor, room.Order(room.Reporter.UserID))
			if err != nil {
				t.Fatal(err)
			}
			_, err = room.Assignments.Agree(t.Context(), room.Reporter, a.ID)
			wantKind(t, err, errs.Conflict, "agreeing to a draft")
			if a, err = room.Assignments.Confirm(t.Context(), room.Editor, a.ID); err != nil {
				t.Fatal(err)
			}
			return a
		}
		agreed := order()
		if agreed.OwnerID != room.Reporter.UserID || agreed.CommissionerID != room.Editor.UserID || agreed.State() != newsroom.AssignmentProposed || agreed.Fee != 35_000 {
			t.Errorf("ordered = %+v", agreed)
		}
		if _, err := room.Assignments.Agree(t.Context(), room.Reporter, agreed.ID); err != nil {
			t.Fatal(err)
		}
		if got := room.StoredAssignment(t, agreed.ID); got.State() != newsroom.AssignmentConfirmed {
			t.Errorf("agreed = %q", got.State())
		}
		_, err := room.Assignments.Decline(t.Context(), room.Reporter, agreed.ID, "")
		wantKind(t, err, errs.Conflict, "declining after agreeing")

		declined := order()
		if _, err := room.Assignments.Decline(t.Context(), room.Reporter, declined.ID, "En congé."); err != nil {
			t.Fatal(err)
		}
		if got := room.StoredAssignment(t, declined.ID); got.State() != newsroom.AssignmentDeclined || got.CloseReason != "En congé." {
			t.Errorf("declined = %+v", got)
		}
		_, err = room.Assignments.Update(t.Context(), room.Editor, declined.ID, room.Order(0))
		wantKind(t, err, errs.Conflict, "changing what was declined")
	})
}

// Who may be ordered from: journalists of one's media and its contributors, by
// an editor-in-chief alone, for that media (spec 04 §5.3).
func TestAssignment_contributors(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		names := func(by access.Actor) []string {
			t.Helper()
			list, err := room.Assignments.Contributors(t.Context(), by)
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, p := range list {
				found = append(found, p.Name)
			}
			return found
		}
		room.Pitch(t, nil) // not sent: it says nothing of its author
		if got, want := names(room.Editor), []string{"Hugo Besson", "Inès Caron"}; !slices.Equal(got, want) {
			t.Errorf("contributors = %q, want %q", got, want)
		}
		room.Sent(t, nil)
		if got, want := names(room.Editor), []string{"Hugo Besson", "Inès Caron", "Jeanne Morel"}; !slices.Equal(got, want) {
			t.Errorf("contributors = %q, want %q", got, want)
		}
		if got := names(room.Reporter); got != nil {
			t.Errorf("a reporter may order from %q", got)
		}
		for _, tt := range []struct {
			name   string
			by     access.Actor
			change func(*newsroom.AssignmentInput)
			want   errs.Kind
		}{
			{"a stranger of the media", room.Editor, func(in *newsroom.AssignmentInput) { in.AssigneeID = room.Colleague.UserID }, errs.Invalid},
			{"for another media", room.Editor, func(in *newsroom.AssignmentInput) { in.OutletID = room.StradaID }, errs.Invalid},
			{"by a reporter", room.Reporter, func(*newsroom.AssignmentInput) {}, errs.Invalid},
			{"by a press officer", room.Officer, func(in *newsroom.AssignmentInput) { in.AssigneeID = 0 }, errs.Forbidden},
			{"deadline after issue", room.Editor, func(in *newsroom.AssignmentInput) { in.CopyDeadline = in.IssueAt.Add(time.Hour) }, errs.Invalid},
			{"negative fee", room.Editor, func(in *newsroom.AssignmentInput) { in.Fee = -1 }, errs.Invalid},
		} {
			in := room.Order(room.Author.UserID)
			tt.change(&in)
			_, err := room.Assignments.Create(t.Context(), tt.by, in)
			if errs.KindOf(err) != tt.want && (tt.want != errs.Invalid || fieldsOf(err) == nil) {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
		own, err := room.Assignments.Create(t.Context(), room.Reporter, room.Order(0))
		if err != nil || own.CommissionerID != room.Reporter.UserID {
			t.Errorf("one's own: %+v, %v", own, err)
		}
	})
}

// A cancelled assignment leaves the article that was begun to its author.
func TestAssignment_cancelled(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		order := room.Confirmed(t, nil)
		article := room.Written(t, order)
		if _, err := room.Assignments.Cancel(t.Context(), room.Editor, order.ID, "Actualité dépassée."); err != nil {
			t.Fatal(err)
		}
		if got := room.StoredAssignment(t, order.ID); got.State() != newsroom.AssignmentCancelled || got.ClosedBy != room.Editor.UserID {
			t.Errorf("cancelled = %+v", got)
		}
		if got := room.Stored(t, article.ID); got.AssignmentID != 0 {
			t.Errorf("the article is bound still: %+v", got)
		}
		if _, err := room.Articles.Publish(t.Context(), room.Author, article.ID); err != nil {
			t.Fatal(err)
		}
		if got := room.StoredAssignment(t, order.ID); got.State() != newsroom.AssignmentCancelled {
			t.Errorf("after publication: %q", got.State())
		}
	})
}

// Publishing and cancelling at the same time leave one state: delivered, or
// cancelled with a free article.
func TestAssignment_deliveredAndCancelledInParallel(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		for range 5 {
			order := room.Confirmed(t, nil)
			article := room.Written(t, order)
			var both sync.WaitGroup
			var cancelled, published error
			both.Go(func() {
				_, cancelled = room.Assignments.Cancel(context.WithoutCancel(t.Context()), room.Editor, order.ID, "")
			})
			both.Go(func() {
				_, published = room.Articles.Publish(context.WithoutCancel(t.Context()), room.Author, article.ID)
			})
			both.Wait()
			if published != nil {
				t.Fatalf("publish: %v", published)
			}
			bound := room.Stored(t, article.ID).AssignmentID != 0
			stored := room.StoredAssignment(t, order.ID)
			switch state := stored.State(); {
			case cancelled == nil && (state != newsroom.AssignmentCancelled || bound):
				t.Fatalf("cancelled, and %q; bound: %v", state, bound)
			case cancelled != nil && (state != newsroom.AssignmentDelivered || !bound):
				t.Fatalf("not cancelled (%v), and %q; bound: %v", cancelled, state, bound)
			}
		}
	})
}

// The two parties tell each other of changes; the media stays the one that
// ordered, and an older form overwrites nothing.
func TestAssignment_update(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		order := room.Confirmed(t, nil)
		in := room.Order(0)
		in.Title, in.OutletID, in.Version = "Autre titre", room.StradaID, order.Version
		if _, err := room.Assignments.Update(t.Context(), room.Author, order.ID, in); err != nil {
			t.Fatal(err)
		}
		stored := room.StoredAssignment(t, order.ID)
		if stored.Title != "Autre titre" || stored.OutletID != room.EchosID || stored.Fee != 35_000 || stored.Status != content.Pending {
			t.Errorf("stored = %+v", stored)
		}
		if events := room.Events(t); events[len(events)-1] != "assignment.changed" {
			t.Errorf("events = %q", events)
		}
		_, err := room.Assignments.Update(t.Context(), room.Editor, order.ID, in)
		wantKind(t, err, errs.Conflict, "an older form")
		in.Version, in.Brief = 0, ""
		_, err = room.Assignments.Update(t.Context(), room.Editor, order.ID, in)
		wantKind(t, err, errs.Invalid, "taking the brief of a confirmed assignment away")
	})
}

// Who is neither party reaches nothing: no page, no command, no line, no number
// (spec 04 §5.3).
func TestAssignment_strangers(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		order := room.Confirmed(t, nil)
		room.Accepted(t, nil)
		for name, by := range map[string]access.Actor{
			"colleague of the author": room.Colleague, "another editor of the media": room.Deputy, "reporter of the media": room.Reporter,
			"press officer": room.Officer, "nobody": {}, "administrator": {UserID: 99, Admin: true},
		} {
			for what, err := range room.AllOfAssignment(t.Context(), by, order.ID) {
				wantKind(t, err, errs.NotFound, name+": "+what)
			}
			list, err := room.Assignments.Assignments(t.Context(), by, newsroom.AssignmentFilter{Limit: 10})
			if err != nil || len(list.Rows) != 0 || list.Total != 0 {
				t.Errorf("%s: %d rows, %v", name, len(list.Rows), err)
			}
			if f, err := room.Assignments.Figures(t.Context(), by); err != nil || f != (newsroom.AssignmentFigures{}) {
				t.Errorf("%s: %+v, %v", name, f, err)
			}
		}
		for _, by := range []access.Actor{room.Author, room.Editor} {
			if f, err := room.Assignments.Figures(t.Context(), by); err != nil || f.Total != 2 {
				t.Errorf("%s: %+v, %v", by.Name, f, err)
			}
		}
	})
}

// The list in each order and state, page by page.
func TestAssignments_list(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		for i, title := range []string{"zèbre", "Eau", "Œufs", "l’été"} {
			order := room.Accepted(t, func(in *newsroom.StoryInput) {
				in.Title, in.IssueAt = title, in.IssueAt.Add(-time.Duration(i)*time.Hour)
			})
			if i%2 == 0 {
				if _, err := room.Assignments.Confirm(t.Context(), room.Editor, order.ID); err != nil {
					t.Fatal(err)
				}
			}
			room.Clock.Add(time.Minute)
		}
		deadline := newsroom.StoryOrder{Column: newsroom.StoryByDate, Ascending: true}
		for _, tt := range []struct {
			name   string
			by     access.Actor
			filter newsroom.AssignmentFilter
			want   []string
		}{
			{"journalist", room.Author, newsroom.AssignmentFilter{}, []string{"l’été", "Œufs", "Eau", "zèbre"}},
			{"by deadline", room.Author, newsroom.AssignmentFilter{Order: deadline}, []string{"l’été", "Œufs", "Eau", "zèbre"}},
			{"by title", room.Author, newsroom.AssignmentFilter{Order: newsroom.StoryOrder{Column: newsroom.StoryByTitle, Ascending: true}}, []string{"Eau", "l’été", "Œufs", "zèbre"}},
			{"drafts", room.Editor, newsroom.AssignmentFilter{State: newsroom.AssignmentDraft}, []string{"l’été", "Eau"}},
			{"confirmed", room.Editor, newsroom.AssignmentFilter{State: newsroom.AssignmentConfirmed}, []string{"Œufs", "zèbre"}},
			{"proposed", room.Editor, newsroom.AssignmentFilter{State: newsroom.AssignmentProposed}, nil},
			{"ordered", room.Editor, newsroom.AssignmentFilter{Scope: newsroom.AssignmentsOrdered, Query: "œu"}, []string{"Œufs"}},
			{"to write", room.Editor, newsroom.AssignmentFilter{Scope: newsroom.AssignmentsToWrite}, nil},
		} {
			for _, size := range []int64{2, 10} {
				tt.filter.Limit, tt.filter.After = size, newsroom.Position{}
				var got []string
				for {
					page, err := room.Assignments.Assignments(t.Context(), tt.by, tt.filter)
					if err != nil {
						t.Fatal(err)
					}
					for _, row := range page.Rows {
						got = append(got, row.Title)
					}
					if tt.filter.After = page.Next; page.Next == (newsroom.Position{}) {
						break
					}
				}
				if !slices.Equal(got, tt.want) {
					t.Errorf("%s by %d: %q, want %q", tt.name, size, got, tt.want)
				}
			}
		}
	})
}

// The story is told on each of its pages, to each party what is theirs to know
// (spec 04 §13.3).
func TestStory_steps(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		pitch := room.Sent(t, nil)
		room.Clock.Add(time.Hour)
		if _, err := room.Pitches.Counter(t.Context(), room.Editor, pitch.ID, newsroom.OfferInput{Message: "Plus court ?"}); err != nil {
			t.Fatal(err)
		}
		room.Clock.Add(time.Hour)
		order, err := room.Pitches.AcceptOffer(t.Context(), room.Author, pitch.ID)
		if err != nil {
			t.Fatal(err)
		}
		room.Clock.Add(time.Hour)
		if _, err := room.Assignments.Confirm(t.Context(), room.Editor, order.ID); err != nil {
			t.Fatal(err)
		}
		article := room.Written(t, order)
		kinds := func(steps []newsroom.Step) []newsroom.StepKind {
			var list []newsroom.StepKind
			for _, s := range steps {
				list = append(list, s.Kind)
			}
			return list
		}
		want := []newsroom.StepKind{
			newsroom.PitchWritten, newsroom.PitchSent, newsroom.OfferMade, newsroom.PitchTaken,
			newsroom.AssignmentMade, newsroom.AssignmentBinding, newsroom.ArticleStarted,
		}
		own, err := room.Pitches.Sheet(t.Context(), room.Author, pitch.ID)
		if err != nil || !slices.Equal(kinds(own.Steps), want) || own.Assignment != order.ID {
			t.Errorf("on the pitch: %v (%v)", kinds(own.Steps), err)
		}
		written, err := room.Articles.Sheet(t.Context(), room.Author, article.ID)
		if err != nil || !slices.Equal(kinds(written.Steps), want) {
			t.Errorf("on the article: %v (%v)", kinds(written.Steps), err)
		}
		ordered, err := room.Assignments.Sheet(t.Context(), room.Editor, order.ID)
		if err != nil || !slices.Equal(kinds(ordered.Steps), want) {
			t.Fatalf("on the assignment: %v (%v)", kinds(ordered.Steps), err)
		}
		last := ordered.Steps[len(ordered.Steps)-1]
		if last.Title != "" || last.DraftID != 0 || ordered.Steps[0].PitchID != 0 {
			t.Errorf("the commissioner is told of the draft, or led to the pitch: %+v, %+v", last, ordered.Steps[0])
		}
		if _, err := room.Articles.Publish(t.Context(), room.Author, article.ID); err != nil {
			t.Fatal(err)
		}
		ordered, err = room.Assignments.Sheet(t.Context(), room.Editor, order.ID)
		if err != nil {
			t.Fatal(err)
		}
		if last = ordered.Steps[len(ordered.Steps)-1]; last.Kind != newsroom.ArticlePosted || last.PostID == 0 || last.Title != article.Title {
			t.Errorf("last = %+v", last)
		}
	})
}
