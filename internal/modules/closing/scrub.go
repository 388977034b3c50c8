// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
)

// words are what texts may quote of a member, each with what replaces it.
type words struct {
	find    []string // lower case
	replace []*regexp.Regexp
	by      []string
}

// leastWord is the length under which a text is too common to be looked for.
const leastWord = 6

// anonymous is the name that replaces a member's.
const anonymous = "Membre supprimé"

// wordsOf lists what may be quoted of a member: the addresses, the telephone
// and the full name.
func wordsOf(m *member.Member, addresses []string) words {
	var w words
	add := func(word, by string) {
		if len(word) < leastWord {
			return
		}
		w.find = append(w.find, strings.ToLower(word))
		w.replace = append(w.replace, regexp.MustCompile("(?i)"+regexp.QuoteMeta(word)))
		w.by = append(w.by, by)
	}
	for _, address := range addresses {
		add(address, "")
	}
	add(m.Mobile, "")
	if m.FirstName != "" && m.LastName != "" {
		add(m.FullName(), anonymous)
	}
	return w
}

// in is text without the words.
func (w words) in(text string) string {
	for i, r := range w.replace {
		text = r.ReplaceAllString(text, w.by[i])
	}
	return text
}

// scrub takes the words of a member out of every table whose rows may quote
// them, whoever's the rows are. It may run again.
func (s *Service) scrub(ctx context.Context, w words) error {
	for _, t := range Tables() {
		for _, column := range t.Quotes {
			for _, word := range w.find {
				if err := s.scrubColumn(ctx, t, column, word, w); err != nil {
					return fmt.Errorf("look for quotations in %s: %w", t.Name, err)
				}
			}
		}
	}
	return nil
}

// quotation is a row that quotes a member. Keys are texts or numbers.
type quotation struct {
	ID   string
	Text string
}

func (s *Service) scrubColumn(ctx context.Context, t Table, column, word string, w words) error {
	key, text := "CAST("+t.Key+" AS TEXT)", textOf(s.DB.Engine(), t, column)
	var found []quotation
	err := s.DB.Writer().NewRaw("SELECT "+key+" AS id, "+text+" AS text FROM "+t.Name+
		" WHERE "+position(s.DB.Engine())+"(lower("+text+"), ?) > 0", word).Scan(ctx, &found)
	if err != nil || len(found) == 0 {
		return err
	}
	if t.Treatment == Dropped {
		keys := make([]string, len(found))
		for i, q := range found {
			keys[i] = q.ID
		}
		_, err := s.DB.Writer().NewRaw("DELETE FROM "+t.Name+" WHERE "+key+" IN (?)", bun.List(keys)).Exec(ctx)
		return err
	}
	for _, q := range found {
		// Still as read: a row that has changed meanwhile is for the next run.
		_, err := s.DB.Writer().NewRaw("UPDATE "+t.Name+" SET "+column+" = ? WHERE "+key+" = ? AND "+text+" = ?", w.in(q.Text), q.ID, q.Text).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// position is the function that finds a text in another.
func position(engine database.Engine) string {
	if engine == database.Postgres {
		return "strpos"
	}
	return "instr"
}

// textOf reads a column as text: the queue keeps JSON in the binary form of
// SQLite.
func textOf(engine database.Engine, t Table, column string) string {
	if engine == database.SQLite && t.Name == "river_job" {
		return "coalesce(json(" + column + "), '')"
	}
	return "coalesce(CAST(" + column + " AS TEXT), '')"
}
