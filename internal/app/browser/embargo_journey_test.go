// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/browser"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/ids"
)

// A PR consultant's release for a client, under embargo: nobody sees anything of
// it anywhere before its minute, everybody from then on, and the client is told
// by mail (spec 03 §4.2; 04 §2.3, §4.2, §5.4, §9.12).
func TestEmbargoJourney(t *testing.T) {
	t.Parallel()
	play(t, "embargo", func(s *stage) {
		e := &embargo{stage: s, consultant: s.tab(), reader: s.tab(), stranger: s.tab()}
		e.consultant.Allow(http.StatusUnprocessableEntity) // publishing before its minute
		for _, tab := range []*browser.Tab{e.reader, e.stranger} {
			for _, status := range []int64{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound} {
				tab.Allow(status)
			}
		}
		e.write()
		e.illustrate()
		e.refuse()
		e.schedule()
		e.subscribe()
		e.nowhere("under embargo")
		s.site.Advance(e.minute.Sub(s.site.Now()) - 30*time.Second)
		e.pass()
		e.nowhere("half a minute before")
		s.site.Advance(time.Minute)
		e.pass()
		e.everywhere()
		e.tell()
	})
}

// embargo is the story: the consultant of an agency, a journalist who would
// like to know, and somebody who is not signed in.
type embargo struct {
	*stage

	consultant, reader, stranger *browser.Tab

	minute  time.Time // from which it may be read
	release string    // path in the Com'room
	picture string    // path of its picture
	feed    string    // path of the reader's feed
}

// A title that only this release has, with a word to search for.
const (
	embargoTitle  = "Vent d’Iroise pose sa centième éolienne pélagique"
	embargoWord   = "pélagique"
	embargoClient = "Vent d’Iroise"
)

// paris is where the forms say what time it is.
func (e *embargo) paris() time.Time {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		e.t.Fatal(err)
	}
	return e.minute.In(zone)
}

// write fills the form of a release in, for a client.
func (e *embargo) write() {
	tab := e.consultant
	tab.SignIn(demo.PRConsultant)
	tab.Open("/wip/comroom")
	tab.Follow(`.tile a[href="/wip/communiques"]`)
	tab.Follow(`main a[href="/wip/communiques/new"]`)
	tab.Type("#f-title", embargoTitle)
	tab.Type("#f-standfirst", "Le parc de la mer d’Iroise est complet, avec deux mois d’avance.")
	tab.Select("#f-publisher", browser.Ask[string](tab, `[...document.querySelectorAll("#f-publisher option")].find((o) => o.textContent === args[0])?.value ?? ""`, embargoClient))
	tab.Click(".ProseMirror")
	tab.Write("La dernière pale a été levée à l’aube, par mer belle.")
	choose(tab, "genre")
	choose(tab, "section")
	look(tab, "topic", "transport")
	look(tab, "sector", "transport")
	e.minute = e.site.Now().Add(2 * time.Hour).Truncate(time.Minute)
	tab.Fill("#f-embargoed_until", e.paris().Format("2006-01-02"))
	tab.Fill("#f-embargoed_until-time", e.paris().Format("15:04"))
	e.look(tab, "01-form")
	tab.Follow("#release-form [type=submit]")
	tab.See("tbody tr:first-child .st", "Sous embargo")
	e.release = browser.Ask[string](tab, `document.querySelector("tbody tr:first-child .c-main a").getAttribute("href")`)
}

// illustrate adds a picture with its credit.
func (e *embargo) illustrate() {
	tab := e.consultant
	tab.Open(e.release + "/images")
	tab.See("image-crop .drop button")
	tab.Choose(photograph(e.t), func() { tab.Click("image-crop .drop button") })
	tab.See(".crop-box .btn-primary")
	tab.Click(".crop-box .btn-primary")
	tab.Gone(".crop-box")
	tab.Until("the frame is in the form", `document.querySelector("[data-cropped]").value.startsWith("data:image/jpeg")`)
	tab.Type("#f-caption", "La centième éolienne, au large")
	tab.Type("#f-copyright", "Vent d’Iroise")
	tab.Follow("main form .form-actions .btn-primary")
	tab.Wait("#images li img")
	e.picture = browser.Ask[string](tab, `document.querySelector("#images li img").getAttribute("src")`)
}

// refuse publishes too early: the form says until when it is held.
func (e *embargo) refuse() {
	tab := e.consultant
	tab.Open(e.release + "/edit")
	if head := tab.Text("#release-form"); !strings.Contains(head, "Publié pour le compte de") || !strings.Contains(head, embargoClient) {
		e.t.Errorf("the form does not say for whom: %.200q", head)
	}
	tab.Click(`button[name="_action"][value="publish"]`)
	tab.See(".form-errors", "embargo jusqu’au")
	e.look(tab, "02-refused")
	tab.Questions()
}

// schedule has it appear by itself.
func (e *embargo) schedule() {
	tab := e.consultant
	tab.Open(e.release)
	tab.See("main .note", "embargo")
	e.look(tab, "03-held")
	tab.Follow(`main form[action$="/schedule"] button`)
	tab.Open("/wip/communiques")
	tab.See("tbody tr:first-child", embargoTitle)
	e.look(tab, "04-scheduled")
}

// subscribe opens the reader's personal feed.
func (e *embargo) subscribe() {
	tab := e.reader
	tab.SignIn(demo.Journalist)
	tab.Open("/preferences/integration")
	tab.Follow("main form button")
	address, err := url.Parse(browser.Ask[string](tab, `document.querySelector("#feed-address").value`))
	if err != nil {
		e.t.Fatal(err)
	}
	e.feed = address.Path
}

// pass does what happens each minute, and waits for what follows.
func (e *embargo) pass() {
	if err := e.site.App.Releases.ReleaseDue(e.t.Context()); err != nil {
		e.t.Fatal(err)
	}
	e.settle()
}

// answer is what an address gives somebody's browser.
type answer struct {
	Status int
	Text   string
}

func fetch(tab *browser.Tab, path string) answer {
	return browser.Ask[answer](tab, `fetch(args[0]).then(async (r) => ({ Status: r.status, Text: await r.text() }))`, path)
}

// shown are the addresses that would speak of it.
func (e *embargo) shown() []string {
	return []string{
		"/wire", "/wire/tab/com?sort=date", "/wire/tab/com?sort=likes", "/search/?qs=" + url.QueryEscape(embargoWord),
		"/search/suggest?qs=" + url.QueryEscape(embargoWord), "/swork/members/" + ids.Encode(e.member()), "/notifications", e.feed,
	}
}

// member is the consultant.
func (e *embargo) member() int64 {
	return int64(e.count("SELECT id FROM members WHERE email = ?", e.site.Email(e.t, demo.PRConsultant)))
}

// post is the release on the wire, 0 while there is none.
func (e *embargo) post() int64 {
	return int64(e.count("SELECT coalesce(max(id), 0) FROM posts WHERE title = ? AND kind = ?", embargoTitle, content.PressRelease))
}

// nowhere checks that nobody learns anything, by whatever address.
func (e *embargo) nowhere(when string) {
	e.t.Helper()
	closed := []string{e.release, e.picture}
	if post := e.post(); post != 0 {
		closed = append(closed, "/wire/"+ids.Encode(post), "/wire/"+ids.Encode(post)+"/kit")
	}
	e.stranger.Open("/auth/login")
	for who, tab := range map[string]*browser.Tab{"a journalist": e.reader, "a stranger": e.stranger} {
		for _, path := range closed {
			if got := fetch(tab, path); strings.Contains(got.Text, embargoTitle) || got.Status == http.StatusOK && tab == e.reader {
				e.t.Errorf("%s: %s opens %s: %d", when, who, path, got.Status)
			}
		}
		for _, path := range e.shown() {
			if got := fetch(tab, path); strings.Contains(got.Text, embargoTitle) {
				e.t.Errorf("%s: %s reads of it at %s", when, who, path)
			}
		}
	}
	if got := fetch(e.stranger, e.picture); got.Status == http.StatusOK {
		e.t.Errorf("%s: a stranger sees the picture", when)
	}
	e.reader.Open("/wire/tab/com?sort=date")
	if e.reader.Shows("main", embargoTitle) {
		e.t.Errorf("%s: it is on the wall", when)
	}
}

// everywhere finds it where readers look.
func (e *embargo) everywhere() {
	tab := e.reader
	for _, path := range []string{"/wire/tab/com?sort=date", e.feed, "/swork/members/" + ids.Encode(e.member())} {
		if got := fetch(tab, path); !strings.Contains(got.Text, embargoTitle) {
			e.t.Errorf("at its minute: %s does not show it: %d", path, got.Status)
		}
	}
	if got := fetch(tab, e.picture); got.Status != http.StatusOK {
		e.t.Errorf("at its minute: its picture = %d", got.Status)
	}
	tab.Flip("/search/?qs="+embargoWord, "found", `!!document.querySelector("main h3 mark")`)
	tab.Open("/wire/tab/com?sort=date")
	e.look(tab, "05-wall")
	tab.Follow(".news-grid .news:first-child .news-t a", embargoTitle)
	tab.See("article.article h1", embargoTitle)
	tab.See("article.article .byline", "contact presse de "+embargoClient)
	tab.Pictures()
	e.look(tab, "06-read")
	if kit := fetch(tab, browser.Ask[string](tab, `document.querySelector('a[href$="/kit"]').getAttribute("href")`)); kit.Status != http.StatusOK || !strings.HasPrefix(kit.Text, "PK") {
		e.t.Errorf("the press kit = %d", kit.Status)
	}
}

// tell checks who was told: the client by mail, the author by bell.
func (e *embargo) tell() {
	var owner string
	err := e.site.App.DB.Reader().NewRaw(`SELECT m.email FROM organisations o JOIN business_walls bw ON bw.id = o.wall_id JOIN members m ON m.id = bw.owner_id
		WHERE o.wall_name = ?0 OR o.name = ?0`, embargoClient).Scan(e.t.Context(), &owner)
	if err != nil {
		e.t.Fatal(err)
	}
	if to, want := e.letter(owner, "/wire/"), "/wire/"+ids.Encode(e.post()); to != want {
		e.t.Errorf("the client's mail leads to %s, want %s", to, want)
	}
	e.ring(e.consultant, demo.PRConsultant, "Vent d’Iroise pose")
	e.consultant.At(e.release)
	e.consultant.See("main .st", "Publié")
	e.look(e.consultant, "07-published")
}
