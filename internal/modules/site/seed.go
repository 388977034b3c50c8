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
			count, err := p.seed(ctx, key{slug, lang}, overwrite)
			if err != nil {
				return done, fmt.Errorf("seed page %q: %w", slug, err)
			}
			done.Created, done.Overwritten, done.Skipped = done.Created+count.Created, done.Overwritten+count.Overwritten, done.Skipped+count.Skipped
		}
		p.forget(slug)
	}
	return done, nil
}

// seed copies one text and counts it, once however often the transaction is
// tried.
func (p *Pages) seed(ctx context.Context, k key, overwrite bool) (count Seeded, err error) {
	err = p.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		count = Seeded{Skipped: 1}
		page, err := p.pageToSave(ctx, tx, k)
		if errors.Is(err, errs.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		switch {
		case page.Version == 0:
			count = Seeded{Created: 1}
		case overwrite:
			count = Seeded{Overwritten: 1}
		default:
			return nil
		}
		o := p.originals[k]
		page.Title, page.Body, page.ModifiedBy = o.title, o.body, 0
		return p.write(ctx, tx, page, note{action: "cms.seeded"})
	})
	return count, err
}
