// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// belfry is the bells beside a newsroom whose events ring them.
type belfry struct {
	*newsroomtest.Room

	bells *Bells
}

func inBelfry(t *testing.T, test func(t *testing.T, b belfry)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		room := newsroomtest.Open(t, db, func(db *database.DB, gen *ids.Generator, now func() time.Time) newsroom.Wire {
			return wire.NewMirrors(db, gen, now)
		})
		test(t, belfry{room, NewBells(db, room.IDs, room.Clock.Now)})
	})
}

// ring posts one bell to the receivers.
func (b belfry) ring(t *testing.T, message string, receivers ...int64) {
	t.Helper()
	if err := b.bells.post(t.Context(), b.IDs.Next(), receivers, message, map[string]string{"Title": message}, "/wire/"+message); err != nil {
		t.Fatal(err)
	}
}

func (b belfry) panel(t *testing.T, by access.Actor) []Notification {
	t.Helper()
	list, err := b.bells.Panel(t.Context(), by)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func (b belfry) unread(t *testing.T, by access.Actor) int {
	t.Helper()
	n, err := b.bells.Unread(t.Context(), by.UserID)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The panel shows ten bells at most, the unread before the read, the newest
// before the older (spec 05 §4.8).
func TestPanel(t *testing.T) {
	inBelfry(t, func(t *testing.T, b belfry) {
		for i := range 12 {
			b.ring(t, fmt.Sprint(i), b.Author.UserID)
		}
		b.ring(t, "another's", b.Colleague.UserID)
		newest := b.panel(t, b.Author)
		if len(newest) != PanelSize || newest[0].Message != "11" || newest[9].Message != "2" {
			t.Fatalf("panel = %+v", newest)
		}
		for _, bell := range newest[:3] {
			if _, err := b.bells.MarkRead(t.Context(), b.Author, bell.ID); err != nil {
				t.Fatal(err)
			}
		}
		var order []string
		for _, bell := range b.panel(t, b.Author) {
			order = append(order, bell.Message)
		}
		if want := []string{"8", "7", "6", "5", "4", "3", "2", "1", "0", "11"}; !slices.Equal(order, want) {
			t.Errorf("after reading three: %q, want %q", order, want)
		}
		if n := b.unread(t, b.Author); n != 9 {
			t.Errorf("%d unread, want 9", n)
		}
	})
}

// Reading leads where the bell says; another's bell leads nowhere and stays
// unread, and nothing tells whether it exists (spec 05 §4.8).
func TestMarkRead(t *testing.T) {
	inBelfry(t, func(t *testing.T, b belfry) {
		b.ring(t, "mine", b.Author.UserID)
		b.ring(t, "theirs", b.Colleague.UserID)
		mine, theirs := b.panel(t, b.Author)[0].ID, b.panel(t, b.Colleague)[0].ID
		for id, want := range map[int64]string{mine: "/wire/mine", theirs: "", 99: ""} {
			if url, err := b.bells.MarkRead(t.Context(), b.Author, id); err != nil || url != want {
				t.Errorf("MarkRead(%d) = %q, %v; want %q", id, url, err, want)
			}
		}
		if b.unread(t, b.Author) != 0 || b.unread(t, b.Colleague) != 1 {
			t.Errorf("unread: %d of one's own, %d of another's", b.unread(t, b.Author), b.unread(t, b.Colleague))
		}
	})
}

// « Tout marquer comme lu » is about one's own, and counts what was not
// (spec 05 §4.8).
func TestMarkAllRead(t *testing.T) {
	inBelfry(t, func(t *testing.T, b belfry) {
		b.ring(t, "a", b.Author.UserID, b.Colleague.UserID)
		b.ring(t, "b", b.Author.UserID)
		for _, want := range []int64{2, 0} {
			if n, err := b.bells.MarkAllRead(t.Context(), b.Author); err != nil || n != want {
				t.Errorf("MarkAllRead() = %d, %v; want %d", n, err, want)
			}
		}
		if b.unread(t, b.Colleague) != 1 {
			t.Error("another's bell is read")
		}
	})
}

// The counter of the header never costs more than a hundred rows.
func TestUnread_isBounded(t *testing.T) {
	inBelfry(t, func(t *testing.T, b belfry) {
		for i := range 105 {
			b.ring(t, fmt.Sprint(i), b.Author.UserID)
		}
		if n := b.unread(t, b.Author); n != 100 {
			t.Errorf("%d unread, want 100", n)
		}
	})
}

type followRow struct {
	bun.BaseModel `bun:"table:follows"`

	FollowerID int64
	Kind       string
	TargetID   int64
	CreatedAt  time.Time
}

// follow makes a new member follow the author.
func (b belfry) follow(t *testing.T, active bool) access.Actor {
	t.Helper()
	id, now := b.IDs.Next(), b.Clock.Now()
	for _, row := range []any{
		&member.Member{ID: id, Email: fmt.Sprintf("f%d@x.example", id), Active: active, Gender: "?", Language: "fr", SubmittedAt: now, CreatedAt: now, ModifiedAt: now},
		&followRow{FollowerID: id, Kind: "member", TargetID: b.Author.UserID, CreatedAt: now},
	} {
		if _, err := b.DB.Writer().NewInsert().Model(row).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return access.Actor{UserID: id}
}

// tell hands the publication of an article to the bells.
func (b belfry) tell(t *testing.T, article *newsroom.Article, eventID int64, first bool) error {
	t.Helper()
	e := event.ArticlePublished{ArticleID: article.ID, PostID: b.Post(t, article.ID).ID, First: first}
	return b.bells.articlePublished(t.Context(), e, outbox.Meta{EventID: eventID})
}

// The first publication rings once for each follower with an open account,
// even when its job runs twice; a later one rings nothing (spec 05 §4.8).
func TestArticlePublished(t *testing.T) {
	inBelfry(t, func(t *testing.T, b belfry) {
		follower, gone := b.follow(t, true), b.follow(t, false)
		article := b.Published(t, nil)
		for range 2 {
			if err := b.tell(t, article, 77, true); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.tell(t, article, 78, false); err != nil {
			t.Fatal(err)
		}
		list := b.panel(t, follower)
		if len(list) != 1 || list[0].Args["Author"] != "Jeanne Morel" || list[0].Args["Title"] != article.Title || list[0].URL != "/wire/"+ids.Encode(b.Post(t, article.ID).ID) {
			t.Errorf("the follower's bells = %+v", list)
		}
		for name, by := range map[string]access.Actor{"a closed account": gone, "the author": b.Author, "who follows nobody": b.Colleague} {
			if n := len(b.panel(t, by)); n != 0 {
				t.Errorf("%s has %d bells", name, n)
			}
		}
	})
}

// A scheduled article rings when it shows, and one withdrawn meanwhile not at
// all.
func TestArticlePublished_waitsForItsDate(t *testing.T) {
	inBelfry(t, func(t *testing.T, b belfry) {
		follower := b.follow(t, true)
		scheduled := func() *newsroom.Article {
			return b.Published(t, func(in *newsroom.ArticleInput) { in.ReleaseAt = b.Clock.Now().Add(90 * time.Minute) })
		}
		kept, withdrawn := scheduled(), scheduled()
		for _, wait := range []time.Duration{time.Hour, 30 * time.Minute} {
			var snooze *river.JobSnoozeError
			if err := b.tell(t, kept, 77, true); !errors.As(err, &snooze) || snooze.Duration != wait {
				t.Fatalf("before its date: %v, want a pause of %v", err, wait)
			}
			b.Clock.Add(wait)
		}
		if _, err := b.Articles.Unpublish(t.Context(), b.Author, withdrawn.ID); err != nil {
			t.Fatal(err)
		}
		for eventID, article := range map[int64]*newsroom.Article{77: kept, 79: withdrawn} {
			if err := b.tell(t, article, eventID, true); err != nil {
				t.Fatal(err)
			}
		}
		if list := b.panel(t, follower); len(list) != 1 || list[0].EventID != 77 {
			t.Errorf("bells = %+v", list)
		}
	})
}

// Every open page hears a signal, those that have left do not, and signals
// that come together are one.
func TestLive(t *testing.T) {
	t.Parallel()
	live := NewLive()
	first, leaveFirst := live.Join()
	second, leaveSecond := live.Join()
	defer leaveSecond()
	live.ring()
	live.ring()
	for name, signals := range map[string]<-chan struct{}{"the first": first, "the second": second} {
		if len(signals) != 1 {
			t.Errorf("%s page holds %d signals", name, len(signals))
		}
	}
	<-first
	leaveFirst()
	live.ring()
	if len(first) != 0 || len(live.listeners) != 1 {
		t.Errorf("after leaving: %d signals, %d listeners", len(first), len(live.listeners))
	}
}
