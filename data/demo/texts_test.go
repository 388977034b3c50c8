// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"aipress24.com/aipress24/data/demo"
)

var (
	allowedTags = []string{"p", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "strong", "em"}

	// mistakes are what French typography forbids in running text.
	mistakes = map[string]*regexp.Regexp{
		"straight apostrophe or quotes":  regexp.MustCompile(`['"]`),
		"no no-break space before ; ! ?": regexp.MustCompile(`[^\x{a0}…?!][;!?]`),
		"no no-break space before :":     regexp.MustCompile(`[^\x{a0}]:(\s|$)`),
		"no no-break space inside «":     regexp.MustCompile(`«[^\x{a0}]`),
		"no no-break space inside »":     regexp.MustCompile(`[^\x{a0}]»`),
		"plain space in a number":        regexp.MustCompile(`\d \d{3}\b`),
		"three dots":                     regexp.MustCompile(`\.\.\.`),
		"two spaces":                     regexp.MustCompile(`  `),
		// Go's \b knows ASCII letters only, so the edge of a word is spelt out. "de A à C" and "de onze" are right.
		"elision forgotten": regexp.MustCompile(`(^|[^\pL])([Dd]e|[Qq]ue|[JjLlNnSs]e|[Ll]a) ([aeiuéèêâîAEIUÉ]\pL|[Oo][^n]|[Oo]n[^z])|(^|[^\pL])(à|de) Le `),
		"slot left":         regexp.MustCompile(`[{}]`),
		"Markdown left":     regexp.MustCompile(`\*\*|^#|^- `),
	}
)

func lint(t *testing.T, where, text string) {
	t.Helper()
	for what, pattern := range mistakes {
		if at := pattern.FindStringIndex(text); at != nil {
			t.Errorf("%s: %s: …%s…", where, what, text[max(0, at[0]-24):min(len(text), at[1]+24)])
		}
	}
}

// lintHTML checks tags, and the typography of what they contain.
func lintHTML(t *testing.T, where, body string) (paragraphs int) {
	t.Helper()
	tokens := html.NewTokenizer(strings.NewReader(body))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return paragraphs
		case html.TextToken:
			lint(t, where, strings.TrimSpace(tokens.Token().Data))
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			if !slices.Contains(allowedTags, token.Data) {
				t.Errorf("%s: tag %s", where, token)
			}
			if token.Data == "p" && token.Type == html.StartTagToken {
				paragraphs++
			}
		default:
			t.Errorf("%s: unexpected token %q", where, tokens.Raw())
		}
	}
}

func TestArticlesAreWellTypeset(t *testing.T) {
	t.Parallel()
	for _, size := range []demo.Size{demo.Small, demo.Medium} {
		for _, a := range newWorld(t, size).Articles {
			lint(t, a.Title, a.Title)
			lint(t, a.Title, a.Standfirst)
			lint(t, a.Title, a.Caption)
			if n := lintHTML(t, a.Title, a.Body); n < 4 || n > 12 {
				t.Errorf("%s: %d paragraphs", a.Title, n)
			}
		}
	}
}

func TestOtherTextsAreWellTypeset(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo.Small)
	for _, p := range w.PressReleases {
		lint(t, p.Title, p.Title)
		lint(t, p.Title, p.Standfirst)
		lintHTML(t, p.Title, p.Body)
	}
	for _, e := range w.Events {
		lint(t, e.Title, e.Title)
		lint(t, e.Title, e.Summary)
		lintHTML(t, e.Title, e.Body)
	}
	for _, m := range w.Members {
		lint(t, m.Key, m.Bio)
		lint(t, m.Key, m.JobTitle)
	}
	for _, o := range w.Organisations {
		lint(t, o.Key, o.Description)
		lint(t, o.Key, o.Baseline)
	}
	for _, c := range w.Comments {
		lint(t, "comment", c.Body)
	}
	for _, s := range w.ShortPosts {
		lint(t, "short post", s.Body)
	}
	for _, g := range w.Groups {
		lint(t, g.Key, g.Description)
	}
}

func TestTitlesDiffer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo.Medium)
	seen := map[string]bool{}
	for _, a := range w.Articles {
		if seen[a.Title] {
			t.Errorf("%q twice", a.Title)
		}
		seen[a.Title] = true
	}
}
