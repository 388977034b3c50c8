// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/place"
)

// BeforeAppendModel writes what the wall filters by and the source does not
// say: the department and the name of the town (spec 03 §4.12).
func (p *Post) BeforeAppendModel(_ context.Context, query bun.Query) error {
	switch query.(type) {
	case *bun.InsertQuery, *bun.UpdateQuery:
		town := place.Parse(p.Town)
		p.Department, p.City = town.Department, town.Name
	}
	return nil
}
