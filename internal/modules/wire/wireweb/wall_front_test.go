// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// frontOf makes a front page of n cards.
func frontOf(edition uint64, n int) wire.Page {
	page := wire.Page{Edition: edition}
	for i := range n {
		page.Cards = append(page.Cards, wire.Card{
			ID: int64(1000 + i), Title: fmt.Sprintf("Titre %d de l’édition %d", i, edition),
			PublishedAt: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), Author: member.Byline{ID: 7, Name: "Nicolas Mouriou"},
		})
	}
	return page
}

// undressed is a page without bars.
func undressed(context.Context, *wallView) {}

func shown(ctx context.Context, t rapid.TB, v wallView) string {
	t.Helper()
	var b bytes.Buffer
	if err := wallPage(v).Render(ctx, &b); err != nil {
		t.Fatalf("render: %v", err)
	}
	return b.String()
}

// reader is the context of a member's request.
func reader(id int64, lang i18n.Lang) context.Context {
	ctx := i18n.WithLang(context.Background(), lang)
	return ui.WithActor(ctx, access.Actor{UserID: id, Name: fmt.Sprintf("Membre %d", id), Community: access.PressMedia})
}

// Whatever was drawn for others before, a reader sees the very page that would
// have been drawn for them alone.
func TestFronts_samePageAsDrawnAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var f fronts
		edition := uint64(0)
		page := wire.Page{}
		for range rapid.IntRange(1, 12).Draw(t, "requests") {
			if edition == 0 || rapid.IntRange(0, 3).Draw(t, "change") == 0 {
				edition++
				page = frontOf(edition, rapid.IntRange(0, 31).Draw(t, "cards"))
			}
			page.Liked = map[int64]bool{}
			for _, c := range page.Cards {
				if rapid.IntRange(0, 4).Draw(t, "likes") == 0 {
					page.Liked[c.ID] = true
				}
			}
			ctx := reader(rapid.Int64Range(1, 3).Draw(t, "member"), rapid.SampledFrom(i18n.Langs()).Draw(t, "language"))
			view, err := f.view(ctx, nil, page, undressed)
			if err != nil {
				t.Fatal(err)
			}
			want := shown(ctx, t, newWallView(ctx, nil, page, tabQuery{Tab: wire.TabWall, Selection: wire.Selection{Sort: wire.ByDate}}))
			if got := shown(ctx, t, view); got != want {
				t.Fatalf("edition %d, likes %v:\n%s\nwant\n%s", edition, page.Liked, got, want)
			}
		}
	})
}

// A page read before a change, and shown after it, neither comes back for
// others nor is lost for its reader.
func TestFronts_lateReader(t *testing.T) {
	t.Parallel()
	var f fronts
	ctx := reader(1, i18n.French)
	for _, edition := range []uint64{1, 2, 1, 2} {
		view, err := f.view(ctx, nil, frontOf(edition, 3), undressed)
		if err != nil {
			t.Fatal(err)
		}
		if page, want := shown(ctx, t, view), fmt.Sprintf("Titre 0 de l’édition %d", edition); !strings.Contains(page, want) {
			t.Errorf("edition %d: no %q in %s", edition, want, page)
		}
	}
}
