// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
)

// judged is what the meter beside a password is told.
type judged struct {
	Score    int
	Accepted bool
	Text     string
}

func judge(t *testing.T, b *apptest.Browser, path string, form url.Values) judged {
	t.Helper()
	page := b.Post(t, path, form)
	var said judged
	if err := json.Unmarshal([]byte(page.Body), &said); page.Status != http.StatusOK || err != nil {
		t.Fatalf("%s: %d %s", path, page.Status, page.Body)
	}
	if page.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s may be kept by a cache", path)
	}
	if said.Accepted != (said.Score >= 3) {
		t.Errorf("%v: %+v", form, said)
	}
	said.Text = strings.Join(strings.Fields(said.Text), " ") // as Page.Text gives texts
	return said
}

// tried are passwords of every kind; a member's own name is among them.
func tried(names string) []string {
	return []string{"court", "motdepasse1234", "1qaz2wsx3edc", names + "2026", "abc" + strings.Repeat("x y z", 60), "quatre girafes\nlentes", another}
}

// Where a password is chosen, what is said while it is typed is what the server
// answers when it is sent, in the same words (spec 02 §9.3): on the change of
// password, the reset, and the questionnaire.
func TestPasswordMeter_agreesWithTheServer(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{AllVocabularies: true}, func(t *testing.T, app *apptest.App) {
		t.Run("change", func(t *testing.T) { meterOfChange(t, app) })
		t.Run("reset", func(t *testing.T) { meterOfReset(t, app) })
		t.Run("questionnaire", func(t *testing.T) { meterOfQuestionnaire(t, app) })
	})
}

func meterOfChange(t *testing.T, app *apptest.App) {
	actor := app.Persona(t, apptest.Expert)
	b := app.SignIn(t, actor)
	if src, _ := b.Get(t, "/auth/change").Find("password-strength").Attr("src"); src != "/auth/change/strength" {
		t.Fatalf("the meter asks %q", src)
	}
	for _, password := range tried(strings.ReplaceAll(actor.Name, " ", "")) {
		said := judge(t, b, "/auth/change/strength", url.Values{"password": {password}})
		page := b.Post(t, "/auth/change", url.Values{"password": {apptest.Password}, "new_password": {password}, "new_password_confirm": {password}})
		if kept := page.Status == http.StatusSeeOther; kept != said.Accepted || !kept && !strings.Contains(page.Text("#f-new_password-err"), said.Text) {
			t.Errorf("%q: the meter says %+v, the server %d %q", password, said, page.Status, page.Text("#f-new_password-err"))
		}
	}
}

func meterOfReset(t *testing.T, app *apptest.App) {
	email := app.Email(t, apptest.Academic)
	link := askReset(t, app, email)
	b := app.Browser(t)
	for _, password := range tried(email) {
		said := judge(t, b, link+"/strength", url.Values{"password": {password}})
		page := b.Post(t, link, chosen(password))
		if kept := page.Status == http.StatusOK; kept != said.Accepted || !kept && !strings.Contains(page.Text("#f-password-err"), said.Text) {
			t.Errorf("%q: the meter says %+v, the server %d %q", password, said, page.Status, page.Text("#f-password-err"))
		}
	}
	if page := b.Post(t, link+"/strength", url.Values{"password": {another}}); page.Status != http.StatusNotFound {
		t.Errorf("a used link still judges: %d", page.Status)
	}
}

func meterOfQuestionnaire(t *testing.T, app *apptest.App) {
	s := newApplicant(t, app, "P032", "ornithorynque@candidat.example")
	if hints, _ := s.browser.Get(t, s.path()).Find("password-strength").Attr("hints"); hints != "email first_name last_name" {
		t.Errorf("the meter sends %q", hints)
	}
	for _, password := range tried("ornithorynque") {
		form := s.form(t)
		form.Set("password", password)
		said := judge(t, s.browser, "/kyc/strength", form)
		page := s.browser.Post(t, s.path(), form)
		if kept := page.Location() == "/kyc/validation"; kept != said.Accepted || !kept && !strings.Contains(page.Text("#F020-err"), said.Text) {
			t.Errorf("%q: the meter says %+v, the server %d %q", password, said, page.Status, page.Text("#F020-err"))
		}
	}
	status := 0
	for range 70 { // the rule is dear enough to be asked at the pace of typing
		status = s.browser.Post(t, "/kyc/strength", url.Values{"password": {"quatre"}}).Status
	}
	if status != http.StatusTooManyRequests {
		t.Errorf("the seventy-first question in a minute: %d", status)
	}
}
