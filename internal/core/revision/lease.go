// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package revision

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// leaseLife is how long a tab that says nothing more counts as open: two beats
// of the page and some delay.
const leaseLife = 150 * time.Second

// maxTab bounds the name that a tab gives itself.
const maxTab = 64

// Writer is somebody who has a content open elsewhere.
type Writer struct {
	MemberID int64
	Name     string // full name
	Since    time.Time
}

// Open notes that a tab of a member has a content open, and returns who else
// has: other members, and the member in other tabs. The lock is a soft one: it
// tells, and holds nobody back; two savings are told apart by their version.
func (k *Keeper) Open(ctx context.Context, o Object, by int64, tab string) ([]Writer, error) {
	if o.ID == 0 || tab == "" || len(tab) > maxTab {
		return k.Writers(ctx, o, 0, tab)
	}
	now := k.Now().UTC()
	held := &lease{ObjectKind: o.Kind, ObjectID: o.ID, Tab: tab, MemberID: by, Since: now, ExpiresAt: now.Add(leaseLife)}
	_, err := k.DB.Writer().NewInsert().Model(held).On("CONFLICT (object_kind, object_id, tab) DO UPDATE").
		Set("expires_at = EXCLUDED.expires_at").Set("member_id = EXCLUDED.member_id").Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("note who writes: %w", err)
	}
	return k.Writers(ctx, o, 0, tab)
}

// Close notes that a tab of a member has left a content.
func (k *Keeper) Close(ctx context.Context, o Object, by int64, tab string) error {
	_, err := k.DB.Writer().NewDelete().Model((*lease)(nil)).Where("object_kind = ?", o.Kind).Where("object_id = ?", o.ID).
		Where("member_id = ?", by).Where("tab = ?", tab).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note who left: %w", err)
	}
	return nil
}

// Writers returns who has a content open, but for one member (0: for nobody) and
// one tab; a member is named once.
func (k *Keeper) Writers(ctx context.Context, o Object, but int64, tab string) ([]Writer, error) {
	if o.ID == 0 {
		return nil, nil
	}
	var tabs []Writer
	err := k.DB.Reader().NewSelect().TableExpr("edit_leases AS el").
		ColumnExpr("el.member_id, el.since, trim(m.first_name || ' ' || m.last_name) AS name").
		Join("JOIN members AS m ON m.id = el.member_id AND m.deleted_at IS NULL").
		Where("el.object_kind = ?", o.Kind).Where("el.object_id = ?", o.ID).
		Where("el.expires_at > ?", k.Now().UTC()).Where("el.tab <> ?", tab).Where("el.member_id <> ?", but).
		OrderExpr("el.since").Limit(mostTabs).Scan(ctx, &tabs)
	if err != nil {
		return nil, fmt.Errorf("read who writes: %w", err)
	}
	var list []Writer
	for _, w := range tabs {
		if !slices.ContainsFunc(list, func(named Writer) bool { return named.MemberID == w.MemberID }) {
			list = append(list, w)
		}
	}
	return list, nil
}

// mostTabs bounds the tabs that are looked at for who has a content open.
const mostTabs = 20
