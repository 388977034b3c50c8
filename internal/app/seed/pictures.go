// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"image/png"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/uptrace/bun"
	"golang.org/x/sync/errgroup"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/media"
)

const (
	sceneWidth = 800
	quality    = 85

	// illustrated is how many articles have a picture of their own; the others
	// of a large world share them.
	illustrated = 96
)

// drawn is one picture to draw and where its name goes.
type drawn struct {
	draw func() (image.Image, error)
	keep func(name string)
	png  bool // portraits and logos
}

// drawPictures draws and stores every picture of the world, on all processors.
func (l *loader) drawPictures(ctx context.Context) error {
	list := l.toDraw()
	var done atomic.Int64
	var mu sync.Mutex
	staff := l.members[l.world.Members[0].Key]
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range list {
		g.Go(func() error {
			name, err := l.store(ctx, staff, d)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			d.keep(name)
			l.progress("pictures", int(done.Add(1)), len(list))
			return nil
		})
	}
	return g.Wait()
}

func (l *loader) toDraw() []drawn {
	var list []drawn
	for _, m := range l.world.Members {
		list = append(list, drawn{
			draw: func() (image.Image, error) { return demo.RenderPortrait(m.PictureSeed, m.Gender), nil },
			keep: func(name string) { l.photos[m.Key] = name }, png: true,
		})
	}
	for _, o := range l.world.Organisations {
		if o.Wall == demo.WallNone {
			continue
		}
		list = append(list,
			drawn{draw: func() (image.Image, error) { return demo.RenderLogo(o) }, keep: func(name string) { l.logos[o.Key] = name }, png: true},
			drawn{draw: func() (image.Image, error) { return demo.RenderCover(o), nil }, keep: func(name string) { l.covers[o.Key] = name }},
		)
	}
	return append(list, l.scenesToDraw()...)
}

func (l *loader) scenesToDraw() []drawn {
	var list []drawn
	for i := range min(len(l.world.Articles), illustrated) {
		a := l.world.Articles[i]
		list = append(list, drawn{
			draw: func() (image.Image, error) { return demo.RenderScene(a.Scene, a.SceneSeed, sceneWidth), nil },
			keep: func(name string) {
				for j := i; j < len(l.world.Articles); j += illustrated {
					l.scenes[l.world.Articles[j].Key] = name
				}
			},
		})
	}
	return list
}

func (l *loader) store(ctx context.Context, memberID int64, d drawn) (string, error) {
	picture, err := d.draw()
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if d.png {
		err = png.Encode(&b, picture)
	} else {
		err = jpeg.Encode(&b, picture, &jpeg.Options{Quality: quality})
	}
	if err != nil {
		return "", err
	}
	var file *media.File
	if d.png {
		file, err = l.app.Media.StorePortrait(ctx, memberID, b.Bytes())
	} else {
		file, err = l.app.Media.Store(ctx, memberID, b.Bytes())
	}
	if err != nil {
		return "", err
	}
	return file.Name, nil
}

// linkPictures says what each picture belongs to, and so who may see it.
func (l *loader) linkPictures(ctx context.Context, tx bun.Tx) error {
	var links []media.Link
	for key, name := range l.photos {
		links = append(links, media.Link{MediaName: name, Kind: media.OfMember, ObjectID: l.members[key]})
	}
	for _, names := range []map[string]string{l.logos, l.covers} {
		for key, name := range names {
			links = append(links, media.Link{MediaName: name, Kind: media.OfOrganisation, ObjectID: l.orgs[key]})
		}
	}
	if err := insertNew(ctx, tx, links); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO media_links (media_name, kind, object_id)
		SELECT DISTINCT media_name, 'article', article_id FROM article_images WHERE TRUE ON CONFLICT DO NOTHING`)
	return err
}
