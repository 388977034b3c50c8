// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"embed"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

//go:embed texts
var texts embed.FS

// readText gives an embedded text without its comment lines.
func readText(name string) (string, error) {
	content, err := texts.ReadFile("texts/" + name)
	if err != nil {
		return "", fmt.Errorf("open %s: %w", name, err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(content)) {
		if !strings.HasPrefix(line, "# ") {
			b.WriteString(line)
		}
	}
	return b.String(), nil
}

// readTable cuts a text into rows of exactly columns cells, separated by bars.
func readTable(name string, columns int) ([][]string, error) {
	content, err := readText(name)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for line := range strings.Lines(content) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		row := strings.Split(line, "|")
		if len(row) != columns {
			return nil, fmt.Errorf("%s: %d cells instead of %d in %q", name, len(row), columns, line)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// note is one text with its headings: a few "name: value" lines, a blank line,
// then the body.
type note struct {
	headings map[string]string
	body     string
}

// readNotes cuts a text into notes, which a line of three equal signs separates.
func readNotes(name string) ([]note, error) {
	content, err := readText(name)
	if err != nil {
		return nil, err
	}
	var notes []note
	for part := range strings.SplitSeq(content, "\n===\n") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		head, body, _ := strings.Cut(part, "\n\n")
		n := note{headings: map[string]string{}, body: strings.TrimSpace(body)}
		for line := range strings.Lines(head) {
			key, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
			if !ok {
				return nil, fmt.Errorf("%s: heading without a value %q", name, line)
			}
			n.headings[key] = strings.TrimSpace(value)
		}
		notes = append(notes, n)
	}
	return notes, nil
}

// split cuts a cell at semicolons; an empty cell gives no item.
func split(cell string) []string {
	if cell == "" {
		return nil
	}
	parts := strings.Split(cell, ";")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// slug turns words into lower-case letters, digits and hyphens.
func slug(words string) string {
	folded, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), words)
	if err != nil {
		folded = words
	}
	folded = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae").Replace(folded)
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(folded) {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
