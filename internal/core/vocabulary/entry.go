// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package vocabulary

import (
	"github.com/uptrace/bun"
)

// Entry is one choice of a vocabulary.
type Entry struct {
	bun.BaseModel `bun:"table:vocabulary_entries,alias:ve"`

	ID         int64 `bun:",pk"`
	Vocabulary string
	Value      string            // stored key: "CATEGORY / item" in two-level lists
	Category   string            // "" in one-level lists
	Label      string            // French
	LabelEN    string            `bun:"label_en"` // "" when there is none
	Seq        int64             // display order
	Extras     map[string]string `bun:"type:jsonb"`
}

// In returns the label in a language: French when English has none.
func (e Entry) In(language string) string {
	if language == "en" && e.LabelEN != "" {
		return e.LabelEN
	}
	return e.Label
}
