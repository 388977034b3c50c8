// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package site

import (
	"strings"
	"testing"

	"aipress24.com/aipress24/docs"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Spec 02 §14, 08 §5.10: script, style, iframe, object and embed go with their
// content, handlers go, and what editors need stays.
func TestRender(t *testing.T) {
	t.Parallel()
	facts := Facts{"contact.mail": "a_b@example.org", "operator.name": "Presse <b>&</b> Cie"}
	tests := []struct{ name, source, want, never string }{
		{"table", "| A | B |\n|---|---|\n| 1 | 2 |", "<td>1</td>", ""},
		{"anchor", "## Par e-mail {#mail}", `<h2 id="mail">`, "user-content"},
		{"link to an anchor", "[x](#mail)\n\n## M {#mail}", `href="#mail"`, "user-content"},
		{"anchor of the shell", "## M {#main}", `id="user-content-main"`, `id="main"`},
		{"wordmark", `A<span class="text-red-600">i</span>PRESS24`, `<span class="text-red-600">i</span>`, ""},
		{"picture of ours", "![Le port](/media/abc.jpg)", `src="/media/abc.jpg"`, ""},
		{"script", "a<script>alert(1)</script>b", "ab", "alert"},
		{"style", "a<style>p{}</style>b", "ab", "p{}"},
		{"frame", `a<iframe src="https://example.org">x</iframe>b`, "ab", "iframe"},
		{"object", `a<object data="x">y</object>b`, "ab", "object"},
		{"embed", `a<embed src="x">b`, "ab", "embed"},
		{"handler", `<p onclick="alert(1)">a</p>`, "<p>a</p>", "onclick"},
		{"bad link", "[x](javascript:alert(1))", "x", "javascript"},
		{"title of the page", "# Grand", "<h2>Grand</h2>", "<h1"},
		{"fact in a link", "[{contact.mail}](mailto:{contact.mail})", `href="mailto:a_b@example.org"`, "{"},
		{"fact with markup", "{operator.name}", "Presse &lt;b&gt;&amp;&lt;/b&gt; Cie", "<b>"},
		{"missing fact", "- a\n- tél. {contact.phone}\n- b", "<li>b</li>", "tél"},
	}
	for _, tt := range tests {
		got, err := Render(tt.source, facts)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if !strings.Contains(got, tt.want) || tt.never != "" && strings.Contains(got, tt.never) {
			t.Errorf("%s: %q, want %q and never %q", tt.name, got, tt.want, tt.never)
		}
	}
}

// Every page of spec 02 §14 has its text in both languages, renders with an
// operator who says nothing and with one who says everything, and leads only
// to pages that exist.
func TestOriginals(t *testing.T) {
	t.Parallel()
	texts, err := loadOriginals(docs.Guide)
	if err != nil {
		t.Fatal(err)
	}
	full := Facts{}
	for _, name := range []string{
		"operator.name", "operator.form", "operator.address", "operator.registration", "operator.director", "operator.host",
		"operator.court", "contact.mail", "contact.phone", "privacy.mail", "site.name", "site.url", "terms.edition",
	} {
		full[name] = "x"
	}
	for _, slug := range append([]string{GuideSlug}, Slugs...) {
		for _, lang := range i18n.Langs() {
			o, found := texts[key{slug, lang}]
			if !found || len(o.body) < 500 {
				t.Errorf("%s in %s: %d bytes", slug, lang, len(o.body))
				continue
			}
			for _, facts := range []Facts{{}, full} {
				clean, err := Render(o.body, facts)
				if err != nil || strings.Contains(clean, "{") {
					t.Errorf("%s in %s: %v, or an unknown fact", slug, lang, err)
				}
				checkLinks(t, slug, clean)
			}
		}
	}
}

// checkLinks follows the links of a text to other pages.
func checkLinks(t *testing.T, from, clean string) {
	t.Helper()
	for _, part := range strings.Split(clean, `href="/page/`)[1:] {
		slug, _, _ := strings.Cut(part, `"`)
		slug, _, _ = strings.Cut(slug, "#")
		known := false
		for _, s := range Slugs {
			known = known || s == slug
		}
		if !known {
			t.Errorf("%s leads to /page/%s", from, slug)
		}
	}
}

// Spec 08 §8: a file without its header is not a page.
func TestParseText(t *testing.T) {
	t.Parallel()
	if _, ok := parseText("# Sans en-tête\n\nTexte"); ok {
		t.Error("a file without header is taken for a page")
	}
	if o, ok := parseText("title: Titre\n---\nTexte\n"); !ok || o.title != "Titre" || o.body != "Texte" {
		t.Errorf("parseText = %+v, %v", o, ok)
	}
}
