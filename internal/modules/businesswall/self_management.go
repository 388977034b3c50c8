// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
)

// selfManage does what the application of the owner asked for (« Je suis mon
// propre BW Manager interne »…), and forgets it (spec 07 §14.6).
func (n *Needs) selfManage(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall) error {
	a := new(Application)
	err := tx.NewSelect().Model(a).Where("wa.wall_id = ?", w.ID).Where("wa.member_id = ?", w.OwnerID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the application for wall %d: %w", w.ID, err)
	}
	if a.AllMissions {
		if err := n.assign(ctx, tx, by, w, mandate.Missions()); err != nil {
			return err
		}
	}
	for role, wanted := range map[string]bool{internalManagerRole: a.ManagesAlone, internalPRRole: a.PublishesAlone} {
		if !wanted {
			continue
		}
		var missions []string
		if isPR(role) {
			missions = w.Granted()
		}
		if err := n.accept(ctx, tx, w, w.OwnerID, role, missions); err != nil {
			return err
		}
	}
	if _, err := tx.NewDelete().Model((*Application)(nil)).Where("wall_id = ?", w.ID).Exec(ctx); err != nil {
		return fmt.Errorf("forget the application for wall %d: %w", w.ID, err)
	}
	return nil
}
