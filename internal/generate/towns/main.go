// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Command towns packs the communes of France with their postcodes into the
// file that the program carries: data/reference/towns-fra.txt.gz.
//
// Its source is data/communes.json of the npm package
// @etalab/decoupage-administratif; see data/reference/README.md for the version
// and the licence. From the root of the project:
//
//	go run ./internal/generate/towns path/to/communes.json
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/platform/typeahead"
)

const output = "data/reference/towns-fra.txt.gz"

// commune is what we read of the source. Delegated communes and districts of
// the three great cities are other types: only communes of today are places.
type commune struct {
	Name      string   `json:"nom"`
	Type      string   `json:"type"`
	Postcodes []string `json:"codesPostaux"`
}

const today = "commune-actuelle"

// town is a commune in one of its postcodes.
type town struct{ postcode, name string }

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run ./internal/generate/towns path/to/communes.json")
	}
	if err := generate(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func generate(source string) error {
	text, err := os.ReadFile(source) //nolint:gosec // named by whoever generates
	if err != nil {
		return err
	}
	var communes []commune
	if err := json.Unmarshal(text, &communes); err != nil {
		return fmt.Errorf("read %s: %w", source, err)
	}
	var packed bytes.Buffer
	if err := pack(&packed, towns(communes)); err != nil {
		return err
	}
	return os.WriteFile(output, packed.Bytes(), 0o644) //nolint:gosec // a public file
}

// towns lists communes by postcode, then by name; a commune without a postcode,
// as the five uninhabited districts of the southern lands, cannot be stored.
func towns(communes []commune) []town {
	var list []town
	for _, c := range communes {
		if c.Type != today {
			continue
		}
		for _, code := range c.Postcodes {
			list = append(list, town{code, c.Name})
		}
	}
	slices.SortFunc(list, func(a, b town) int {
		return cmp.Or(strings.Compare(a.postcode, b.postcode),
			strings.Compare(typeahead.Fold(a.name), typeahead.Fold(b.name)), strings.Compare(a.name, b.name))
	})
	return slices.Compact(list) // namesakes in one postcode are one place
}

// pack writes a line per postcode: the code, then its towns, between tabs.
func pack(w io.Writer, list []town) error {
	out, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	var text strings.Builder
	for i, t := range list {
		if i == 0 || list[i-1].postcode != t.postcode {
			if i > 0 {
				text.WriteByte('\n')
			}
			text.WriteString(t.postcode)
		}
		text.WriteString("\t" + t.name)
	}
	if _, err := io.WriteString(out, text.String()+"\n"); err != nil {
		return err
	}
	return out.Close()
}
