// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The README's table names every command, and those below it on the same line.
func TestReadmeNamesEveryCommand(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(string(text)) {
		cells := strings.SplitN(line, "|", 3)
		if len(cells) < 3 || !strings.HasPrefix(line, "| `") {
			continue
		}
		for _, name := range regexp.MustCompile("`([a-z-]+)`").FindAllStringSubmatch(cells[1], -1) {
			rows[name[1]] = cells[2]
		}
	}
	for _, cmd := range rootCommand().Commands() {
		row, named := rows[cmd.Name()]
		if !named {
			t.Errorf("%s is not named", cmd.Name())
		}
		delete(rows, cmd.Name())
		for _, below := range cmd.Commands() {
			if cmd.Name() != "config" && !strings.Contains(row, "`"+below.Name()+"`") && !strings.Contains(row, "`"+cmd.Name()+" "+below.Name()+"`") {
				t.Errorf("%s %s is not named", cmd.Name(), below.Name())
			}
		}
	}
	for name := range rows {
		t.Errorf("%s is no command", name)
	}
}
