// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
)

// keepEvent writes an event down, and reports false when it is known already.
func keepEvent(ctx context.Context, tx bun.IDB, e *Event) (bool, error) {
	res, err := tx.NewInsert().Model(e).On("CONFLICT (id) DO NOTHING").Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("keep payment event: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return false, fmt.Errorf("keep payment event: %w", err)
	}
	return n > 0, nil
}

func saveOutcome(ctx context.Context, tx bun.IDB, e *Event) error {
	if _, err := tx.NewUpdate().Model(e).Column("outcome").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("save the outcome of a payment event: %w", err)
	}
	return nil
}

// eventsOf returns all that was told of an object: some events a month.
func eventsOf(ctx context.Context, tx bun.IDB, object string) ([]Event, error) {
	var told []Event
	err := tx.NewSelect().Model(&told).Where("be.object = ?", object).Order("be.happened_at", "be.id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read payment events: %w", err)
	}
	return told, nil
}
