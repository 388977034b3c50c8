// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package data

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
)

// Town is a commune of France in one of its postcodes.
type Town struct {
	Postcode string // five digits
	Name     string
}

// townCount is how many places the file holds, to make room for them at once.
const townCount = 35_493

// Towns returns the communes of France, overseas included, by postcode, then
// by name. It reads the embedded file each time: keep the answer. It fails only
// if that file is damaged.
func Towns() ([]Town, error) {
	reader, err := gzip.NewReader(bytes.NewReader(townsFile))
	if err != nil {
		return nil, fmt.Errorf("open embedded towns: %w", err)
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		return nil, fmt.Errorf("read embedded towns: %w", err)
	}
	towns := make([]Town, 0, townCount)
	for line := range strings.Lines(string(text)) {
		code, names, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		for name := range strings.SplitSeq(names, "\t") {
			towns = append(towns, Town{Postcode: code, Name: name})
		}
	}
	return towns, reader.Close()
}
