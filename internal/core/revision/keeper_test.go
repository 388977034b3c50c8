// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package revision_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// desk is a keeper, two members and a clock that the test turns.
type desk struct {
	*revision.Keeper
	now      time.Time
	ada, bob int64
}

func newDesk(t *testing.T, db *database.DB) *desk {
	t.Helper()
	d := &desk{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), ada: 11, bob: 12}
	clock := func() time.Time { return d.now }
	d.Keeper = &revision.Keeper{DB: db, IDs: ids.NewGenerator(1, clock), Now: clock}
	for id, name := range map[int64]string{d.ada: "Ada", d.bob: "Bob"} {
		m := &member.Member{ID: id, Email: name + "@exemple.invalid", FirstName: name, LastName: "Test", Gender: "?", Active: true, Language: "fr", CreatedAt: d.now, ModifiedAt: d.now}
		if _, err := db.Writer().NewInsert().Model(m).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *desk) save(t *testing.T, o revision.Object, before, after revision.Words) {
	t.Helper()
	d.now = d.now.Add(time.Minute)
	err := d.DB.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		return d.Keep(ctx, tx, o, d.ada, revision.Change{Before: before, After: after})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (d *desk) lines(t *testing.T, o revision.Object) []revision.Line {
	t.Helper()
	list, err := d.Lines(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func titled(title string) revision.Words { return revision.Words{"title": {title}} }

var article = revision.Object{Kind: "article", ID: 7}

// Each saving that changes the words makes a version; the first change keeps what
// was there before (spec 04 §13.2).
func TestKeep(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		d := newDesk(t, db)
		d.save(t, article, titled("Un"), titled("Deux"))
		d.save(t, article, titled("Deux"), revision.Words{"title": {"Deux"}, "standfirst": {""}})
		d.save(t, article, titled("Deux"), titled("Trois"))
		list := d.lines(t, article)
		if len(list) != 3 || list[0].By != "Ada Test" {
			t.Fatalf("versions = %+v, want three by Ada", list)
		}
		version, before, err := d.Version(t.Context(), article, list[0].ID)
		if err != nil || version.Words.Text("title") != "Trois" || before.Words.Text("title") != "Deux" {
			t.Errorf("last version = %+v, %+v, %v", version, before, err)
		}
		first, nothing, err := d.Version(t.Context(), article, list[2].ID)
		if err != nil || first.Words.Text("title") != "Un" || nothing != nil {
			t.Errorf("first version = %+v, %+v, %v", first, nothing, err)
		}
		other := revision.Object{Kind: "article", ID: 8}
		if _, _, err := d.Version(t.Context(), other, list[0].ID); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("the version of another content = %v, want not found", err)
		}
		if list := d.lines(t, other); len(list) != 0 {
			t.Errorf("another content has versions: %+v", list)
		}
	})
}

// A rolled-back saving leaves no version.
func TestKeep_rolledBack(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		d, stop := newDesk(t, db), errors.New("stop")
		err := db.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
			if err := d.Keep(ctx, tx, article, d.ada, revision.Change{After: titled("Un")}); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) || len(d.lines(t, article)) != 0 {
			t.Errorf("after %v: %+v", err, d.lines(t, article))
		}
	})
}

// Only the latest versions are kept.
func TestKeep_most(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		d := newDesk(t, db)
		for i := range revision.MostKept + 3 {
			d.save(t, article, titled(fmt.Sprint(i-1)), titled(fmt.Sprint(i)))
		}
		list := d.lines(t, article)
		oldest, _, err := d.Version(t.Context(), article, list[len(list)-1].ID)
		if err != nil || len(list) != revision.MostKept || oldest.Words.Text("title") != "3" {
			t.Errorf("%d versions, the oldest %+v, %v", len(list), oldest, err)
		}
	})
}

// What was typed and not saved is kept for who typed it, until it is saved,
// discarded or old.
func TestAutosave(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		d := newDesk(t, db)
		unsaved := func(o revision.Object, by int64) string {
			held, err := d.Unsaved(t.Context(), o, by)
			if err != nil {
				t.Fatal(err)
			}
			if held == nil {
				return "-"
			}
			return held.Words.Text("title")
		}
		autosave := func(o revision.Object, by int64, title string) {
			if _, err := d.Autosave(t.Context(), o, by, titled(title)); err != nil {
				t.Fatal(err)
			}
		}
		born := revision.Object{Kind: "article"}
		autosave(article, d.ada, "Deu")
		autosave(article, d.ada, "Deux")
		autosave(article, d.bob, "Autre")
		autosave(born, d.ada, "Neuf")
		if a, b, c := unsaved(article, d.ada), unsaved(article, d.bob), unsaved(born, d.ada); a != "Deux" || b != "Autre" || c != "Neuf" {
			t.Errorf("unsaved = %q, %q, %q", a, b, c)
		}
		d.save(t, article, titled("Un"), titled("Deux"))
		if a, b, c := unsaved(article, d.ada), unsaved(article, d.bob), unsaved(born, d.ada); a != "-" || b != "Autre" || c != "Neuf" {
			t.Errorf("after Ada saved: %q, %q, %q", a, b, c)
		}
		d.save(t, revision.Object{Kind: "article", ID: 9}, nil, titled("Neuf"))
		if got := unsaved(born, d.ada); got != "-" {
			t.Errorf("after the first saving the new one still holds %q", got)
		}
		if err := d.Discard(t.Context(), article, d.bob); err != nil || unsaved(article, d.bob) != "-" {
			t.Errorf("discarded: %q, %v", unsaved(article, d.bob), err)
		}
		autosave(article, d.ada, "Vieux")
		d.now = d.now.Add(revision.CopyLife + time.Second)
		autosave(article, d.bob, "Récent")
		if err := d.ForgetOld(t.Context()); err != nil || unsaved(article, d.ada) != "-" || unsaved(article, d.bob) != "Récent" {
			t.Errorf("after the chore: %q, %q, %v", unsaved(article, d.ada), unsaved(article, d.bob), err)
		}
	})
}

// Who has a content open is told to the others, until the tab is closed or says
// nothing more.
func TestOpen(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		d := newDesk(t, db)
		open := func(by int64, tab string) []revision.Writer {
			list, err := d.Open(t.Context(), article, by, tab)
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		if list := open(d.ada, "a1"); len(list) != 0 {
			t.Errorf("alone, told of %+v", list)
		}
		if list := open(d.bob, "b1"); len(list) != 1 || list[0].Name != "Ada Test" || !list[0].Since.Equal(d.now) {
			t.Errorf("Bob is told of %+v", list)
		}
		if list := open(d.ada, "a2"); len(list) != 2 {
			t.Errorf("Ada's second tab is told of %+v, want Bob and herself", list)
		}
		list, err := d.Writers(t.Context(), article, d.ada, "")
		if err != nil || len(list) != 1 || list[0].MemberID != d.bob {
			t.Errorf("others than Ada: %+v, %v", list, err)
		}
		if err := d.Close(t.Context(), article, d.ada, "b1"); err != nil || len(open(d.ada, "a1")) != 2 {
			t.Errorf("Ada closed Bob's tab: %v", err)
		}
		if err := d.Close(t.Context(), article, d.bob, "b1"); err != nil || len(open(d.ada, "a1")) != 1 {
			t.Errorf("Bob is still there: %v", err)
		}
		d.now = d.now.Add(3 * time.Minute)
		if list := open(d.ada, "a1"); len(list) != 0 {
			t.Errorf("a silent tab still counts: %+v", list)
		}
		if err := d.ForgetOld(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}
