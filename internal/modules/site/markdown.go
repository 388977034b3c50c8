// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package site

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"

	"aipress24.com/aipress24/internal/platform/richtext"
)

// Facts are what the operator decides and texts tell, by name: the text
// {operator.name} is replaced by the fact of that name.
type Facts map[string]string

var (
	factPattern = regexp.MustCompile(`\{([a-z]+\.[a-z]+)\}`)
	punctuation = regexp.MustCompile(`[[:punct:]]`)
	idPattern   = regexp.MustCompile(`(\sid="|\shref="#)user-content-([A-Za-z][A-Za-z0-9-]*)"`)
)

// fill puts the facts in a Markdown text. A line that speaks of an unknown one
// is left out, so that no page shows a gap.
func (f Facts) fill(body string) string {
	if !strings.Contains(body, "{") {
		return body
	}
	var kept []string
	for line := range strings.SplitSeq(body, "\n") {
		missing := false
		line = factPattern.ReplaceAllStringFunc(line, func(name string) string {
			value := f[name[1:len(name)-1]]
			missing = missing || value == ""
			return punctuation.ReplaceAllString(value, `\$0`)
		})
		if !missing {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// markdown reads CommonMark with tables, struck text and anchors on headings;
// the HTML in it is the sanitiser's business.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough),
	goldmark.WithParserOptions(parser.WithAttribute()),
	goldmark.WithRendererOptions(html.WithUnsafe()),
)

// shellIDs are anchors of the page around the text, which no text may take.
var shellIDs = map[string]bool{
	"main": true, "toasts": true, "confirm": true, "panel": true, "bell": true, "live": true, "ui-post": true,
}

// Render returns the clean HTML of a Markdown text: what readers see and what
// the editor previews (spec 08 §5.10).
func Render(body string, facts Facts) (string, error) {
	var raw bytes.Buffer
	if err := markdown.Convert([]byte(facts.fill(body)), &raw); err != nil {
		return "", fmt.Errorf("read Markdown: %w", err)
	}
	clean, err := richtext.SanitiseStrict(raw.String())
	if err != nil {
		return "", fmt.Errorf("clean a page: %w", err)
	}
	// Anchors of these pages are known outside, /page/contact#mail: they lose
	// the prefix of members' texts. Quotes in clean text are escaped, so only
	// attributes match.
	return idPattern.ReplaceAllStringFunc(clean, func(attribute string) string {
		parts := idPattern.FindStringSubmatch(attribute)
		if shellIDs[parts[2]] {
			return attribute
		}
		return parts[1] + parts[2] + `"`
	}), nil
}
