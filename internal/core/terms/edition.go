// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package terms

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"
)

// Edition is what a new edition of the terms changes, in one language: what the
// members who must accept it read first.
type Edition struct {
	bun.BaseModel `bun:"table:terms_editions,alias:te"`

	Edition     string `bun:",pk"`
	Lang        string `bun:",pk"`
	Changes     string // one change a line
	PublishedAt time.Time
}

// Lines are the changes, one by one.
func (e Edition) Lines() []string {
	var lines []string
	for line := range strings.Lines(e.Changes) {
		if line = strings.TrimSpace(strings.TrimLeft(line, "-*•– \t")); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Publish keeps what an edition changes, in French and, unless it is "", in
// English.
func Publish(ctx context.Context, db bun.IDB, edition, french, english string, now time.Time) error {
	rows := []Edition{{Edition: edition, Lang: "fr", Changes: french, PublishedAt: now.UTC()}}
	if english != "" {
		rows = append(rows, Edition{Edition: edition, Lang: "en", Changes: english, PublishedAt: now.UTC()})
	}
	if _, err := db.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("publish the edition %s of the terms: %w", edition, err)
	}
	return nil
}

// mostEditions is how many editions somebody who comes back is told of: the
// newest ones.
const mostEditions = 20

// Since returns what changed in the editions published since a member accepted
// one, the oldest first, in a language or, where it was not said in it, in
// French.
func Since(ctx context.Context, db bun.IDB, accepted string, at time.Time, lang string) ([]Edition, error) {
	var found []Edition
	err := db.NewSelect().Model(&found).Where("te.published_at >= ?", at.UTC()).Where("te.edition <> ?", accepted).
		Where("te.lang = ? OR te.lang = 'fr' AND NOT EXISTS (SELECT 1 FROM terms_editions o WHERE o.edition = te.edition AND o.lang = ?)", lang, lang).
		Order("te.published_at DESC").Limit(mostEditions).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the editions of the terms: %w", err)
	}
	slices.Reverse(found)
	return found, nil
}

// Next names a new edition of the terms after its day; a second one of the day
// gets a number. No name serves twice, not even when an edition was given up:
// somebody may have accepted it.
func Next(ctx context.Context, db bun.IDB, day string) (string, error) {
	var used []string
	err := db.NewRaw(`SELECT edition FROM terms_editions WHERE edition LIKE ?0 UNION SELECT edition FROM cms_revisions WHERE slug = ?1 AND edition LIKE ?0`,
		day+"%", Slug).Scan(ctx, &used)
	if err != nil {
		return "", fmt.Errorf("read the editions of %s: %w", day, err)
	}
	taken := map[string]bool{Bundled: true}
	for _, name := range used {
		taken[name] = true
	}
	name := day
	for n := 2; taken[name]; n++ {
		name = day + "." + strconv.Itoa(n)
	}
	return name, nil
}
