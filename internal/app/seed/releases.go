// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"image"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/pressroom"
)

// insertReleases writes the press releases with their pictures, and the mirrors
// of those that are out.
func (l *loader) insertReleases(ctx context.Context, tx bun.Tx) error {
	var (
		releases []pressroom.Release
		pictures []gallery.Image
		posts    []content.Post
		links    []media.Link
	)
	ordered := slices.SortedStableFunc(slices.Values(l.world.PressReleases), func(a, b demo.PressRelease) int {
		return a.CreatedAt.Compare(b.CreatedAt) // ids grow with time
	})
	for _, p := range ordered {
		release := l.release(p)
		releases = append(releases, release)
		picture := gallery.Image{
			ID: l.app.IDs.Next(), ContentID: release.ID, OwnerID: release.OwnerID, MediaName: l.scenes[releaseKey(p)],
			Caption: p.Title, Copyright: p.PhotoCredit, CreatedAt: p.CreatedAt, ModifiedAt: p.CreatedAt,
		}
		pictures = append(pictures, picture)
		links = append(links, media.Link{MediaName: picture.MediaName, Kind: media.OfPressRelease, ObjectID: release.ID})
		if p.Status == demo.Published {
			posts = append(posts, l.releasePost(release, picture))
		}
	}
	for _, insert := range []func() error{
		func() error { return l.spell(ctx, tx, posts) },
		func() error { return insertAll(ctx, tx, releases) },
		func() error { return pressroom.Images.Insert(ctx, tx, pictures...) },
		func() error { return insertNew(ctx, tx, links) },
		func() error { return insertAll(ctx, tx, posts) },
		func() error { return insertAll(ctx, tx, postTags(posts)) },
	} {
		if err := insert(); err != nil {
			return err
		}
	}
	return nil
}

// releaseKey names the picture of a release among those of articles.
func releaseKey(p demo.PressRelease) string { return "release/" + p.Key }

func (l *loader) release(p demo.PressRelease) pressroom.Release {
	release := pressroom.Release{
		ID: l.app.IDs.Next(), OwnerID: l.members[p.Author], PublisherID: l.orgs[p.Publisher],
		Title: p.Title, Standfirst: p.Standfirst, Body: p.Body,
		Genre: p.Genre, Section: p.Section, Topic: p.Topic, Sector: p.Sector,
		Language: p.Language, Country: "FRA", Town: l.town(p.Town), Tags: p.Tags, Status: content.Status(p.Status),
		EmbargoedUntil: p.Embargo, ReleaseAt: p.ReleaseAt, PublishedAt: p.PublishedAt,
		Version: 1, CreatedAt: p.CreatedAt, ModifiedAt: latest(p.CreatedAt, p.PublishedAt),
	}
	if p.Scheduled {
		release.ScheduledAt, release.ScheduledBy = release.Due(), release.OwnerID
	}
	return release
}

func (l *loader) releasePost(r pressroom.Release, image gallery.Image) content.Post {
	shown := content.Picture{Name: image.MediaName, Caption: image.Caption, Copyright: image.Copyright}
	return content.Post{
		ID: l.app.IDs.Next(), Kind: content.PressRelease, SourceID: r.ID, OwnerID: r.OwnerID, PublisherID: r.PublisherID,
		Title: r.Title, Summary: r.Standfirst, Content: r.Body,
		Genre: r.Genre, Section: r.Section, Topic: r.Topic, Sector: r.Sector, Language: r.Language,
		Country: r.Country, Town: r.Town, Gallery: []content.Picture{shown}, Image: shown.Name, ImageAlt: shown.Alternative(),
		Status: content.Public, PublishedAt: r.PublishedAt, LastUpdatedAt: r.PublishedAt, PublisherType: "com",
		RightsSnapshot: []byte(`{"option":"all_subscribed"}`), CreatedAt: r.CreatedAt, ModifiedAt: r.PublishedAt,
	}.Tagged(r.Tags)
}

// releaseScenes are the pictures of the releases.
func (l *loader) releaseScenes() []drawn {
	list := make([]drawn, 0, len(l.world.PressReleases))
	for _, p := range l.world.PressReleases {
		list = append(list, drawn{
			draw:   func() (image.Image, error) { return demo.RenderScene(p.Scene, p.SceneSeed, sceneWidths[0]), nil },
			widths: sceneWidths,
			keep:   func(name string) { l.scenes[releaseKey(p)] = name },
		})
	}
	return list
}

// releaseViews are the readers of the releases that are out; their posts are
// noted in ids by the key of the release.
func (l *loader) releaseViews(posts, ids map[string]int64, r *rand.Rand) []viewRow {
	var views []viewRow
	for _, p := range l.world.PressReleases {
		id, found := posts[p.Title]
		if !found {
			continue
		}
		ids[p.Key] = id
		for _, at := range r.Perm(len(l.world.Members))[:l.readers(p.Views)] {
			if reader := l.members[l.world.Members[at].Key]; reader != l.members[p.Author] {
				views = append(views, viewRow{PostID: id, MemberID: reader, FirstAt: p.PublishedAt.Add(time.Hour)})
			}
		}
	}
	return views
}
