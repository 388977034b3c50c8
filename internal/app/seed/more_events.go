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
	"aipress24.com/aipress24/internal/modules/events"
)

// LoadMoreEvents tops a loaded world up to so many events, for measurements:
// as many to come as over, on the subjects, in the towns and by the people of
// the stream of articles, in the two years before and after now.
func LoadMoreEvents(ctx context.Context, a *app.App, size demo.Size, now time.Time, total int) error {
	world, err := demo.NewWorld(size, now)
	if err != nil {
		return err
	}
	l := &loader{app: a, world: world, members: map[string]int64{}, orgs: map[string]int64{}, scenes: map[string]string{}}
	if err := l.recall(ctx); err != nil {
		return err
	}
	held, err := a.DB.Reader().NewSelect().Model((*events.Post)(nil)).Count(ctx)
	if err != nil {
		return err
	}
	missing := total - int(held)
	if missing <= 0 {
		return nil
	}
	err = a.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		return l.insertEventsAbout(ctx, tx, missing)
	})
	if err != nil {
		return fmt.Errorf("load %d events: %w", missing, err)
	}
	return nil
}

// insertEventsAbout writes an event about each article of a stream.
func (l *loader) insertEventsAbout(ctx context.Context, tx bun.Tx, n int) error {
	sources, posts := make([]events.Event, 0, batch), make([]events.Post, 0, batch)
	flush := func() error {
		if err := l.spellEvents(ctx, tx, posts); err != nil {
			return err
		}
		if err := insertAll(ctx, tx, sources); err != nil {
			return err
		}
		if err := insertAll(ctx, tx, posts); err != nil {
			return err
		}
		err := insertAll(ctx, tx, eventTags(posts))
		sources, posts = sources[:0], posts[:0]
		return err
	}
	at := 0
	for article := range l.world.Posts(n) {
		source := l.event(l.eventAbout(article, at), at)
		post := source.Post(nil, source.PublishedAt)
		post.ID, post.ViewCount, post.LikeCount = l.app.IDs.Next(), int64(article.Views), int64(article.LikeCount)
		sources, posts = append(sources, source), append(posts, *post)
		if at++; len(posts) == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// eventAbout makes an event of an article: every other one is still to come.
func (l *loader) eventAbout(article demo.Article, at int) demo.Event {
	shape := l.world.Events[at%len(l.world.Events)]
	begins := article.CreatedAt.Truncate(time.Hour)
	if at%2 == 0 {
		begins = l.world.Now.Add(l.world.Now.Sub(begins)).Truncate(time.Hour)
	}
	return demo.Event{
		Title: article.Title, Type: shape.Type, Sector: article.Sector, Tags: article.Tags, Summary: article.Standfirst, Body: article.Body,
		Author: article.Author, Publisher: article.Publisher, Town: article.Town, Address: shape.Address, Language: article.Language,
		CreatedAt: article.CreatedAt, PublishedAt: article.CreatedAt, StartsAt: begins, EndsAt: begins.Add(3 * time.Hour),
	}
}
