// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package revision

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/uptrace/bun"
)

// Object is a content that somebody writes.
type Object struct {
	Kind string // "article", "press_release", "event"
	ID   int64  // 0: the one a member has not saved for the first time
}

// Words are what the form of a content holds, by field.
type Words map[string][]string

// Change is what one saving did to the words of a content. The zero value is
// a saving that did not touch them.
type Change struct {
	Before, After Words // Before is nil for a new content
}

// Revision is a content after a saving.
type Revision struct {
	bun.BaseModel `bun:"table:revisions,alias:rv"`

	ID         int64 `bun:",pk"`
	ObjectKind string
	ObjectID   int64
	MemberID   int64 // who saved
	At         time.Time
	Words      Words `bun:"type:jsonb"`
	Sum        string
}

// Copy is what a member has typed and not saved.
type Copy struct {
	bun.BaseModel `bun:"table:working_copies,alias:wc"`

	ObjectKind string `bun:",pk"`
	ObjectID   int64  `bun:",pk"`
	MemberID   int64  `bun:",pk"`
	At         time.Time
	Words      Words `bun:"type:jsonb"`
}

// lease says that a tab has a content open.
type lease struct {
	bun.BaseModel `bun:"table:edit_leases,alias:el"`

	ObjectKind string `bun:",pk"`
	ObjectID   int64  `bun:",pk"`
	Tab        string `bun:",pk"`
	MemberID   int64
	Since      time.Time
	ExpiresAt  time.Time
}

// IsSame reports whether two states of a form hold the same words; a field that
// is absent and one that is empty are alike.
func (w Words) IsSame(other Words) bool {
	for name, list := range w {
		if !slices.Equal(filled(list), filled(other[name])) {
			return false
		}
	}
	for name, list := range other {
		if _, known := w[name]; !known && len(filled(list)) > 0 {
			return false
		}
	}
	return true
}

// Without returns the words but for some fields, such as the version number that
// a form carries along.
func (w Words) Without(names ...string) Words {
	kept := make(Words, len(w))
	for name, list := range w {
		if !slices.Contains(names, name) {
			kept[name] = list
		}
	}
	return kept
}

// Text is the first value of a field, or "".
func (w Words) Text(name string) string {
	if list := w[name]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// sum tells words apart without comparing them.
func (w Words) sum() string {
	names := make([]string, 0, len(w))
	for name := range w {
		names = append(names, name)
	}
	slices.Sort(names)
	digest := sha256.New()
	write := func(text string) {
		digest.Write([]byte(text))
		digest.Write([]byte{0})
	}
	for _, name := range names {
		if list := filled(w[name]); len(list) > 0 {
			write(name)
			for _, value := range list {
				write(value)
			}
			write("")
		}
	}
	return hex.EncodeToString(digest.Sum(nil))
}

func filled(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(value string) bool { return value == "" })
}
