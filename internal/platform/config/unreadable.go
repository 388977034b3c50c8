// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// unreadable is why a file cannot be read, where, and what to write instead. It
// quotes nothing of the file, which may hold secrets, but the name of the key.
func unreadable(path string, err error) string {
	text, readErr := os.ReadFile(path) //nolint:gosec // named by the operator
	if readErr != nil {
		return fmt.Sprintf("cannot be read: %v; see that the account of the service may read it", readErr)
	}
	row, column := position(string(text), err)
	line := lineOf(string(text), row)
	said := fmt.Sprintf("is not TOML at line %d, column %d", row, column)
	if key := keyPattern.FindStringSubmatch(line); key != nil {
		said += ", at " + key[1] + key[2]
	}
	said += fmt.Sprintf(" (%s): ", strings.TrimPrefix(err.Error(), "toml: "))
	switch {
	case yamlPattern.MatchString(line):
		return said + `it looks like YAML; write [section] on a line of its own, then key = "value"`
	case strings.Contains(err.Error(), "already"):
		return said + "write each section and each key once"
	}
	return said + `write [section], or key = "value" with texts between quotation marks; docs/configuration.md has an example`
}

// position is where a text stops being TOML. The library tells it of what it
// cannot parse, but not of what is there twice: that is where the beginning of
// the text, a line longer each time, is first refused for the same reason.
func position(text string, err error) (row, column int) {
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		return wrong.Position()
	}
	begun, tree := "", map[string]any{}
	for line := range strings.Lines(text) {
		begun += line
		row++
		if again := toml.Unmarshal([]byte(begun), &tree); again != nil && again.Error() == err.Error() {
			break
		}
	}
	return row, 1
}

var (
	// keyPattern finds the key, or the section, with which a line begins: in
	// small letters as all ours are, for a line may be the middle of a secret.
	keyPattern = regexp.MustCompile(`^\s*(?:([a-z0-9_.]+)\s*[=:]|(\[[a-z0-9_.]+\]?)\s*$)`)
	// yamlPattern finds what YAML writes and TOML never does: "key: value", a
	// list, the beginning of a document.
	yamlPattern = regexp.MustCompile(`^\s*(?:[A-Za-z0-9_.-]+:(?:\s|$)|-\s|---)`)
)

// lineOf is a line of a text, the first being 1, or "".
func lineOf(text string, row int) string {
	lines := strings.Split(text, "\n")
	if row < 1 || row > len(lines) {
		return ""
	}
	return lines[row-1]
}
