// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package xsscorpus

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed xss-corpus.json
var raw []byte

// Vector is one input of the corpus.
type Vector struct {
	ID     string `json:"id"`     // stable and unique, such as "own-092"
	Source string `json:"source"` // "own", "h5sc", "dompurify-fixtures"…
	Input  string `json:"input"`
	Note   string `json:"note"`
}

// Kind is "attack" or "benign" for the project's own vectors, and empty for
// the other sources, which mix both.
func (v Vector) Kind() string { return v.noteField(0) }

// Family is the subject of an own vector ("csv", "header", "french"…), and
// empty for the other sources.
func (v Vector) Family() string { return v.noteField(1) }

func (v Vector) noteField(i int) string {
	if v.Source != "own" {
		return ""
	}
	fields := strings.SplitN(v.Note, ";", 3)
	if i >= len(fields) {
		return ""
	}
	return strings.TrimSpace(fields[i])
}

// Load returns every vector in the order of the file. The error, if any, means
// that the embedded file is damaged.
func Load() ([]Vector, error) {
	var vectors []Vector
	if err := json.Unmarshal(raw, &vectors); err != nil {
		return nil, fmt.Errorf("read XSS corpus: %w", err)
	}
	return vectors, nil
}

// Families returns the own vectors of the given families, in file order.
func Families(names ...string) ([]Vector, error) {
	vectors, err := Load()
	if err != nil {
		return nil, err
	}
	var found []Vector
	for _, v := range vectors {
		for _, name := range names {
			if v.Family() == name {
				found = append(found, v)
			}
		}
	}
	return found, nil
}
