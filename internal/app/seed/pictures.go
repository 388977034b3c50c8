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
	"golang.org/x/image/draw"
	"golang.org/x/sync/errgroup"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/images"
)

// The sizes pictures are kept in, in pixels: those the pages ask for.
var (
	sceneWidths    = []int{800, 400}
	portraitWidths = []int{400, 96}
	logoWidths     = []int{400, 96}
	coverWidths    = []int{1600, 800}
	cardWidths     = []int{cardWidth}
)

const (
	quality = 85

	// illustrated is how many articles have a picture of their own; the others
	// of a large world share them.
	illustrated = 96
)

// drawn is one picture to draw and where its name goes.
type drawn struct {
	draw   func() (image.Image, error)
	keep   func(name string)
	widths []int // renditions, largest first
	png    bool  // logos, whose colours are flat
}

// drawPictures draws and stores every picture of the world, on all processors.
func (l *loader) drawPictures(ctx context.Context) error {
	list := l.toDraw()
	var done atomic.Int64
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range list {
		g.Go(func() error {
			file, renditions, err := l.store(ctx, d)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			d.keep(file.Name)
			l.files, l.renditions = append(l.files, *file), append(l.renditions, renditions...)
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
			keep: func(name string) { l.photos[m.Key] = name }, widths: portraitWidths,
		})
		if m.PressCard != "" {
			list = append(list, l.cardToDraw(m.Key, m.PictureSeed, m.Gender))
		}
	}
	for i, a := range l.world.Applicants {
		seed := uint64(i) + 1
		list = append(list, l.cardToDraw(a.Email, seed, a.Gender), drawn{
			draw: func() (image.Image, error) { return demo.RenderPortrait(seed, a.Gender), nil },
			keep: func(name string) { l.photos[a.Email] = name }, widths: portraitWidths,
		})
	}
	for _, o := range l.world.Organisations {
		if o.Wall == demo.WallNone {
			continue
		}
		list = append(list,
			drawn{draw: func() (image.Image, error) { return demo.RenderLogo(o) }, keep: func(name string) { l.logos[o.Key] = name }, widths: logoWidths, png: true},
			drawn{draw: func() (image.Image, error) { return demo.RenderCover(o), nil }, keep: func(name string) { l.covers[o.Key] = name }, widths: coverWidths},
		)
	}
	return append(append(append(list, l.scenesToDraw()...), l.releaseScenes()...), l.posters()...)
}

// cardToDraw is the press card of somebody.
func (l *loader) cardToDraw(key string, seed uint64, gender string) drawn {
	return drawn{
		draw: func() (image.Image, error) { return drawCard(seed, gender), nil },
		keep: func(name string) { l.cards[key] = name }, widths: cardWidths,
	}
}

func (l *loader) scenesToDraw() []drawn {
	var list []drawn
	for i := range min(len(l.world.Articles), illustrated) {
		a := l.world.Articles[i]
		list = append(list, drawn{
			draw: func() (image.Image, error) {
				return demo.RenderScene(a.Scene, a.SceneSeed, sceneWidths[0]), nil
			},
			widths: sceneWidths,
			keep: func(name string) {
				for j := i; j < len(l.world.Articles); j += illustrated {
					l.scenes[l.world.Articles[j].Key] = name
				}
			},
		})
	}
	return list
}

// store draws a picture in each of its sizes and keeps its bytes; the rows wait
// for the transaction of the whole world.
func (l *loader) store(ctx context.Context, d drawn) (*media.File, []media.Rendition, error) {
	picture, err := d.draw()
	if err != nil {
		return nil, nil, err
	}
	var set images.Set
	for _, width := range d.widths {
		r, err := rendition(picture, width, d.png)
		if err != nil {
			return nil, nil, err
		}
		set.Renditions = append(set.Renditions, r)
	}
	return l.app.Media.Put(ctx, set)
}

// rendition encodes a picture at a width.
func rendition(picture image.Image, width int, flat bool) (images.Rendition, error) {
	size := picture.Bounds().Size()
	if width != size.X {
		scaled := image.NewRGBA(image.Rect(0, 0, width, size.Y*width/size.X))
		draw.BiLinear.Scale(scaled, scaled.Bounds(), picture, picture.Bounds(), draw.Src, nil)
		picture, size = scaled, scaled.Bounds().Size()
	}
	var b bytes.Buffer
	var err error
	ext := "jpg"
	if flat {
		ext = "png"
		err = png.Encode(&b, picture)
	} else {
		err = jpeg.Encode(&b, picture, &jpeg.Options{Quality: quality})
	}
	return images.Rendition{Width: size.X, Height: size.Y, Ext: ext, Data: b.Bytes()}, err
}

// insertPictures writes the rows of what was stored.
func (l *loader) insertPictures(ctx context.Context, tx bun.Tx) error {
	if err := insertNew(ctx, tx, l.files); err != nil {
		return err
	}
	return insertNew(ctx, tx, l.renditions)
}

// linkPictures says what each picture belongs to, and so who may see it.
func (l *loader) linkPictures(ctx context.Context, tx bun.Tx) error {
	var links []media.Link
	for key, name := range l.photos {
		if id := l.members[key]; id != 0 {
			links = append(links, media.Link{MediaName: name, Kind: media.OfMember, ObjectID: id})
		}
	}
	for key, name := range l.cards {
		if id := l.members[key]; id != 0 {
			links = append(links, media.Link{MediaName: name, Kind: media.OfPressCard, ObjectID: id})
		}
	}
	for _, m := range l.world.Members {
		links = append(links, media.Link{MediaName: l.banner(m), Kind: media.OfMember, ObjectID: l.members[m.Key]})
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
