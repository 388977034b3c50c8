// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"aipress24.com/aipress24/internal/app/browser"
)

// The main job of the product, as journalists of all tastes do it: an article
// is written with pictures, published, announced live to a follower, read,
// found, withdrawn and deleted.
func TestJourney(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	looks := []struct {
		name string
		look browser.Look
	}{
		{"desktop-light-fr", browser.Desktop.In("fr")},
		{"desktop-dark-en", browser.Desktop.InDark().In("en")},
		{"phone-light-fr", browser.Phone.In("fr")},
		{"phone-dark-fr", browser.Phone.InDark().In("fr")},
	}
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			site := browser.NewSite(t)
			s := &story{
				t: t, name: l.name, phone: l.look.Touch,
				author: site.NewTab(t, l.look), reader: site.NewTab(t, l.look),
				title: "Le pélargonium gagne les quais de Saint-Elme", word: "pélargonium",
			}
			s.tell()
		})
	}
}

// story is one journey: an author, a reader who follows them, an article.
type story struct {
	t              *testing.T
	name           string
	phone          bool
	author, reader *browser.Tab
	title, word    string
	article        string // path of the article in the newsroom
	news           int    // unread by the reader before the story
}

func (s *story) tell() {
	s.author.SignIn("journalist")
	s.discover()
	s.awaitNews()
	s.write()
	s.illustrate()
	s.publish()
	s.read()
	s.find()
	s.withdraw()
	s.destroy()
}

// shot keeps a picture of what the author or reader sees.
func (s *story) shot(tab *browser.Tab, step string) { tab.Shot("journey-" + s.name + "-" + step) }

// discover reads what others write: the wall, an article; likes it and follows
// its author.
func (s *story) discover() {
	tab := s.author
	tab.See(".news-grid .news")
	tab.Pictures()
	s.shot(tab, "01-wall")
	tab.Follow(".news-grid .news:nth-child(2) .news-t a")
	tab.See("article.article h1")
	tab.Pictures()
	s.shot(tab, "02-article")
	before := tab.Text("form .cnt[aria-pressed]")
	pressed := browser.Ask[string](tab, `document.querySelector(".cnt[aria-pressed]").ariaPressed`)
	tab.Click("form .cnt[aria-pressed]")
	tab.Until("liked or not any more", `document.querySelector(".cnt[aria-pressed]").ariaPressed !== args[0]`, pressed)
	if after := tab.Text("form .cnt[aria-pressed]"); after == before {
		s.t.Errorf("likes after a click = %q, as before", after)
	}
	if tab.Shows("aside form .btn-line") {
		tab.Click("aside form .btn-line")
	}
	tab.Click("aside form .btn-primary")
	tab.See("aside form .btn-line")
	tab.Axe()
	s.shot(tab, "03-liked-and-followed")
}

// awaitNews lets the reader follow the author and look at the wall.
func (s *story) awaitNews() {
	tab := s.reader
	tab.SignIn("expert")
	tab.Open("/swork/members")
	tab.Open("/wire")
	tab.Follow(".news-grid .news:first-child .news-t a") // by the author of this story
	tab.Follow("aside .person a")
	if !tab.Shows("main form .btn-line") {
		tab.Click("main form .btn-primary")
		tab.See("main form .btn-line")
	}
	tab.Open("/wire")
	s.news = unread(tab)
}

// unread is what the bell counts.
func unread(tab *browser.Tab) int {
	return browser.Ask[int](tab, `Number(document.querySelector("#bell .dot")?.textContent ?? 0)`)
}

// write goes through the newsroom to the form, and saves an article.
func (s *story) write() {
	tab := s.author
	tab.Open("/wip/newsroom")
	tab.Follow(`.tile a[href="/wip/articles"]`)
	s.shot(tab, "04-articles")
	tab.Follow(`main a[href="/wip/articles/new"]`)
	tab.Type("#f-title", s.title)
	tab.Type("#f-standfirst", "Les fleuristes y voient une fête, les dockers une distraction.")
	s.compose()
	choose(tab, "genre")
	choose(tab, "section")
	look(tab, "topic", "transport")
	look(tab, "sector", "transport")
	tab.Select("#f-country", "FRA")
	tab.Type("#f-country-detail-ts-control", "59140")
	tab.Until("towns come", `page.texts(".ts-dropdown .active")[0]?.includes("59140")`)
	tab.Press(kb.Enter)
	tab.Fill("#f-issue_at", "2031-05-04")
	tab.Fill("#f-issue_at-time", "09:30")
	tab.Axe()
	tab.LongShot("journey-" + s.name + "-05-form")
	tab.Until("the device keeps what is typed", "page.drafts().length === 1")
	tab.Follow(`#article-form [type=submit]`)
	tab.See("#toasts .toast1")
	tab.Until("the list opens at its top", `window.scrollY === 0`)
	tab.See("tbody tr:first-child", s.title)
	tab.Until("what the server has is offered no more", "page.drafts().length === 0")
	s.article = browser.Ask[string](tab, `document.querySelector("tbody tr:first-child .c-main a").getAttribute("href")`)
}

// compose writes the body: a heading, bold words, a link and a picture.
func (s *story) compose() {
	tab := s.author
	tab.Click(".ProseMirror")
	tab.Click("[data-tool=h2]")
	tab.Write("Des fleurs entre les grues")
	tab.Press(kb.Enter)
	tab.Write("Les équipages ont ")
	tab.Press("b", chromedp.ModifierCtrl)
	tab.Write("voté la reprise")
	tab.Press("b", chromedp.ModifierCtrl)
	tab.Write(" lundi, écrit ")
	tab.Write("la capitainerie")
	for range len([]rune("la capitainerie")) {
		tab.Press(kb.ArrowLeft, chromedp.ModifierShift)
	}
	tab.Click("[data-tool=link]")
	tab.See("dialog .rt-dialog input")
	tab.Type("dialog .rt-dialog input", "pas une adresse")
	tab.Click("dialog .rt-dialog [type=submit]")
	tab.See("dialog .rt-dialog .err")
	tab.Type("dialog .rt-dialog input", "https://port.example/capitainerie")
	tab.Axe()
	s.shot(tab, "05-link")
	tab.Click("dialog .rt-dialog [type=submit]")
	tab.See(".ProseMirror a[href]")
	tab.Press(kb.End)
	tab.Choose(photograph(s.t), func() { tab.Click("[data-tool=image]") })
	tab.See(".ProseMirror figure img")
	tab.Click(".rt-alt")
	tab.Type("dialog .rt-dialog input", "Le port au couchant")
	tab.Click("dialog .rt-dialog [type=submit]")
	tab.Until("the text is in the form", `["<h2>", "<strong>voté la reprise</strong>", 'href="https://port.example/capitainerie"', 'alt="Le port au couchant"']
		.every((part) => document.querySelector("#f-body").value.includes(part))`)
}

// choose takes the second entry of a native list.
func choose(tab *browser.Tab, field string) {
	tab.Select("#f-"+field, browser.Ask[string](tab, `document.querySelector(args[0]).options[2].value`, "#f-"+field))
}

// look searches a long list by typing, and takes the first entry.
func look(tab *browser.Tab, field, letters string) {
	// The list is made when it comes into sight.
	browser.Ask[bool](tab, `(document.querySelector(args[0]).parentElement.scrollIntoView({ block: "center", behavior: "instant" }), true)`, "#f-"+field)
	tab.Type("#f-"+field+"-ts-control", letters)
	tab.Until("the list answers", `page.texts(".ts-dropdown .active")[0]?.toLowerCase().includes(args[0])`, letters)
	tab.Press(kb.Enter)
	tab.Until(field+" is chosen", `document.querySelector(args[0]).value !== ""`, "#f-"+field)
	// The next field is clicked only once this list is out of its way.
	browser.Ask[bool](tab, `(document.activeElement.blur(), true)`)
	tab.Until("the list closes", `![...document.querySelectorAll(".ts-dropdown")].some((list) => list.offsetParent)`)
}

// illustrate adds a picture, framed in the dialogue.
func (s *story) illustrate() {
	tab := s.author
	tab.Open(s.article + "/images")
	tab.See("image-crop .drop button")
	tab.Choose(photograph(s.t), func() { tab.Click("image-crop .drop button") })
	tab.See(".crop-box .btn-primary")
	tab.Click(".crop-bar button:nth-child(1)") // closer
	tab.Click(".crop-bar button:nth-child(4)") // to the right
	tab.Axe()
	s.shot(tab, "06-crop")
	tab.Click(".crop-box .btn-primary")
	tab.Gone(".crop-box")
	tab.Until("the frame is in the form", `document.querySelector("[data-cropped]").value.startsWith("data:image/jpeg")`)
	tab.Type("#f-caption", "Le port de Saint-Elme au couchant")
	tab.Type("#f-copyright", "Nicolas Mouriou")
	tab.Follow("main form .form-actions .btn-primary")
	tab.See("#images li")
	tab.Pictures()
	s.shot(tab, "07-images")
	tab.Follow(`main nav:last-of-type a[href="` + s.article + `"]`)
}

// publish looks at the preview, and publishes.
func (s *story) publish() {
	tab := s.author
	tab.See("article.article h1", s.title)
	tab.See("article.article .prose-news strong")
	tab.Pictures()
	s.shot(tab, "08-preview")
	tab.Follow(`main form[action$="/publish"] button`)
	tab.At("/wip/articles")
	tab.See("#toasts .toast1")
	tab.See("tbody tr:first-child", s.title)
	s.shot(tab, "09-published")
}

// read is the reader's part: the bell rings without a reload, leads to the
// article, and the wall has it first.
func (s *story) read() {
	tab := s.reader
	tab.Until("the bell rings", `document.querySelector("#bell .dot")?.textContent === String(args[0])`, s.news+1)
	tab.Click("#bell")
	tab.See("#panel form button", s.title)
	tab.Axe()
	s.shot(tab, "10-panel")
	tab.Follow("#panel form button", s.title)
	tab.At("/wire/x")
	tab.See("article.article h1", s.title)
	tab.See("article.article .prose-news h2", "Des fleurs entre les grues")
	tab.See(`article.article .prose-news a[href="https://port.example/capitainerie"]`)
	tab.Until("both pictures are there", `document.querySelectorAll("article.article img:not(.av)").length === 2`)
	tab.Axe()
	tab.Fits()
	tab.LongShot("journey-" + s.name + "-11-read")
	tab.Open("/wire")
	if got := tab.Text(".news-grid .news .news-t"); got != s.title {
		s.t.Errorf("first on the wall = %q, want %q", got, s.title)
	}
	tab.Pictures()
	s.shot(tab, "12-first-on-the-wall")
}

// find searches for a word of the title.
func (s *story) find() {
	tab := s.reader
	if s.phone {
		tab.Follow(`header a[href="/search/"]`)
	} else {
		tab.Press("k", chromedp.ModifierCtrl)
	}
	field := map[bool]string{true: "#qs", false: "#site-search"}[s.phone]
	tab.Type(field, s.word)
	tab.Leave(func() { tab.Press(kb.Enter) })
	tab.At("/search/")
	found := `[...document.querySelectorAll("main h3 mark")].some((m) => page.words(m.textContent).toLowerCase() === args[0])`
	tab.Flip("/search/?qs="+s.word, "found", found, s.word)
	tab.Axe()
	s.shot(tab, "13-found")
	tab.Follow("main h3 a", s.title)
	tab.See("article.article h1", s.title)
}

// withdraw takes the article off the wire: nobody reads or finds it.
func (s *story) withdraw() {
	tab := s.author
	tab.Open("/wip/articles")
	state := tab.Text("tbody tr:first-child .st")
	tab.Click("tbody tr:first-child button[popovertarget]")
	tab.See(`[role=menuitem][hx-post$="/unpublish"]`)
	tab.Axe()
	s.shot(tab, "14-menu")
	tab.Click(`[role=menuitem][hx-post$="/unpublish"]`)
	tab.Until("the line has changed", `page.texts("tbody tr:first-child .st")[0] !== args[0]`, state)
	tab.See("#toasts .toast1", s.title)

	there := s.reader.Path()
	s.reader.Open("/wire")
	if got := s.reader.Text(".news-grid .news .news-t"); got == s.title {
		s.t.Error("the withdrawn article is still on the wall")
	}
	s.reader.Flip("/search/?qs="+s.word, "empty", `!document.querySelector("main h3")`)
	s.reader.Allow(http.StatusNotFound)
	s.reader.Open(there)
	s.reader.See(".error-page .code", "404")
}

// destroy deletes it, after having thought better of it once.
func (s *story) destroy() {
	tab := s.author
	remove := func() {
		tab.Click("tbody tr:first-child button[popovertarget]")
		tab.Click(`[role=menuitem][hx-post$="/delete"]`)
		tab.See("#confirm [data-confirm-text]", s.title)
	}
	remove()
	tab.Axe()
	s.shot(tab, "15-confirm")
	tab.Click("#confirm button[value=cancel]")
	tab.Gone("#confirm")
	tab.See("tbody tr:first-child", s.title)
	remove()
	tab.Leave(func() { tab.Click("#confirm [data-confirm-ok]") })
	tab.See("#toasts .toast1")
	tab.Gone("tbody tr", s.title)
	s.shot(tab, "16-deleted")
}
