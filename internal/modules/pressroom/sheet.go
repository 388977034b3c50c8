// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/member"
)

// Sheet is a release with all that its own pages show of it.
type Sheet struct {
	Release   *Release
	Images    []gallery.Image
	Author    member.Byline
	Publisher string // name of the éditeur, or ""
	PostID    int64  // the mirror while it is on the wire, or 0
}

// Sheet returns a release that the actor takes care of, with its pictures and
// the names around it.
func (s *Service) Sheet(ctx context.Context, by access.Actor, id int64) (*Sheet, error) {
	release, list, err := s.Release(ctx, by, id)
	if err != nil {
		return nil, err
	}
	sheet := &Sheet{Release: release, Images: list}
	err = s.db.Reader().NewSelect().TableExpr("press_releases AS r").
		ColumnExpr(member.BylineColumns).
		ColumnExpr("coalesce(nullif(e.wall_name, ''), e.name, '')").
		ColumnExpr("coalesce(p.id, 0)").
		Join("JOIN members AS m ON m.id = r.owner_id").
		Join("LEFT JOIN profiles AS pr ON pr.member_id = m.id").
		Join("LEFT JOIN organisations AS mo ON mo.id = m.organisation_id").
		Join("LEFT JOIN organisations AS e ON e.id = r.publisher_id").
		Join("LEFT JOIN posts AS p ON p.kind = ? AND p.source_id = r.id AND p.status = ?", content.PressRelease, content.Public).
		Where("r.id = ?", id).
		Scan(ctx, append(sheet.Author.Fields(), &sheet.Publisher, &sheet.PostID)...)
	if err != nil {
		return nil, fmt.Errorf("read the names of press release %d: %w", id, err)
	}
	return sheet, nil
}
