// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
)

// expiredBatch is how many drafts one transaction forgets.
const expiredBatch = 200

// ForgetExpired deletes drafts past their week with their files, and links that
// are no good any more (spec 02 §16). It is a daily chore.
func (s *Service) ForgetExpired(ctx context.Context) error {
	for more := true; more; {
		err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			var expired []int64
			err := tx.NewSelect().Model((*Draft)(nil)).Column("rd.id").
				Where("rd.expires_at <= ?", s.Now().UTC()).Order("rd.expires_at").Limit(expiredBatch).Scan(ctx, &expired)
			if err != nil {
				return fmt.Errorf("list expired drafts: %w", err)
			}
			more = len(expired) == expiredBatch
			if len(expired) == 0 {
				return nil
			}
			return s.forget(ctx, tx, expired...)
		})
		if err != nil {
			return err
		}
	}
	_, err := s.DB.Writer().NewDelete().Model((*link)(nil)).Where("expires_at <= ?", s.Now().UTC()).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget expired links: %w", err)
	}
	return nil
}
