// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/ui/form"
)

// Every control has its label, its hint and its error tied to it.
func TestView_Accessible(t *testing.T) {
	t.Parallel()
	f := every()
	var problems errs.Fields
	for _, field := range f.Fields() {
		problems = append(problems, &errs.Error{Kind: errs.Invalid, Message: "ui.form.error.required", Field: field.Name})
	}
	v := posted(t, f, url.Values{"tones": {"Vif"}, "at": {"2026-11-28T09:30"}, "old": {"secret"}, "new": {"secret"}})
	doc := html(t, form.View(f, v, problems))
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if ids[id] {
			t.Errorf("id %q twice", id)
		}
		ids[id] = true
	})
	doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		labelled := doc.Find(`label[for="`+id+`"]`).Length() > 0 || s.AttrOr("aria-label", "") != "" || s.Closest("label").Length() > 0
		if !labelled {
			t.Errorf("%s %q has no label", goquery.NodeName(s), s.AttrOr("name", ""))
		}
		for _, ref := range strings.Fields(s.AttrOr("aria-describedby", "")) {
			if !ids[ref] {
				t.Errorf("%q is described by %q, which is not there", id, ref)
			}
		}
	})
	for _, field := range []string{"title", "standfirst", "body", "genre", "sector_detail", "at_date", "email", "photo", "terms", "tones"} {
		if doc.Find(`[name="`+field+`"][aria-invalid="true"][aria-describedby]`).Length() == 0 {
			t.Errorf("%s is not marked as invalid", field)
		}
	}
	doc.Find(".form-errors a").Each(func(_ int, s *goquery.Selection) {
		target := strings.TrimPrefix(s.AttrOr("href", ""), "#")
		if !ids[target] && target != "f-token" && target != "f-note" {
			t.Errorf("the summary leads to %q, which is not there", target)
		}
	})
	if doc.Find(`.form-errors[tabindex="-1"][role="alert"]`).Length() != 1 || doc.Find("[style], script").Length() != 0 {
		t.Error("summary or inline style")
	}
	if page, _ := doc.Html(); strings.Contains(page, "secret") {
		t.Error("a password is sent back")
	}
	if doc.Find(`[name="at_date"][value="2026-11-28"]`).Length() != 1 || doc.Find(`[name="at_time"][value="09:30"]`).Length() != 1 {
		t.Error("the date is not kept")
	}
}

// What was typed is there again, whatever it is, and stays text.
func TestView_KeepsAndEscapes(t *testing.T) {
	t.Parallel()
	f := form.Form{Groups: []form.Group{{Fields: []form.Field{
		{Name: "title", Label: "Titre"}, {Name: "text", Kind: form.Textarea, Label: "Texte"}, {Name: "outlet", Kind: form.Combo, Label: "Média"},
		{Name: "people", Kind: form.Remote, Multiple: true, Label: "Gens"}, {Name: "at", Kind: form.DateTime, Label: "Date"},
	}}}}
	rapid.Check(t, func(r *rapid.T) {
		s := rapid.String().Draw(r, "typed") + `"'></textarea><script data-pwned>` + rapid.StringMatching(`[a-z]{0,5}`).Draw(r, "end")
		v := posted(t, f, url.Values{"title": {s}, "text": {s}, "outlet": {s}, "people": {s}, "at": {s}})
		err := &errs.Error{Kind: errs.Conflict, Message: "ui.form.error.required", Field: "title"}
		doc := html(t, form.View(f, v, err))
		if doc.Find("[data-pwned]").Length() != 0 {
			r.Fatal("markup gets through")
		}
		if got := doc.Find("[name=title]").AttrOr("value", ""); got != v.Text("title") {
			r.Errorf("title = %q, want %q", got, v.Text("title"))
		}
		if read := html(t, form.Read(f, v, "/back")); read.Find("[data-pwned]").Length() != 0 {
			r.Fatal("markup gets through when read")
		}
	})
}

// The present banner is the band that readers see, 4 to 1; a portrait is whole.
func TestView_currentPicture(t *testing.T) {
	t.Parallel()
	for ratio, want := range map[string]bool{"4/1": true, "1/1": false, "": false} {
		f := form.Form{Groups: []form.Group{{Fields: []form.Field{{Name: "photo", Kind: form.Image, Label: "Photo", Ratio: ratio, Current: "/media/p.jpg"}}}}}
		picture := html(t, form.View(f, form.Values{}, nil)).Find("img[data-current]")
		if picture.Length() != 1 || picture.HasClass("aspect-4/1") != want {
			t.Errorf("ratio %q: class %q", ratio, picture.AttrOr("class", ""))
		}
	}
}
