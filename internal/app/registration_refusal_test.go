// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
)

// A file that cannot be the portrait is told as what it is, not as missing; and
// the page says that the other answers are kept (spec 02 §4.3, §19.1).
func TestRegistration_wrongPictureSaysWhy(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		s := newApplicant(t, a, "P002", "image@candidat.example")
		portrait := ""
		for _, q := range s.profile.Questions() {
			if q.Name == "photo" {
				portrait = q.ID
			}
		}
		large := append(apptest.Picture(t, 40, 30), make([]byte, 5<<20)...)
		for name, tt := range map[string]struct {
			content []byte
			want    string
		}{
			"SVG":   {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>`), "Le fichier doit être une image."},
			"text":  {[]byte("Je ne suis pas une image."), "Le fichier doit être une image."},
			"GIF":   {[]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;"), "Le fichier doit être une image."},
			"large": {large, "Ce fichier est trop grand"},
		} {
			form := s.form(t)
			form.Set("photo_cropped", "data:image/png;base64,"+base64.StdEncoding.EncodeToString(tt.content))
			page := s.browser.Post(t, s.path(), form)
			if got := page.Text("#" + portrait + "-err"); page.Status != http.StatusOK || !strings.Contains(got, tt.want) {
				t.Errorf("%s: %d %q, want %q", name, page.Status, got, tt.want)
			}
			if got := page.Text(".form-errors"); !strings.Contains(got, "Vos réponses sont gardées") || strings.Contains(got, "Rien n’a été") {
				t.Errorf("%s: the summary says %q", name, got)
			}
		}
	})
}

// A link to go on serves once (security checklist §3): who finds it later in a
// mailbox does not take the draft over.
func TestRegistration_resumeLinkServesOnce(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		s := newApplicant(t, a, "P009", "une-fois@candidat.example")
		s.browser.Post(t, s.path()+"/draft", url.Values{"first_name": {"Ève"}})
		s.browser.Post(t, "/kyc/resume", url.Values{"address": {s.email}})
		path := lastLink(t, a, s.email)
		owner, finder := a.Browser(t), a.Browser(t)
		if page := owner.Post(t, path, nil); page.Location() != s.path() {
			t.Fatalf("the link: %d %q", page.Status, page.Location())
		}
		for _, page := range []apptest.Page{finder.Get(t, path), finder.Post(t, path, nil)} {
			if page.Status != http.StatusNotFound {
				t.Errorf("the link a second time: %d", page.Status)
			}
		}
		if got, _ := owner.Get(t, s.path()).Find("#F005").Attr("value"); got != "Ève" {
			t.Errorf("its owner sees %q", got)
		}
	})
}

// Whether an address is somebody's is told twenty times a minute to a network, by
// the probe and by the questionnaire together, on all nodes together; beyond that
// the questionnaire asks to wait and keeps what was typed (spec 02 U12).
func TestRegistration_addressesAreNotTriedOut(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		other := a.Node(t, withLists)
		prober, s := other.Browser(t), newApplicant(t, a, "P009", "essais@candidat.example")
		prober.IP, s.browser.IP = "203.0.113.7", "203.0.113.7"
		for i := range 14 {
			if page := prober.Get(t, fmt.Sprintf("/kyc/check_mail/%d@candidat.example", i)); page.Body != "ok" {
				t.Fatalf("question %d: %d %q", i, page.Status, page.Body)
			}
		}
		form := s.form(t)
		form.Del("email_secours")
		taken := a.Email(t, apptest.Journalist)
		for i := range 6 {
			form.Set("email", strconv.Itoa(i)+taken)
			form.Set("first_name", "Essai "+strconv.Itoa(i))
			if page := s.browser.Post(t, s.path(), form); page.Location() != "/kyc/validation" {
				t.Fatalf("form %d: %d %q", i, page.Status, page.Text(".form-errors"))
			}
		}
		form.Set("email", taken)
		form.Set("first_name", "Patiente")
		page := s.browser.Post(t, s.path(), form)
		if got := page.Text("#F017-err"); page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") == "" ||
			!strings.Contains(got, "minute") || strings.Contains(got, "permise") {
			t.Errorf("the twenty-first: %d, %q", page.Status, got)
		}
		if got, _ := page.Find("#F005").Attr("value"); got != "Patiente" {
			t.Errorf("the first name has become %q", got)
		}
		if page := prober.Get(t, "/kyc/check_mail/"+taken); page.Status != http.StatusTooManyRequests {
			t.Errorf("the probe on the other node: %d", page.Status)
		}
		a.Clock.Advance(61 * time.Second)
		if page := s.browser.Post(t, s.path(), form); !strings.Contains(page.Text("#F017-err"), "Adresse non permise") {
			t.Errorf("a minute later: %d %q", page.Status, page.Text(".form-errors"))
		}
	})
}
