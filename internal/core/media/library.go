// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package media

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/images"
)

// Library keeps pictures and opens them for who may see them.
type Library struct {
	db     *database.DB
	blobs  *blob.Store
	images *images.Processor
	now    func() time.Time
}

// NewLibrary returns a library over the database and the object store.
func NewLibrary(db *database.DB, blobs *blob.Store, processor *images.Processor, now func() time.Time) *Library {
	return &Library{db: db, blobs: blobs, images: processor, now: now}
}

// Store keeps a picture sent by a member, in every size it is shown in. The
// bytes are durable before the rows that name them are committed. What the
// member did wrong is one of the Err… of this package.
func (l *Library) Store(ctx context.Context, memberID int64, data []byte) (*File, error) {
	set, err := l.images.Process(ctx, data)
	if err != nil {
		return nil, refusal(err)
	}
	file, err := l.keep(ctx, memberID, set)
	if err != nil {
		return nil, fmt.Errorf("store a picture of %d: %w", memberID, err)
	}
	return file, nil
}

// portraitInLists is the side of a portrait beside a name, in pixels, for
// screens that show two and a half of them for one.
const portraitInLists = 96

// StorePortrait keeps a picture as transparent squares of at most 400 and 96
// pixels.
func (l *Library) StorePortrait(ctx context.Context, memberID int64, data []byte) (*File, error) {
	square, err := l.images.Square(ctx, data, images.PortraitSide)
	if err != nil {
		return nil, refusal(err)
	}
	small, err := l.images.Square(ctx, data, portraitInLists)
	if err != nil {
		return nil, refusal(err)
	}
	file, err := l.keep(ctx, memberID, images.Set{Renditions: []images.Rendition{square, small}})
	if err != nil {
		return nil, fmt.Errorf("store a portrait of %d: %w", memberID, err)
	}
	return file, nil
}

// BannerWidth and BannerHeight are the size of a member's banner, in pixels
// (spec 02 §12).
const (
	BannerWidth  = 1200
	BannerHeight = 300
)

// narrowBanner is the share of the banner's size that a phone needs.
const narrowBanner = 2.0 / 3

// StoreBanner keeps the middle of a picture as a banner of at most 1200 × 300
// pixels, and smaller for phones.
func (l *Library) StoreBanner(ctx context.Context, memberID int64, data []byte) (*File, error) {
	var set images.Set
	for _, share := range []float64{1, narrowBanner} {
		banner, err := l.images.Fill(ctx, data, int(BannerWidth*share), int(BannerHeight*share))
		if err != nil {
			return nil, refusal(err)
		}
		set.Renditions = append(set.Renditions, banner)
	}
	file, err := l.keep(ctx, memberID, set)
	if err != nil {
		return nil, fmt.Errorf("store a banner of %d: %w", memberID, err)
	}
	return file, nil
}

// keep stores a set of sizes that a member sent.
func (l *Library) keep(ctx context.Context, memberID int64, set images.Set) (*File, error) {
	file, renditions, err := l.Put(ctx, set)
	if err != nil {
		return nil, err
	}
	return file, l.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := insertFile(ctx, tx, file, renditions); err != nil {
			return err
		}
		return addLinks(ctx, tx, []Link{{MediaName: file.Name, Kind: OfUploader, ObjectID: memberID}})
	})
}

// Put writes the bytes of every size and returns the rows that name them, for
// the caller to insert. The renditions must be drawn by us, never received.
// Files live apart from those that need no check: each reading of one is
// decided by its links.
func (l *Library) Put(ctx context.Context, set images.Set) (*File, []Rendition, error) {
	var file *File
	renditions := make([]Rendition, 0, len(set.Renditions))
	for _, r := range set.Renditions {
		name, err := l.blobs.Put(ctx, blob.Private, r.Ext, r.Data)
		if err != nil {
			return nil, nil, errs.Wrap(errs.Unavailable, errStore.Message, fmt.Errorf("write a picture: %w", err))
		}
		if file == nil {
			file = &File{
				Name: name, ContentType: contentType(r.Ext), Size: int64(len(r.Data)),
				Width: int64(r.Width), Height: int64(r.Height), CreatedAt: l.now().UTC(),
				Credit: firstOf(set.Credits.Credit, set.Credits.Copyright),
			}
		}
		renditions = append(renditions, Rendition{
			MediaName: file.Name, Width: int64(r.Width), Height: int64(r.Height),
			Name: name, ContentType: contentType(r.Ext),
		})
	}
	return file, renditions, nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func contentType(ext string) string {
	if ext == "png" {
		return "image/png"
	}
	return "image/jpeg"
}

// refusal says what the member did wrong, or passes the failure on.
func refusal(err error) error {
	for cause, said := range map[error]*errs.Error{
		images.ErrEmpty: ErrEmpty, images.ErrTooLarge: ErrTooLarge,
		images.ErrNotAnImage: ErrNotImage, images.ErrTooManyPixels: ErrTooWide,
	} {
		if errors.Is(err, cause) {
			return said
		}
	}
	return fmt.Errorf("process a picture: %w", err)
}

// Link makes the object show exactly these files, as its author saves it. Only
// files that the member sent, or that the object shows already, are taken: to
// know the name of another's file gives no right to it. It is part of the
// transaction that saves the object.
func (l *Library) Link(ctx context.Context, tx bun.IDB, memberID int64, kind LinkKind, objectID int64, names []string) error {
	var allowed []string
	if len(names) > 0 {
		err := tx.NewSelect().Model((*Link)(nil)).Column("ml.media_name").
			Where("ml.media_name IN (?)", bun.List(names)).
			Where("(ml.kind = ? AND ml.object_id = ?) OR (ml.kind = ? AND ml.object_id = ?)", OfUploader, memberID, kind, objectID).
			Scan(ctx, &allowed)
		if err != nil {
			return fmt.Errorf("look up files of %s %d: %w", kind, objectID, err)
		}
	}
	_, err := tx.NewDelete().Model((*Link)(nil)).
		Where("kind = ?", kind).Where("object_id = ?", objectID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("unlink files of %s %d: %w", kind, objectID, err)
	}
	slices.Sort(allowed)
	links := make([]Link, 0, len(allowed))
	for _, name := range slices.Compact(allowed) {
		links = append(links, Link{MediaName: name, Kind: kind, ObjectID: objectID})
	}
	return addLinks(ctx, tx, links)
}

// openQuery finds the rendition to serve, if the actor may see the file: its
// links decide. It also tells whether every member may see it, which decides
// how long browsers keep it. $1 file, $2 actor, $3 now, $4 wanted width,
// $5 whether the actor is an administrator.
var openQuery = `
WITH seen AS (
  SELECT max(CASE WHEN l.kind IN ('organisation', 'wall') OR ` + memberShown + ` OR (` + content.VisibleSQL("$3") + `) OR ` + eventVisible + ` THEN 1 ELSE 0 END) AS by_all,
         max(CASE WHEN (l.kind IN ('upload', 'proposal', 'press_card', 'member') AND l.object_id = $2) OR a.owner_id = $2 OR ` + eventOrganised + ` OR ` + releaseCaredFor + ` OR $5 = 1 THEN 1 ELSE 0 END) AS by_actor
  FROM media_links l
  LEFT JOIN articles a ON l.kind = 'article' AND a.id = l.object_id AND a.deleted_at IS NULL
  LEFT JOIN posts p ON l.kind IN ('article', 'press_release') AND p.kind = l.kind AND p.source_id = l.object_id
  WHERE l.media_name = $1)
SELECT r.name, r.content_type, seen.by_all = 1
FROM media_renditions r, seen
WHERE r.media_name = $1 AND (seen.by_all = 1 OR seen.by_actor = 1)
ORDER BY CASE WHEN r.width >= $4 THEN 0 ELSE 1 END, abs(r.width - $4)
LIMIT 1`

// memberShown says that a picture shows somebody who is not waiting for approval:
// until then nobody but the person and the staff sees anything (spec 02 §5).
const memberShown = `(l.kind = 'member' AND NOT EXISTS (SELECT 1 FROM members w WHERE w.id = l.object_id AND NOT w.active AND w.validation_status = '` + member.StatusNew + `'))`

// eventVisible says that the event of a link is in the agenda; eventOrganised,
// that the actor wrote it or takes care of its publisher's events, as
// access.Actor.OrganisesFor decides it.
var (
	eventVisible = `(l.kind = 'event' AND EXISTS (SELECT 1 FROM event_posts p WHERE p.source_id = l.object_id AND ` + content.VisibleSQL("$3") + `))`

	eventOrganised = `(l.kind = 'event' AND EXISTS (SELECT 1 FROM events ev WHERE ev.id = l.object_id AND ev.deleted_at IS NULL AND (ev.owner_id = $2 OR EXISTS (
  SELECT 1 FROM wall_roles wr JOIN business_walls bw ON bw.id = wr.wall_id AND bw.status = 'active' AND bw.organisation_id = ev.publisher_id
  WHERE wr.member_id = $2 AND wr.status = 'accepted'
    AND (wr.role = 'BW_OWNER' OR wr.role IN ('BWPRi', 'BWPRe') AND CAST(wr.missions AS TEXT) LIKE '%"events"%')))))`
)

// Opened is a picture ready to be sent.
type Opened struct {
	*blob.Reader
	Name        string
	ContentType string
	Shared      bool // every member may see it; otherwise browsers must not keep it
}

// Open returns the rendition of a file nearest to the wanted width, in pixels
// (0 for the largest), if by may see it; otherwise it is not found. The caller
// closes it.
func (l *Library) Open(ctx context.Context, by access.Actor, name string, width int64) (*Opened, error) {
	if !blob.IsName(name) {
		return nil, errs.ErrNotFound
	}
	if width <= 0 {
		width = int64(images.Widths[0])
	}
	administrator := 0
	if by.Admin {
		administrator = 1
	}
	var o Opened
	err := l.db.Prepared(openQuery).One(ctx, []any{name, by.UserID, l.now().UTC(), width, administrator}, &o.Name, &o.ContentType, &o.Shared)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("look up file %s: %w", name, err)
	}
	o.Reader, err = l.blobs.Open(ctx, blob.Private, o.Name)
	if errors.Is(err, blob.ErrNotFound) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("open file %s: %w", o.Name, err)
	}
	return &o, nil
}

func insertFile(ctx context.Context, db bun.IDB, file *File, renditions []Rendition) error {
	if _, err := db.NewInsert().Model(file).On("CONFLICT (name) DO NOTHING").Exec(ctx); err != nil {
		return err
	}
	_, err := db.NewInsert().Model(&renditions).On("CONFLICT (media_name, width) DO NOTHING").Exec(ctx)
	return err
}

func addLinks(ctx context.Context, db bun.IDB, links []Link) error {
	if len(links) == 0 {
		return nil
	}
	_, err := db.NewInsert().Model(&links).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// Names reports whether a row names the stored file, in any size.
func (l *Library) Names(ctx context.Context, blobName string) (bool, error) {
	found, err := l.db.Writer().NewSelect().Model((*Rendition)(nil)).Where("mr.name = ?", blobName).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look up file %s: %w", blobName, err)
	}
	return found, nil
}

// ForgetUnlinked deletes the rows of files older than before that nothing
// shows but the upload itself; their bytes go with the next sweep.
func (l *Library) ForgetUnlinked(ctx context.Context, before time.Time) error {
	_, err := l.db.Writer().NewDelete().Model((*File)(nil)).
		Where("created_at < ?", before.UTC()).
		Where("NOT EXISTS (SELECT 1 FROM media_links l WHERE l.media_name = mf.name AND l.kind <> ?)", OfUploader).
		Where("NOT EXISTS (SELECT 1 FROM article_images i WHERE i.media_name = mf.name)").
		Where("NOT EXISTS (SELECT 1 FROM wall_images i WHERE i.media_name = mf.name)").
		Where("NOT EXISTS (SELECT 1 FROM press_release_images i WHERE i.media_name = mf.name)").
		Where("NOT EXISTS (SELECT 1 FROM event_images i WHERE i.media_name = mf.name)").
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget unlinked files: %w", err)
	}
	return nil
}
