// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package terms

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"
)

// Slug is the public page that holds the terms: /page/cgu.
const Slug = "cgu"

// Bundled is the edition of the terms that come with the program, in force
// until an administrator publishes another.
const Bundled = "2026-11"

// Current returns the edition of the terms in force: that of the French text,
// which prevails over translations.
func Current(ctx context.Context, db bun.IDB) (string, error) {
	var edition string
	err := db.NewRaw("SELECT edition FROM cms_pages WHERE slug = ? AND lang = 'fr'", Slug).Scan(ctx, &edition)
	switch {
	case errors.Is(err, sql.ErrNoRows) || err == nil && edition == "":
		return Bundled, nil
	case err != nil:
		return "", fmt.Errorf("read the edition of the terms: %w", err)
	}
	return edition, nil
}
