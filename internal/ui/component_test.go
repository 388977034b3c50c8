// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/ui"
)

// components is one of each component, filled with s wherever text goes.
func components(s string) map[string]templ.Component {
	person := ui.PersonData{Name: s, Role: s, Photo: "/media/" + s, URL: "/swork/" + s, Community: access.Expert}
	card := ui.NewsCardData{
		ID: s, URL: s, Title: s, Eyebrow: s, Summary: s, Date: s, DateTime: s, Person: person, Byline: s, Media: s,
		Likes: s, Comments: s, Views: s, LikeURL: s, SaveURL: s, Picture: &ui.Picture{URL: s, Srcset: s, Alt: s},
	}
	action := ui.Button(ui.ButtonData{Label: s, Icon: s, Confirm: s, Name: s, Value: s})
	return map[string]templ.Component{
		"icon": ui.Icon(s), "avatar": ui.Avatar(ui.AvatarData{Name: s}), "photo": ui.Avatar(ui.AvatarData{Name: s, Photo: s}),
		"badge": ui.Badge(s, ui.ToneOK), "tag": ui.Tag(s), "button": action, "link": ui.Button(ui.ButtonData{Label: s, URL: s}),
		"icon button": ui.IconButton(ui.ButtonData{Label: s, Icon: s, URL: s}),
		"side box":    ui.SideBox(s, s, s), "notice": ui.Notice(ui.NoticeData{Text: s, URL: s, Label: s}),
		"toast": ui.ToastCard(ui.Toast{Text: s, Detail: s, URL: s, Action: s}),
		"empty": ui.EmptyState(ui.EmptyData{Title: s, Text: s, URL: s, Action: s}),
		"steps": ui.Stepper(s, []ui.Step{{Label: s, URL: s}, {Label: s, Done: true}}),
		"bar":   ui.Progress(ui.ProgressData{ID: s, Label: s, Note: s, Max: 1}), "panel": ui.SidePanel(s, s), "dialog": ui.Dialog(s, s),
		"news": ui.NewsCard(card), "grid": ui.NewsGrid(s, []ui.NewsCardData{card}, ui.LoadMoreData{ID: s, URL: s, Label: s}),
		"count": ui.CountButton(ui.CountData{URL: s, Icon: s, Label: s, Count: s}), "person": ui.PersonLine(person),
		"table": ui.DataTable(fullTable(s)), "tabs": ui.Tabs(s, []ui.TabItem{{Label: s, URL: s, Count: s, Hint: s}}),
		"filters": ui.FilterBar(ui.FilterBarData{Count: s, SaveURL: s, Filters: []ui.FilterData{
			{ID: s, Label: s, Options: []ui.FilterOption{{Label: s, URL: s, Count: s}}}, {Active: s, Remove: s},
		}}),
		"member":       ui.MemberRow(ui.MemberData{Person: person}),
		"organisation": ui.OrganisationRow(ui.OrganisationData{Name: s, URL: s, Meta: s, Text: s, Verified: true, Action: action}),
		"kpis":         ui.KPIs([]ui.KPI{{Label: s, Value: s, Delta: s}}),
		"meta":         ui.MetaList([]ui.MetaItem{{Label: s, Text: s, URL: s}, {Label: s, Tags: []string{s}}, {Label: s}}),
		"timeline":     ui.Timeline([]ui.TimelineItem{{Title: s, Text: s, URL: s, Date: s, DateTime: s}}),
		"rank":         ui.RankList([]ui.RankItem{{Title: s, URL: s, Meta: s}}),
		"date":         ui.DateBlock(ui.DateItem{DateTime: s, Month: s, Day: s, Title: s, URL: s, Meta: s, Status: s}),
		"day":          ui.DaySeparator(s),
		"carousel":     ui.Carousel([]ui.Slide{{Picture: ui.Picture{URL: s, Alt: s}, Caption: s, Copyright: s}, {}}),
		"images":       ui.ImageManager(s, []ui.ImageItem{{Thumb: s, Caption: s, Copyright: s, EditURL: s, UpURL: s, DeleteURL: s}}),
		"page": within(ui.PageData{Title: s, Section: s, Crumbs: []ui.Crumb{{Label: s, URL: s}, {Label: s}},
			Side: &ui.SideMenu{Label: s, Icon: s, Items: []ui.SideItem{{Label: s, URL: s, Icon: s}}}}, ui.PageHeading(s, s, action)),
		"bare page": ui.BarePage(ui.Bare{Title: s, BackURL: s, BackLabel: s}),
	}
}

func fullTable(s string) ui.TableData {
	cell := ui.TableCell{Text: s, Meta: s, URL: s, Thumb: s}
	return ui.TableData{
		ID: "articles", Caption: s,
		Columns: []ui.TableColumn{
			{Label: s, Kind: ui.CellMain, SortURL: "/wip?sort=title", Sorted: "ascending"}, {Label: s, Kind: ui.CellMedia},
			{Label: s, Kind: ui.CellStatus}, {Label: s, Kind: ui.CellDate}, {Label: s, Kind: ui.CellNumber},
		},
		Rows: []ui.TableRow{{
			ID: "x1", Label: s, Cells: []ui.TableCell{cell, cell, {Text: s, Tone: ui.ToneWarn}, {Text: s}, {}},
			Menu: []ui.MenuItem{{Label: s, Icon: s, URL: s}, {Label: s, Post: s, Confirm: s, Danger: true, Separated: true}},
		}},
		Search: &ui.TableSearch{Action: "/wip", Name: "search", Value: s, Placeholder: s, Hidden: []ui.Param{{Name: s, Value: s}}},
		Bulk:   ui.Button(ui.ButtonData{Label: s}), BulkURL: s,
		Pager: ui.TablePager{From: 1, To: 10, Total: 23, NextURL: s, Pages: []ui.PageLink{{Label: s, URL: s, Current: true}}},
		Empty: ui.EmptyData{Title: s},
	}
}

// attack is markup that must never become an element or attribute of a page.
const attack = `"'></title></textarea><script data-pwned>x</script><img data-pwned src=x onerror=x>`

// Any text stays text in any component.
func TestComponents_Escape(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		s := rapid.String().Draw(r, "before") + attack + rapid.String().Draw(r, "after")
		for name, c := range components(s) {
			doc := parse(t, journalist, c)
			if doc.Find("[data-pwned], [onerror]").Length() != 0 {
				r.Errorf("%s lets markup through", name)
			}
		}
	})
}

// An address that would run a script is not written as one.
func TestComponents_ScriptAddresses(t *testing.T) {
	t.Parallel()
	for name, c := range components("javascript:alert(1)") {
		html := render(pageContext(journalist), t, c)
		for _, attribute := range []string{`href="javascript:`, ` action="javascript:`, `formaction="javascript:`} {
			if strings.Contains(html, attribute) {
				t.Errorf("%s: %s", name, attribute)
			}
		}
	}
}

// Every component holds the promises of the UI guide.
func TestComponents_Markup(t *testing.T) {
	t.Parallel()
	for name, c := range components("Port du Havre") {
		doc := parse(t, journalist, c)
		for _, forbidden := range []string{"[style]", "style", "script:not([src])", "[onclick]", "img:not([alt])", "button:not([type]):not([formaction]):not([disabled]):not(dialog button)", "nav:not([aria-label])", "a:not([href])", `[class=""]`} {
			if doc.Find(forbidden).Length() != 0 {
				t.Errorf("%s has %s", name, forbidden)
			}
		}
	}
}

// A row without a picture keeps the place of one when its neighbours have some.
func TestDataTable_titlesStayInLine(t *testing.T) {
	t.Parallel()
	table := func(thumbs ...string) *goquery.Document {
		data := ui.TableData{ID: "articles", Columns: []ui.TableColumn{{Label: "Titre", Kind: ui.CellMain}}}
		for _, thumb := range thumbs {
			data.Rows = append(data.Rows, ui.TableRow{Cells: []ui.TableCell{{Text: "Fret", Thumb: thumb}}})
		}
		return parse(t, journalist, ui.DataTable(data))
	}
	if got := table("/media/a.webp", "", "").Find("span.thumb").Length(); got != 2 {
		t.Errorf("%d places of pictures, want 2", got)
	}
	if got := table("", "").Find(".thumb").Length(); got != 0 {
		t.Errorf("%d places of pictures in a list without any", got)
	}
}

func TestDataTable(t *testing.T) {
	t.Parallel()
	doc := parse(t, journalist, ui.DataTable(fullTable("Fret")))
	for selector, want := range map[string]int{
		`th[aria-sort="ascending"] a`: 1, "th:not([scope])": 0, "caption": 1, `td.num[data-l="Fret :"]`: 1,
		`[popovertarget="menu-articles-x1"]`: 1, "#menu-articles-x1[popover] [role=menuitem]": 2,
		`[formaction="Fret"][hx-confirm]`: 1, "[data-check]": 1, "[data-check-all]": 1, `a[rel="next"]`: 1,
	} {
		if got := doc.Find(selector).Length(); got != want {
			t.Errorf("%s: %d, want %d", selector, got, want)
		}
	}
	if !strings.Contains(doc.Text(), "Lignes 1 à 10 sur 23") {
		t.Error("the pager does not say which rows are shown")
	}
	empty := parse(t, journalist, ui.DataTable(ui.TableData{ID: "none", Empty: ui.EmptyData{Title: "Aucun sujet"}}))
	if empty.Find("table").Length() != 0 || !strings.Contains(empty.Text(), "Aucun sujet") {
		t.Error("an empty table says why")
	}
}

// The wall is slim: 30 cards and the shell within 60 kB, a card's own markup
// under 1.1 kB (architecture §8).
func TestNewsCard_Weight(t *testing.T) {
	t.Parallel()
	ctx := pageContext(journalist)
	if n := len(render(ctx, t, wall(30))); n > 60_000 {
		t.Errorf("wall of 30 = %d bytes", n)
	}
	c := newsCard(1)
	words := len(c.Title) + len(c.Summary) + len(c.Eyebrow) + len(c.Date) + len(c.Person.Name) + len(c.Person.Role)
	addresses := len(c.URL) + len(c.Picture.URL) + len(c.Person.Photo) + 2*len(c.LikeURL) + 2*len(c.SaveURL) + 4*len(site().Assets.Sprite)
	if markup := len(render(ctx, t, ui.NewsCard(c))) - words - addresses; markup > 1100 {
		t.Errorf("markup of a card = %d bytes", markup)
	}
}

func TestInitials(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Nicolas Mouriou": "NM", "Zoé": "Z", "": "?", "  ": "?", "émile de la Tour": "ÉT", "24heures": "2", "<script>": "S",
	} {
		if got := ui.Initials(name); got != want {
			t.Errorf("Initials(%q) = %q, want %q", name, got, want)
		}
	}
}
