// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"testing"
	"time"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/ui"
)

// table is a URL table wide enough to fill the shell's menus.
func table() ui.Routes {
	var routes ui.Routes
	for _, path := range []string{
		"/wire", "/wip", "/events", "/biz", "/swork", "/search/", "/notifications", "/notifications/panel",
		"/preferences", "/newsroom/new", "/page/{slug}",
	} {
		routes = append(routes, ui.Get(path, access.Members, nil))
	}
	return append(routes,
		ui.Get("/admin/", access.Administrators, nil),
		ui.Post("/auth/logout", access.Members, nil),
		ui.Post("/ui/language", access.Anyone, nil),
		ui.Post("/ui/scheme", access.Anyone, nil),
	)
}

func menus() ui.Menus {
	return ui.Menus{
		Portals: []ui.Entry{
			{Name: "news", Label: "ui.search", Icon: "newspaper", Path: "/wire"},
			{Name: "work", Label: "ui.create", Icon: "briefcase", Path: "/wip"},
			{Name: "gone", Label: "ui.close", Icon: "x", Path: "/not-built-yet"},
		},
		Create:  []ui.Entry{{Name: "article", Label: "ui.create", Icon: "plus", Path: "/newsroom/new", Extra: access.Newsroom}},
		Account: []ui.Entry{{Label: "ui.language", Path: "/preferences"}, {Label: "ui.see_all", Path: "/admin/"}},
		Footer:  []ui.FooterColumn{{Title: "ui.language", Entries: []ui.Entry{{Label: "ui.more", Route: "/page/{slug}", Path: "/page/contact"}}}},
		Sides:   map[string][]ui.Entry{"work": {{Name: "board", Label: "ui.create", Icon: "rocket", Path: "/wip"}, {Label: "ui.close", Path: "/nowhere"}}},
	}
}

func site() *ui.Site {
	return &ui.Site{
		Name: "AiPRESS24", Version: "test",
		Assets: ui.Assets{
			Styles: []string{"/assets/app-C0ffee.css"}, Scripts: []string{"/assets/app-C0ffee.js"},
			Fonts: []string{"/assets/inter-C0ffee.woff2"}, Sprite: "/assets/icons-C0ffee.svg",
		},
		Navigation: ui.NewNavigation(table(), menus()),
		Now:        func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
	}
}

var journalist = access.Actor{UserID: 7, Name: "Nicolas Mouriou", Community: access.PressMedia, Organisation: "Strada Transports", Unread: 3}

// pageContext is the context of a signed-in member's page.
func pageContext(a access.Actor) context.Context {
	ctx := ui.WithSite(context.Background(), site())
	ctx = ui.WithVisit(ctx, ui.Visit{Path: "/wire", URL: "/wire?tab=all", RequestID: "req-1"})
	return ui.WithActor(ctx, a)
}

func newsCard(i int) ui.NewsCardData {
	id := strconv.Itoa(i)
	return ui.NewsCardData{
		URL:     "/wire/x8Kf2a" + id,
		Title:   "Fret maritime : les ports du Nord misent sur le rail pour absorber la vague",
		Eyebrow: "Transports & logistique",
		Summary: "Le Havre et Dunkerque engagent 1,4 milliard d’euros pour doubler la part du rail dans leurs dessertes. Les chargeurs saluent l’effort.",
		Date:    "il y a 42 min", DateTime: "2026-11-21T08:00:00Z",
		Picture: &ui.Picture{URL: "/media/9f86d081884c7d65-800.webp", Width: 800, Height: 450},
		Person:  ui.PersonData{Name: "Nicolas Mouriou", Role: "Grand reporter @ Strada Transports", Photo: "/media/1b4f0e9851971998-96.webp", Community: access.PressMedia},
		Likes:   "48", Comments: "12", Views: "316",
		LikeURL: "/wire/x8Kf2a" + id + "/like", SaveURL: "/wire/x8Kf2a" + id + "/save",
	}
}

func wall(n int) templ.Component {
	cards := make([]ui.NewsCardData, n)
	for i := range cards {
		cards[i] = newsCard(i)
	}
	grid := ui.NewsGrid("wall", cards, ui.LoadMoreData{URL: "/wire?before=x8Kf2a"})
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		page := ui.Page(ui.PageData{Title: "Tout", Section: "news", Crumbs: []ui.Crumb{{Label: "News", URL: "/wire"}, {Label: "Tout"}}})
		return page.Render(templ.WithChildren(ctx, grid), w)
	})
}

func render(ctx context.Context, t testing.TB, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		t.Fatal(fmt.Errorf("render: %w", err))
	}
	return b.String()
}

func BenchmarkWall30(b *testing.B) {
	ctx, page := pageContext(journalist), wall(30)
	var buf bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		buf.Reset()
		if err := page.Render(ctx, &buf); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(buf.Len()), "bytes/page")
}
