// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
)

// nbsp is the no-break space of French typography.
const nbsp = "\u00a0"

// typographyRules set French spaces. Texts are written with plain spaces,
// which are the only ones a keyboard offers.
var typographyRules = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(` +([:;!?»])`), nbsp + "$1"},
	{regexp.MustCompile(`« +`), "«" + nbsp},
	{regexp.MustCompile(`(\d) (\d{3})\b`), "$1" + nbsp + "$2"},
	{regexp.MustCompile(`(\d) (%|€|h|km|kg|m|mm|MW|GW|kWh|°C|ans|euros|millions?|milliards?)(\P{L}|$)`), "$1" + nbsp + "$2$3"},
	{regexp.MustCompile(`(\d` + nbsp + `h) (\d)`), "$1" + nbsp + "$2"},
}

// typography gives a text its French typography: curly apostrophes, no-break
// spaces before high punctuation, inside quotes and inside numbers.
func typography(text string) string {
	text = strings.ReplaceAll(text, "'", "’")
	text = strings.ReplaceAll(text, "...", "…")
	for _, rule := range typographyRules {
		text = rule.from.ReplaceAllString(text, rule.to)
	}
	return text
}

// toHTML turns a text in Markdown into the HTML an editor would have saved.
func toHTML(markdown string) (string, error) {
	var b bytes.Buffer
	if err := goldmark.Convert([]byte(typography(markdown)), &b); err != nil {
		return "", fmt.Errorf("turn a text into HTML: %w", err)
	}
	return strings.TrimSpace(b.String()), nil
}
