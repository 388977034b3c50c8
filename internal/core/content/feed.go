// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
)

// Redraw has the portals drawn again, whose first pages are kept: somebody who
// has published on them is shown otherwise. It is part of the transaction of the
// change.
func Redraw(ctx context.Context, tx bun.IDB) error {
	if _, err := tx.NewRaw("UPDATE feed_versions SET version = version + 1").Exec(ctx); err != nil {
		return fmt.Errorf("have the portals drawn again: %w", err)
	}
	return nil
}
