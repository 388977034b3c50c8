// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
)

// A pitch is a draft of its author, in the employer's name, until it is sent
// (spec 04 §4.2, §5.2).
func TestPitch_createAndSubmit(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		draft := room.Pitch(t, func(in *newsroom.StoryInput) { in.Title, in.Brief = "  Un\ttitre ", " Ligne <b>une</b>\r\nLigne deux " })
		stored := room.StoredPitch(t, draft.ID)
		if stored.Title != "Un titre" || stored.Status != content.Draft || stored.PublisherID != room.StradaID || stored.OwnerID != room.Author.UserID {
			t.Errorf("stored = %+v", stored)
		}
		if lines := strings.Split(stored.Brief, "\n"); len(lines) != 2 {
			t.Errorf("brief = %q", stored.Brief)
		}
		if _, err := room.Pitches.Submit(t.Context(), room.Author, draft.ID); err != nil {
			t.Fatal(err)
		}
		stored = room.StoredPitch(t, draft.ID)
		if stored.Status != content.Public || !stored.SubmittedAt.Equal(newsroomtest.Morning) {
			t.Errorf("sent = %+v", stored)
		}
		if got := room.Events(t); !slices.Equal(got, []string{"pitch.submitted"}) {
			t.Errorf("events = %q", got)
		}
		if _, err := room.Pitches.Withdraw(t.Context(), room.Author, draft.ID); err != nil {
			t.Fatal(err)
		}
		if got := room.StoredPitch(t, draft.ID); got.Status != content.Draft {
			t.Errorf("withdrawn = %+v", got)
		}
	})
}

// What a pitch may not hold; a draft may lack its title and its brief (spec 04
// §4.4, §7.2).
func TestPitch_refusals(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		for _, tt := range []struct {
			name, field string
			change      func(*newsroom.StoryInput)
		}{
			{"no media", "outlet", func(in *newsroom.StoryInput) { in.OutletID = 0 }},
			{"outlet without a wall", "outlet", func(in *newsroom.StoryInput) { in.OutletID = room.PlainID }},
			{"genre of no list", "genre", func(in *newsroom.StoryInput) { in.Genre = "Horoscope" }},
			{"sector of no list", "sector", func(in *newsroom.StoryInput) { in.Sector = "TRANSPORTS / Licornes" }},
			{"no limit of validity", "valid_until", func(in *newsroom.StoryInput) { in.ValidUntil = time.Time{} }},
			{"no date of issue", "issue_at", func(in *newsroom.StoryInput) { in.IssueAt = time.Time{} }},
			{"title too long", "title", func(in *newsroom.StoryInput) { in.Title = strings.Repeat("é", newsroom.MaxTitle+1) }},
			{"brief too long", "brief", func(in *newsroom.StoryInput) { in.Brief = strings.Repeat("é", newsroom.MaxBrief+1) }},
		} {
			in := room.Story()
			tt.change(&in)
			_, err := room.Pitches.Create(t.Context(), room.Author, in)
			if got := fieldsOf(err); !slices.Equal(got, []string{tt.field}) {
				t.Errorf("%s: fields %q (%v)", tt.name, got, err)
			}
		}
		blank := room.Pitch(t, func(in *newsroom.StoryInput) { in.Title, in.Brief, in.Genre = "", "", "" })
		_, err := room.Pitches.Submit(t.Context(), room.Author, blank.ID)
		wantKind(t, err, errs.Invalid, "sending without a title")
		sent := room.Sent(t, nil)
		in := room.Story()
		in.Title = ""
		_, err = room.Pitches.Update(t.Context(), room.Author, sent.ID, in)
		wantKind(t, err, errs.Invalid, "taking the title of a sent pitch away")
	})
}

// Nobody sends a pitch in the name of an organisation they may not publish for
// (spec 04 §4.2, §5.2).
func TestPitch_submitForAnother(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		pitch, err := room.Pitches.Create(t.Context(), room.Officer, room.Story())
		if err != nil {
			t.Fatal(err)
		}
		_, err = room.DB.Writer().NewRaw("UPDATE pitches SET publisher_id = ? WHERE id = ?", room.StradaID, pitch.ID).Exec(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, err = room.Pitches.Submit(t.Context(), room.Officer, pitch.ID)
		wantKind(t, err, errs.Forbidden, "sending for another")
		if got := room.StoredPitch(t, pitch.ID); got.Status != content.Draft || len(room.Events(t)) != 0 {
			t.Errorf("sent all the same: %+v", got)
		}
	})
}

// Accepting makes an assignment with all that the pitch says, and archives it
// (spec 04 §5.2, §12.15).
func TestPitch_accept(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		pitch := room.Sent(t, nil)
		made, err := room.Pitches.Accept(t.Context(), room.Deputy, pitch.ID)
		if err != nil {
			t.Fatal(err)
		}
		a, p := room.StoredAssignment(t, made.ID), room.StoredPitch(t, pitch.ID)
		if p.Status != content.Archived || p.Outcome != newsroom.Accepted || p.AnsweredBy != room.Deputy.UserID {
			t.Errorf("pitch = %+v", p)
		}
		if a.OwnerID != room.Author.UserID || a.CommissionerID != room.Deputy.UserID || a.PitchID != pitch.ID || a.Status != content.Draft {
			t.Errorf("assignment = %+v", a)
		}
		if a.Title != p.Title || a.Brief != p.Brief || a.Genre != p.Genre || a.Section != p.Section || a.Topic != p.Topic ||
			a.Sector != p.Sector || a.Town != p.Town || a.Country != p.Country || a.OutletID != p.OutletID || a.PublisherID != p.PublisherID {
			t.Errorf("assignment = %+v, of %+v", a, p)
		}
		if !a.ValidUntil.Equal(p.ValidUntil) || !a.IssueAt.Equal(p.IssueAt) || !a.CopyDeadline.Equal(p.IssueAt) || !a.PayAt.Equal(p.IssueAt) {
			t.Errorf("dates = %+v", a)
		}
		_, err = room.Pitches.Accept(t.Context(), room.Editor, pitch.ID)
		wantKind(t, err, errs.Conflict, "accepting again")
		_, err = room.Pitches.Update(t.Context(), room.Author, pitch.ID, room.Story())
		wantKind(t, err, errs.Conflict, "changing an answered pitch")
	})
}

// Declining creates nothing, and keeps the reason (spec 04 §5.2, §12.16).
func TestPitch_decline(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		pitch := room.Sent(t, nil)
		if _, err := room.Pitches.Decline(t.Context(), room.Editor, pitch.ID, " Déjà traité.\r\nDésolé. "); err != nil {
			t.Fatal(err)
		}
		p := room.StoredPitch(t, pitch.ID)
		if p.Outcome != newsroom.Declined || p.AnswerReason != "Déjà traité.\nDésolé." {
			t.Errorf("pitch = %+v", p)
		}
		if n := room.Count(t, "SELECT count(*) FROM assignments"); n != 0 {
			t.Errorf("%d assignments", n)
		}
		_, err := room.Pitches.Accept(t.Context(), room.Editor, pitch.ID)
		wantKind(t, err, errs.Conflict, "accepting what was declined")
	})
}

// Two people who answer a pitch at the same time leave one result, whatever
// they answer (spec 04 §5.2).
func TestPitch_answeredInParallel(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		answers := map[string][2]func(ctx context.Context, id int64) error{
			"accept twice": {
				func(ctx context.Context, id int64) error {
					_, err := room.Pitches.Accept(ctx, room.Editor, id)
					return err
				},
				func(ctx context.Context, id int64) error {
					_, err := room.Pitches.Accept(ctx, room.Deputy, id)
					return err
				},
			},
			"accept and decline": {
				func(ctx context.Context, id int64) error {
					_, err := room.Pitches.Accept(ctx, room.Editor, id)
					return err
				},
				func(ctx context.Context, id int64) error {
					_, err := room.Pitches.Decline(ctx, room.Deputy, id, "")
					return err
				},
			},
			"accept and withdraw": {
				func(ctx context.Context, id int64) error {
					_, err := room.Pitches.Accept(ctx, room.Editor, id)
					return err
				},
				func(ctx context.Context, id int64) error {
					_, err := room.Pitches.Withdraw(ctx, room.Author, id)
					return err
				},
			},
		}
		for name, pair := range answers {
			for range 5 {
				pitch := room.Sent(t, nil)
				before := len(room.Events(t))
				failures := [2]error{}
				var both sync.WaitGroup
				for i := range pair {
					both.Go(func() { failures[i] = pair[i](t.Context(), pitch.ID) })
				}
				both.Wait()
				if (failures[0] == nil) == (failures[1] == nil) {
					t.Fatalf("%s: %v and %v, want one refusal", name, failures[0], failures[1])
				}
				orders := room.Count(t, "SELECT count(*) FROM assignments WHERE pitch_id = ?", pitch.ID)
				stored := room.StoredPitch(t, pitch.ID)
				if accepted := stored.Outcome == newsroom.Accepted; accepted != (orders == 1) || orders > 1 {
					t.Fatalf("%s: %d assignments of %+v", name, orders, stored)
				}
				if got := len(room.Events(t)) - before; got > 1 {
					t.Fatalf("%s: %d events", name, got)
				}
			}
		}
	})
}

// Other terms wait for the author's answer: yes makes an assignment under them
// (spec 04 §13.8).
func TestPitch_offerAccepted(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		pitch := room.Sent(t, nil)
		issue := pitch.IssueAt.Add(7 * 24 * time.Hour)
		if _, err := room.Pitches.Counter(t.Context(), room.Editor, pitch.ID, newsroom.OfferInput{Message: "Plus tôt ?"}); err != nil {
			t.Fatal(err)
		}
		offer, err := room.Pitches.Counter(t.Context(), room.Editor, pitch.ID, newsroom.OfferInput{
			IssueAt: issue, CopyDeadline: issue.Add(-24 * time.Hour), Fee: 42_000, Message: "5 000 signes.",
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := room.Count(t, "SELECT count(*) FROM pitch_offers WHERE status = 'open'"); n != 1 {
			t.Errorf("%d open offers", n)
		}
		made, err := room.Pitches.AcceptOffer(t.Context(), room.Author, pitch.ID)
		if err != nil {
			t.Fatal(err)
		}
		a := room.StoredAssignment(t, made.ID)
		if a.CommissionerID != room.Editor.UserID || a.Fee != 42_000 || !a.IssueAt.Equal(issue) || !a.CopyDeadline.Equal(offer.CopyDeadline) ||
			!strings.HasSuffix(a.Brief, "5 000 signes.") {
			t.Errorf("assignment = %+v", a)
		}
		if p := room.StoredPitch(t, pitch.ID); p.Outcome != newsroom.Accepted || p.AnsweredBy != room.Editor.UserID {
			t.Errorf("pitch = %+v", p)
		}
	})
}

// No leaves the pitch as it is, to be answered; an editor who does not lead the
// media any more binds it to nothing.
func TestPitch_offerDeclined(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		pitch := room.Sent(t, nil)
		counter := func(by access.Actor) {
			t.Helper()
			if _, err := room.Pitches.Counter(t.Context(), by, pitch.ID, newsroom.OfferInput{Fee: 10_000}); err != nil {
				t.Fatal(err)
			}
		}
		counter(room.Editor)
		if _, err := room.Pitches.DeclineOffer(t.Context(), room.Author, pitch.ID); err != nil {
			t.Fatal(err)
		}
		_, err := room.Pitches.AcceptOffer(t.Context(), room.Author, pitch.ID)
		wantKind(t, err, errs.Conflict, "accepting what was declined")

		counter(room.Deputy)
		_, err = room.DB.Writer().NewUpdate().Model((*mandate.Role)(nil)).Set("status = ?", mandate.Expired).
			Where("member_id = ?", room.Deputy.UserID).Exec(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, err = room.Pitches.AcceptOffer(t.Context(), room.Author, pitch.ID)
		wantKind(t, err, errs.Conflict, "accepting the offer of who has left")
		if p := room.StoredPitch(t, pitch.ID); p.Status != content.Public {
			t.Errorf("pitch = %+v", p)
		}
		if _, err := room.Pitches.Accept(t.Context(), room.Editor, pitch.ID); err != nil {
			t.Errorf("accepting the pitch as it is: %v", err)
		}
		if n := room.Count(t, "SELECT count(*) FROM pitch_offers WHERE status = 'open'"); n != 0 {
			t.Errorf("%d open offers after the answer", n)
		}
	})
}

// The editor who edits a received pitch does not send it elsewhere, and an older
// form overwrites nothing (spec 04 §5.2).
func TestPitch_update(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		pitch := room.Sent(t, nil)
		in := room.Story()
		in.Title, in.OutletID, in.Version = "Titre de la rédaction", room.StradaID, pitch.Version
		if _, err := room.Pitches.Update(t.Context(), room.Editor, pitch.ID, in); err != nil {
			t.Fatal(err)
		}
		stored := room.StoredPitch(t, pitch.ID)
		if stored.Title != in.Title || stored.OutletID != room.EchosID || stored.OwnerID != room.Author.UserID || stored.PublisherID != room.StradaID {
			t.Errorf("stored = %+v", stored)
		}
		_, err := room.Pitches.Update(t.Context(), room.Author, pitch.ID, in)
		wantKind(t, err, errs.Conflict, "an older form")
	})
}

// Who is neither the author nor an editor of the media reaches nothing: no page,
// no command, no line, no number (spec 04 §5.2, §12.14).
func TestPitch_strangers(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		sent, draft := room.Sent(t, nil), room.Pitch(t, nil)
		if _, err := room.Pitches.Counter(t.Context(), room.Editor, sent.ID, newsroom.OfferInput{Fee: 1}); err != nil {
			t.Fatal(err)
		}
		for name, by := range map[string]access.Actor{
			"colleague of the author": room.Colleague, "reporter of the media": room.Reporter, "press officer": room.Officer,
			"nobody": {}, "administrator": {UserID: 99, Admin: true},
		} {
			for _, id := range []int64{sent.ID, draft.ID} {
				for what, err := range room.AllOfPitch(t.Context(), by, id) {
					wantKind(t, err, errs.NotFound, name+": "+what)
				}
			}
			list, err := room.Pitches.Pitches(t.Context(), by, newsroom.PitchFilter{Limit: 10})
			if err != nil || len(list.Rows) != 0 || list.Total != 0 {
				t.Errorf("%s: %d rows, %v", name, len(list.Rows), err)
			}
			if f, err := room.Pitches.Figures(t.Context(), by); err != nil || f != (newsroom.PitchFigures{}) {
				t.Errorf("%s: %+v, %v", name, f, err)
			}
		}
		for what, err := range room.AllOfPitch(t.Context(), room.Editor, draft.ID) {
			wantKind(t, err, errs.NotFound, "an editor and a draft: "+what)
		}
	})
}

// Lists and numbers are own and received together, as one may open them (spec
// 04 §5.2).
func TestPitches_list(t *testing.T) {
	inRoom(t, func(t *testing.T, room *newsroomtest.Room) {
		titles := []string{"zèbre", "« Épargne »", "Eau", "Œufs", "l’été"}
		for i, title := range titles {
			p := room.Pitch(t, func(in *newsroom.StoryInput) {
				in.Title, in.IssueAt = title, in.IssueAt.Add(time.Duration(i)*time.Hour)
			})
			if i%2 == 0 {
				if _, err := room.Pitches.Submit(t.Context(), room.Author, p.ID); err != nil {
					t.Fatal(err)
				}
			}
			room.Clock.Add(time.Minute)
		}
		own, err := room.Pitches.Create(t.Context(), room.Editor, room.Story())
		if err != nil {
			t.Fatal(err)
		}
		tests := []struct {
			name   string
			by     access.Actor
			filter newsroom.PitchFilter
			want   []string
		}{
			{"author", room.Author, newsroom.PitchFilter{}, []string{"l’été", "Œufs", "Eau", "« Épargne »", "zèbre"}},
			{"by title", room.Author, newsroom.PitchFilter{Order: newsroom.StoryOrder{Column: newsroom.StoryByTitle, Ascending: true}}, []string{"Eau", "« Épargne »", "l’été", "Œufs", "zèbre"}},
			{"by date", room.Author, newsroom.PitchFilter{Order: newsroom.StoryOrder{Column: newsroom.StoryByDate}}, []string{"l’été", "Œufs", "Eau", "« Épargne »", "zèbre"}},
			{"by status", room.Author, newsroom.PitchFilter{Order: newsroom.StoryOrder{Column: newsroom.StoryByStatus, Ascending: true}}, []string{"« Épargne »", "Œufs", "zèbre", "Eau", "l’été"}},
			{"drafts", room.Author, newsroom.PitchFilter{State: newsroom.PitchDraft}, []string{"Œufs", "« Épargne »"}},
			{"words", room.Author, newsroom.PitchFilter{Query: "ÉTÉ"}, []string{"l’été"}},
			{"editor", room.Editor, newsroom.PitchFilter{}, []string{own.Title, "l’été", "Eau", "zèbre"}},
			{"received", room.Editor, newsroom.PitchFilter{Scope: newsroom.ReceivedPitches}, []string{"l’été", "Eau", "zèbre"}},
			{"sent", room.Editor, newsroom.PitchFilter{Scope: newsroom.SentPitches}, []string{own.Title}},
			{"deputy", room.Deputy, newsroom.PitchFilter{}, []string{"l’été", "Eau", "zèbre"}},
		}
		for _, tt := range tests {
			for _, size := range []int64{2, 10} {
				got, total := walkPitches(t, room, tt.by, tt.filter, size)
				if !slices.Equal(got, tt.want) || total != len(tt.want) {
					t.Errorf("%s by %d: %q of %d, want %q", tt.name, size, got, total, tt.want)
				}
			}
		}
		if f, err := room.Pitches.Figures(t.Context(), room.Editor); err != nil || f != (newsroom.PitchFigures{Total: 4, Drafts: 1, ToRead: 3}) {
			t.Errorf("figures = %+v, %v", f, err)
		}
	})
}

// walkPitches reads a list page by page, and back again.
func walkPitches(t *testing.T, room *newsroomtest.Room, by access.Actor, f newsroom.PitchFilter, size int64) (titles []string, total int) {
	t.Helper()
	f.Limit = size
	for {
		page, err := room.Pitches.Pitches(t.Context(), by, f)
		if err != nil {
			t.Fatal(err)
		}
		if page.First != len(titles)+1 {
			t.Errorf("the page begins at %d, want %d", page.First, len(titles)+1)
		}
		for _, row := range page.Rows {
			titles = append(titles, row.Title)
		}
		if page.Next == (newsroom.Position{}) {
			return titles, page.Total
		}
		f.After = page.Next
	}
}

// fieldsOf lists the fields that a refusal names.
func fieldsOf(err error) []string {
	var many errs.Fields
	if !errors.As(err, &many) {
		return nil
	}
	names := make([]string, len(many))
	for i, e := range many {
		names[i] = e.Field
	}
	return names
}
