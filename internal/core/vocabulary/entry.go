// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package vocabulary

import (
	"strings"

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

// CategoryEN is the extra that holds the category's name in English.
const CategoryEN = "category_en"

// Family returns the name of the category in a language: as it is stored when
// English has none.
func (e Entry) Family(language string) string {
	if name := e.Extras[CategoryEN]; language == english && name != "" {
		return name
	}
	return e.Category
}

// In returns the label in a language: French when English has none.
func (e Entry) In(language string) string { return e.word(language).Text }

// word is the label with the language it is in.
func (e Entry) word(language string) Word {
	if language == english && e.LabelEN != "" {
		return Word{Text: e.LabelEN, Language: english}
	}
	return Word{Text: e.Label, Language: french}
}

// The languages of labels.
const (
	french  = "fr"
	english = "en"
)

// Word is how a stored value is shown.
type Word struct {
	Text     string
	Language string // of the text: "fr" or "en"
}

// asStored shows a value that no list offers: the item of « FAMILY / item ».
func asStored(value string) Word {
	if _, item, found := strings.Cut(value, " / "); found {
		value = item
	}
	return Word{Text: value, Language: french}
}
