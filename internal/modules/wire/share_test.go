// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
)

// A member counts once however often they share a post, and the count stays when
// the post is withdrawn and comes back (spec 03 §12.5, §4.1).
func TestShare_countsMembersOnce(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		public := content.Post{SourceID: 1, Title: "Paru", Status: content.Public, PublishedAt: p.Clock.Now()}
		id := p.mirror(t, public)
		steps := []struct {
			by    access.Actor
			count int64
		}{{p.Colleague, 1}, {p.Colleague, 1}, {p.Author, 2}, {p.Colleague, 2}}
		for i, step := range steps {
			if count, err := p.desk.Share(t.Context(), step.by, id); err != nil || count != step.count {
				t.Errorf("share %d: %d, %v, want %d", i, count, err, step.count)
			}
		}
		withdrawn := public
		withdrawn.Status = content.Draft
		p.mirror(t, withdrawn)
		p.mirror(t, public)
		if kept := p.count(t, "SELECT share_count FROM posts WHERE id = ?", id); kept != 2 {
			t.Errorf("%d shares after a withdrawal, want 2", kept)
		}
	})
}

// Clicks that come together count as those that come one after another.
func TestShare_together(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		id := p.put(t, 1, nil)
		const clicks = 5
		done := make(chan error)
		for range clicks {
			for _, by := range []access.Actor{p.Author, p.Colleague} {
				go func() {
					_, err := p.desk.Share(t.Context(), by, id)
					done <- err
				}()
			}
		}
		for range 2 * clicks {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if n := p.count(t, "SELECT share_count FROM posts WHERE id = ?", id); n != 2 {
			t.Errorf("%d shares, want 2", n)
		}
	})
}

// What members do not see is shared by nobody, its author and the staff
// included, and nothing is counted (spec 03 §4.2, §12.5).
func TestShare_onlyWhatIsVisible(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		now := p.Clock.Now()
		staff := access.Actor{UserID: p.Colleague.UserID, Admin: true}
		for state, change := range map[string]func(*content.Post){
			"draft":     func(o *content.Post) { o.Status = content.Draft },
			"archived":  func(o *content.Post) { o.Status = content.Archived },
			"expired":   func(o *content.Post) { o.ExpiresAt = now },
			"embargoed": func(o *content.Post) { o.Kind, o.PublishedAt = content.PressRelease, now.Add(time.Second) },
			"deleted":   func(o *content.Post) { o.DeletedAt = now },
			"undated":   func(o *content.Post) { o.PublishedAt = time.Time{} },
		} {
			id := p.put(t, 1, change)
			for who, by := range map[string]access.Actor{"a member": p.Colleague, "its author": p.Author, "the staff": staff} {
				if _, err := p.desk.Share(t.Context(), by, id); !errors.Is(err, errs.ErrNotFound) {
					t.Errorf("%s shares what is %s: %v", who, state, err)
				}
			}
		}
		for what, id := range map[string]int64{"a post": p.put(t, 1, nil), "nothing": 1} {
			if _, err := p.desk.Share(t.Context(), access.Actor{}, id); !errors.Is(err, errs.ErrNotFound) {
				t.Errorf("a visitor shares %s: %v", what, err)
			}
		}
		if n := p.count(t, "SELECT count(*) + (SELECT count(*) FROM posts WHERE share_count > 0) FROM post_shares"); n != 0 {
			t.Errorf("%d shares were counted", n)
		}
	})
}

// By shares, then by date, page after page: those that were shared, then all
// others (spec 03 §4.3, §12.5).
func TestTabs_byShares(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		type rank struct{ shares, age int }
		for shared, name := range map[int]string{0: "none", 5: "few", wire.PageSize: "one page", wire.PageSize + 5: "more than a page"} {
			p.exec(t, "DELETE FROM posts")
			var all []rank
			const posts = 2*wire.PageSize - 3 // no multiple of 7, which scatters those that are shared
			for age := range posts {
				r := rank{0, age}
				if age*7%posts < shared {
					r.shares = 1 + age%3
				}
				all = append(all, r)
				p.put(t, age, func(o *content.Post) { o.Sector, o.ShareCount = "A", int64(r.shares) })
			}
			slices.SortFunc(all, func(a, b rank) int { return cmp.Or(b.shares-a.shares, a.age-b.age) })
			want := make([]string, len(all))
			for i, r := range all {
				want[i] = fmt.Sprintf("n° %d", r.age)
			}
			for _, s := range []wire.Selection{{Sort: wire.ByShares}, {Sort: wire.ByShares, Values: only(wire.Sector, "A").Values}} {
				if got := strings.Join(p.allOf(t, s), ", "); got != strings.Join(want, ", ") {
					t.Errorf("%s, filtered %v:\n%s\nwant\n%s", name, s.IsFiltered(), got, strings.Join(want, ", "))
				}
			}
		}
	})
}

// allOf are the titles of all pages of the wall; each costs as many queries,
// whatever it shows.
func (p portal) allOf(t *testing.T, s wire.Selection) []string {
	t.Helper()
	var list []string
	for after := (wire.Cursor{}); ; {
		ctx, counter := database.CountQueries(t.Context())
		page, err := p.wall.TabPage(ctx, p.Colleague, wire.TabWall, s, after)
		if err != nil {
			t.Fatal(err)
		}
		if n := counter.N(); n > 4 { // shared, others, cards, likes
			t.Errorf("%d queries for a page by shares", n)
		}
		for i := range page.Cards {
			list = append(list, page.Cards[i].Title)
		}
		if after = page.Next; after.ID == 0 {
			return list
		}
	}
}

func (p portal) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	if err := p.DB.Writer().NewRaw(query, args...).Scan(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}
