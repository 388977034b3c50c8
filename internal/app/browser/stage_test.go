// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"context"
	"regexp"
	"testing"
	"time"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/browser"
)

// stage is where a journey is played: a site of its own, and pictures under its
// name.
type stage struct {
	t    *testing.T
	site *browser.Site
	name string // of the journey, and of how it is seen
	view browser.Look
}

// play plays a journey twice: at a desk in the light, and on a phone in the
// dark.
func play(t *testing.T, name string, tell func(s *stage)) {
	t.Helper()
	if !browser.Ready(t) {
		return
	}
	for seen, view := range map[string]browser.Look{"desktop-light": browser.Desktop.In("fr"), "phone-dark": browser.Phone.InDark().In("fr")} {
		t.Run(seen, func(t *testing.T) {
			t.Parallel()
			tell(&stage{t: t, site: browser.NewSite(t), name: name + "-" + seen, view: view})
		})
	}
}

// tab opens somebody's browser.
func (s *stage) tab() *browser.Tab { return s.site.NewTab(s.t, s.view) }

// look judges a page and keeps its picture.
func (s *stage) look(tab *browser.Tab, step string) {
	s.t.Helper()
	tab.Fits()
	tab.Axe()
	tab.LongShot(s.name + "-" + step)
}

// settle waits until everything that follows from what was done has happened.
func (s *stage) settle() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	if err := s.site.App.Outbox.WaitIdle(ctx, s.site.App.Jobs); err != nil {
		s.t.Fatalf("wait for events and jobs: %v", err)
	}
}

// letter is the path of the link, which begins so, in the newest mail to an
// address that has one.
func (s *stage) letter(to, path string) string {
	s.t.Helper()
	s.settle()
	var text string
	err := s.site.App.DB.Reader().NewRaw("SELECT text FROM mail_messages WHERE recipient LIKE ? AND text LIKE ? ORDER BY id DESC LIMIT 1", "%"+to+"%", "%"+path+"%").
		Scan(s.t.Context(), &text)
	link := regexp.MustCompile(regexp.QuoteMeta(s.site.URL) + "(" + path + `[^\s"<)]*)`).FindStringSubmatch(text)
	if err != nil || len(link) != 2 {
		s.t.Fatalf("no link to %s in a mail to %s: %v\n%s", path, to, err, text)
	}
	return link[1]
}

// count asks the database for a number.
func (s *stage) count(query string, args ...any) int {
	s.t.Helper()
	var n int
	if err := s.site.App.DB.Reader().NewRaw(query, args...).Scan(s.t.Context(), &n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// ring opens the bell of somebody, once it counts what has happened without the
// page having been loaded again, and follows what it says in these words.
func (s *stage) ring(tab *browser.Tab, of demo.Persona, words string) {
	s.t.Helper()
	s.settle()
	unread := s.count("SELECT count(*) FROM notifications n JOIN members m ON m.id = n.receiver_id WHERE m.email = ? AND NOT n.read", s.site.Email(s.t, of))
	tab.Until("the bell has rung", `document.querySelector("#bell .dot")?.textContent === String(args[0])`, unread)
	tab.Click("#bell")
	tab.Follow("#panel form button", words)
}
