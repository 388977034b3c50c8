// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package site

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/platform/i18n"
)

//go:embed texts/*.md
var texts embed.FS

// GuideSlug is the page that shows the user guide; it has no other version
// than the program's.
const GuideSlug = "guide-utilisateur"

// Slugs are the pages that every installation has, as spec 02 §14 names them,
// in the order of the footer.
var Slugs = []string{
	"offre-journalistes", "offre-communicants", "offre-experts", "offre-entreprises",
	"confidentialite", "cgu", "CGV-BusinessWall", "AccordDiffusionContenusJournalistiques",
	"a-propos", "soutiens", "contact",
}

// original is a text that comes with the program.
type original struct{ title, body string }

// originals are the program's texts by slug and language.
type originals map[key]original

// key names one text.
type key struct {
	slug string
	lang i18n.Lang
}

// separator parts a text's title from its body.
const separator = "\n---\n"

// parseText reads a file of texts: « title: … », a line of three dashes, then
// Markdown. It reports whether the file has this form.
func parseText(source string) (original, bool) {
	head, body, found := strings.Cut(source, separator)
	title, named := strings.CutPrefix(head, "title: ")
	if !found || !named || strings.TrimSpace(title) == "" {
		return original{}, false
	}
	return original{strings.TrimSpace(title), strings.TrimSpace(body)}, true
}

// loadOriginals reads the texts of the program and the user guide.
func loadOriginals(guide fs.FS) (originals, error) {
	found := originals{}
	files, err := fs.Glob(texts, "texts/*.md")
	if err != nil {
		return nil, fmt.Errorf("list the texts of pages: %w", err)
	}
	for _, file := range files {
		source, err := texts.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		k, ok := keyOf(file)
		text, parsed := parseText(string(source))
		if !ok || !parsed || !slices.Contains(Slugs, k.slug) {
			return nil, fmt.Errorf("%s is not the text of a page", file)
		}
		found[k] = text.typeset(k.lang)
	}
	for _, lang := range i18n.Langs() {
		source, err := fs.ReadFile(guide, "user."+string(lang)+".md")
		if err != nil {
			return nil, fmt.Errorf("read the user guide: %w", err)
		}
		found[key{GuideSlug, lang}] = parseGuide(string(source))
	}
	return found, nil
}

// keyOf reads texts/slug.lang.md.
func keyOf(file string) (key, bool) {
	slug, rest, _ := strings.Cut(path.Base(file), ".")
	lang, ok := i18n.ParseLang(strings.TrimSuffix(rest, ".md"))
	return key{slug, lang}, ok
}

// typeset sets a French text the French way, its addresses apart.
func (o original) typeset(lang i18n.Lang) original {
	if lang != i18n.French {
		return o
	}
	lines := strings.Split(o.body, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "|--") {
			lines[i] = i18n.Nbsp(line)
		}
	}
	return original{i18n.Nbsp(o.title), strings.Join(lines, "\n")}
}

// parseGuide takes the guide's own title and drops the link to its other
// language, which the site chooses by itself.
func parseGuide(source string) original {
	head, body, _ := strings.Cut(source, "\n")
	body = strings.TrimSpace(body)
	if first, rest, _ := strings.Cut(body, "\n"); strings.HasPrefix(first, "[") && strings.HasSuffix(first, ".md)") {
		body = strings.TrimSpace(rest)
	}
	return original{strings.TrimSpace(strings.TrimPrefix(head, "#")), body}
}
