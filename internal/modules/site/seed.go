// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package site

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Seeded tells what Seed did, in texts.
type Seeded struct{ Created, Overwritten, Skipped int }

// Seed copies the program's texts into the database, where they may be edited
// and no longer follow the program. Texts already there are kept, unless
// overwrite is set (spec 08 §8).
func (p *Pages) Seed(ctx context.Context, overwrite bool) (Seeded, error) {
	var done Seeded
	for _, slug := range Slugs {
		for _, lang := range i18n.Langs() {
			if err := p.seed(ctx, key{slug, lang}, overwrite, &done); err != nil {
				return done, fmt.Errorf("seed page %q: %w", slug, err)
			}
		}
		p.forget(slug)
	}
	return done, nil
}

func (p *Pages) seed(ctx context.Context, k key, overwrite bool, done *Seeded) error {
	return p.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		page, err := p.pageToSave(ctx, tx, k)
		if errors.Is(err, errs.ErrNotFound) {
			done.Skipped++
			return nil
		}
		if err != nil {
			return err
		}
		o := p.originals[k]
		switch {
		case page.Version == 0:
			done.Created++
		case overwrite:
			done.Overwritten++
		default:
			done.Skipped++
			return nil
		}
		page.Title, page.Body, page.ModifiedBy = o.title, o.body, 0
		return p.write(ctx, tx, page, note{action: "cms.seeded"})
	})
}
