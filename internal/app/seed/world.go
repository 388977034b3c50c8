// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/platform/database"
)

// Progress is told how far a step has come.
type Progress func(step string, done, total int)

// loader carries what the steps share.
type loader struct {
	app      *app.App
	world    *demo.World
	progress Progress
	members  map[string]int64 // by key
	orgs     map[string]int64
	walls    map[string]int64
	owners   map[int64]int64   // of walls, by wall
	photos   map[string]string // media name by member key, or address of an applicant
	cards    map[string]string // scans of press cards, likewise
	logos    map[string]string // by organisation key
	covers   map[string]string
	scenes   map[string]string // by article key
	events   map[string]int64  // what members see of an event, by its key

	quotes map[string]billing.Quote // by organisation key

	files      []media.File // rows of the stored pictures
	renditions []media.Rendition
}

// IsEmpty reports whether nobody has an account yet.
func IsEmpty(ctx context.Context, db *database.DB) (bool, error) {
	found, err := db.Reader().NewSelect().Model((*member.Member)(nil)).WhereAllWithDeleted().Exists(ctx)
	return !found, err
}

// IsDemonstration reports whether somebody of the demonstration's world has an
// account.
func IsDemonstration(ctx context.Context, db *database.DB) (bool, error) {
	return db.Reader().NewSelect().Model((*member.Member)(nil)).WhereAllWithDeleted().Where("m.email LIKE ?", "%@"+demo.EmailDomain).Exists(ctx)
}

// Load puts a world of the given size, as it stands now, into an empty
// database. The rows come in one transaction: a load that is cut leaves
// nothing but files that no row names.
func Load(ctx context.Context, a *app.App, size demo.Size, now time.Time, progress Progress) error {
	world, err := demo.NewWorld(size, now)
	if err != nil {
		return err
	}
	l := &loader{
		app: a, world: world, progress: progress,
		members: map[string]int64{}, orgs: map[string]int64{}, walls: map[string]int64{}, owners: map[int64]int64{},
		photos: map[string]string{}, cards: map[string]string{}, logos: map[string]string{}, covers: map[string]string{}, scenes: map[string]string{}, events: map[string]int64{}, quotes: map[string]billing.Quote{},
	}
	l.number()
	if err := l.quote(ctx); err != nil {
		return fmt.Errorf("price the demonstration's subscriptions: %w", err)
	}
	if err := l.drawPictures(ctx); err != nil {
		return fmt.Errorf("draw the demonstration's pictures: %w", err)
	}
	err = a.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, step := range []func(context.Context, bun.Tx) error{
			l.insertPictures, l.insertOrganisations, l.insertMembers, l.insertApplicants, l.insertWalls, l.insertMandates, l.insertApplications, l.insertSubscriptions, l.insertGalleries,
			l.insertFollows, l.insertArticles, l.insertReleases, l.insertAgenda, l.insertStories, l.insertReactions, l.insertBells, l.linkPictures,
		} {
			if err := step(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the demonstration world: %w", err)
	}
	return nil
}

// number gives everybody an id, in the order of the world.
func (l *loader) number() {
	for _, o := range l.world.Organisations {
		l.orgs[o.Key] = l.app.IDs.Next()
		if o.Wall != demo.WallNone {
			l.walls[o.Key] = l.app.IDs.Next()
		}
	}
	for _, m := range l.world.Members {
		l.members[m.Key] = l.app.IDs.Next()
	}
	for _, m := range l.world.Mandates {
		if m.Role == "BW_OWNER" && m.Status == mandate.Accepted {
			l.owners[l.walls[m.Organisation]] = l.members[m.Member]
		}
	}
	for _, a := range l.world.WallApplications {
		if a.Organisation != "" {
			l.owners[l.walls[a.Organisation]] = l.members[a.Member]
		}
	}
}

// batch is how many rows one INSERT carries.
const batch = 200

// insertAll inserts rows in batches.
func insertAll[T any](ctx context.Context, db bun.IDB, rows []T) error {
	for start := 0; start < len(rows); start += batch {
		part := rows[start:min(start+batch, len(rows))]
		if _, err := db.NewInsert().Model(&part).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// insertNew is insertAll for links of which some may be there already.
func insertNew[T any](ctx context.Context, db bun.IDB, rows []T) error {
	for start := 0; start < len(rows); start += batch {
		part := rows[start:min(start+batch, len(rows))]
		if _, err := db.NewInsert().Model(&part).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
