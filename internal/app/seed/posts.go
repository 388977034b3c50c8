// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/modules/newsroom"
)

func (l *loader) insertArticles(ctx context.Context, tx bun.Tx) error {
	list := func(yield func(demo.Article) bool) {
		for i := len(l.world.Articles) - 1; i >= 0; i-- { // oldest first, as ids grow with time
			if !yield(l.world.Articles[i]) {
				return
			}
		}
	}
	return l.writeArticles(ctx, tx, list, len(l.world.Articles))
}

// writeArticles inserts articles with their mirrors and pictures, batch by
// batch.
func (l *loader) writeArticles(ctx context.Context, tx bun.Tx, list iter.Seq[demo.Article], total int) error {
	var (
		articles []newsroom.Article
		images   []gallery.Image
		posts    []content.Post
		done     int
	)
	flush := func() error {
		if err := l.spell(ctx, tx, posts); err != nil {
			return err
		}
		for _, insert := range []func() error{
			func() error { return insertAll(ctx, tx, articles) },
			func() error { return newsroom.Images.Insert(ctx, tx, images...) },
			func() error { return insertAll(ctx, tx, posts) },
			func() error { return insertAll(ctx, tx, postTags(posts)) },
		} {
			if err := insert(); err != nil {
				return err
			}
		}
		done += len(articles)
		articles, images, posts = articles[:0], images[:0], posts[:0]
		l.progress("articles", done, total)
		return nil
	}
	for a := range list {
		article := l.article(a)
		articles = append(articles, article)
		var pictures []gallery.Image
		if name := l.scenes[a.Key]; name != "" {
			pictures = append(pictures, l.picture(article, a, name))
		}
		images = append(images, pictures...)
		if a.Status == demo.Published {
			posts = append(posts, l.post(article, a, pictures))
		}
		if len(articles) == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

func (l *loader) article(a demo.Article) newsroom.Article {
	return newsroom.Article{
		ID: l.app.IDs.Next(), OwnerID: l.members[a.Author], CommissionerID: l.members[a.Author],
		OutletID: l.orgs[a.Media], PublisherID: l.orgs[a.Publisher],
		Title: a.Title, Standfirst: a.Standfirst, Body: a.Body,
		Genre: a.Genre, Section: a.Section, Topic: a.Topic, Sector: a.Sector,
		Language: a.Language, Country: "FRA", Town: l.town(a.Town), Copyright: a.Copyright, Tags: a.Tags,
		Status: content.Status(a.Status), IssueAt: a.CreatedAt.Add(7 * 24 * time.Hour), PublishedAt: a.PublishedAt,
		Version: 1, CreatedAt: a.CreatedAt, ModifiedAt: latest(a.CreatedAt, a.PublishedAt),
	}
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func (l *loader) picture(article newsroom.Article, a demo.Article, name string) gallery.Image {
	return gallery.Image{
		ID: l.app.IDs.Next(), ContentID: article.ID, OwnerID: article.OwnerID, MediaName: name,
		Caption: a.Caption, Copyright: a.PhotoCredit, CreatedAt: a.CreatedAt, ModifiedAt: a.CreatedAt,
	}
}

func (l *loader) post(article newsroom.Article, a demo.Article, pictures []gallery.Image) content.Post {
	p := content.Post{
		ID: l.app.IDs.Next(), Kind: content.Article, SourceID: article.ID, OwnerID: article.OwnerID,
		PublisherID: article.PublisherID, OutletID: article.OutletID,
		Title: a.Title, Summary: a.Standfirst, Content: a.Body,
		Genre: a.Genre, Section: a.Section, Topic: a.Topic, Sector: a.Sector, Language: a.Language,
		Country: article.Country, Town: article.Town, Gallery: []content.Picture{},
		Status: content.Public, PublishedAt: a.PublishedAt, LastUpdatedAt: a.PublishedAt,
		PublisherType: "media", RightsSnapshot: []byte(`{"option":"all_subscribed"}`),
		CreatedAt: a.CreatedAt, ModifiedAt: a.PublishedAt,
	}.Tagged(a.Tags)
	for _, i := range pictures {
		shown := content.Picture{Name: i.MediaName, Caption: i.Caption, Copyright: i.Copyright}
		p.Gallery = append(p.Gallery, shown)
		p.Image, p.ImageAlt = shown.Name, shown.Alternative()
	}
	return p
}

// reaction rows are who liked and who read which post.
type (
	likeRow struct {
		bun.BaseModel `bun:"table:likes"`

		MemberID  int64
		PostID    int64
		CreatedAt time.Time
	}
	shareRow struct {
		bun.BaseModel `bun:"table:post_shares"`

		MemberID  int64
		PostID    int64
		CreatedAt time.Time
	}
	eventLikeRow struct {
		bun.BaseModel `bun:"table:event_likes"`

		MemberID  int64
		PostID    int64
		CreatedAt time.Time
	}
	eventShareRow struct {
		bun.BaseModel `bun:"table:event_shares"`

		MemberID  int64
		PostID    int64
		CreatedAt time.Time
	}
	viewRow struct {
		bun.BaseModel `bun:"table:post_views"`

		PostID   int64
		MemberID int64
		FirstAt  time.Time
	}
)

// reactionSeed makes the readers the same at each load.
const reactionSeed = 24

// likesPerShare is of how many who like a text one passes it on.
const likesPerShare = 4

// insertReactions writes likes, shares, comments and readers, and counts them on
// the posts and the events.
func (l *loader) insertReactions(ctx context.Context, tx bun.Tx) error {
	posts, err := l.postsByTitle(ctx, tx)
	if err != nil {
		return err
	}
	ids := map[string]int64{} // post by article key
	var views []viewRow
	r := rand.New(rand.NewPCG(reactionSeed, reactionSeed)) //nolint:gosec // a repeatable world, no secret
	for _, a := range l.world.Articles {
		id, found := posts[a.Title]
		if !found {
			continue
		}
		ids[a.Key] = id
		for _, at := range r.Perm(len(l.world.Members))[:l.readers(a.Views)] {
			reader := l.members[l.world.Members[at].Key]
			if reader != l.members[a.Author] {
				views = append(views, viewRow{PostID: id, MemberID: reader, FirstAt: a.PublishedAt.Add(time.Hour)})
			}
		}
	}
	views = append(views, l.releaseViews(posts, ids, r)...)
	likes, shares := l.likesAndShares(ids)
	if err := insertNew(ctx, tx, views); err != nil {
		return err
	}
	if err := insertNew(ctx, tx, likes); err != nil {
		return err
	}
	if err := insertNew(ctx, tx, shares); err != nil {
		return err
	}
	if err := l.insertComments(ctx, tx, ids); err != nil {
		return err
	}
	if err := l.insertEventReactions(ctx, tx); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE posts SET
		comment_count = (SELECT count(*) FROM comments WHERE post_id = posts.id),
		like_count = (SELECT count(*) FROM likes WHERE post_id = posts.id),
		share_count = (SELECT count(*) FROM post_shares WHERE post_id = posts.id),
		view_count = (SELECT count(*) FROM post_views WHERE post_id = posts.id)`)
	return err
}

// likesAndShares are of posts by their keys; some who like a text pass it on.
func (l *loader) likesAndShares(posts map[string]int64) (likes []likeRow, shares []shareRow) {
	for _, like := range l.world.Likes {
		onPost := like.Target.Kind == demo.OnArticle || like.Target.Kind == demo.OnPressRelease
		id := posts[like.Target.Key]
		if id == 0 || !onPost || !l.wroteNot(like) {
			continue
		}
		row := likeRow{MemberID: l.members[like.Member], PostID: id, CreatedAt: like.At}
		likes = append(likes, row)
		if len(likes)%likesPerShare == 0 {
			shares = append(shares, shareRow(row))
		}
	}
	return likes, shares
}

// wroteNot reports whether somebody likes another's text, not their own.
func (l *loader) wroteNot(like demo.Like) bool {
	for _, a := range l.world.Articles {
		if a.Key == like.Target.Key {
			return a.Author != like.Member
		}
	}
	for _, p := range l.world.PressReleases {
		if p.Key == like.Target.Key {
			return p.Author != like.Member
		}
	}
	return true
}

// readers turns the views an article would have in the world at large into
// readers among the members there are: many views never reach everybody.
func (l *loader) readers(views int) int {
	const half = 140 // views that reach about two members in five
	share := float64(views) / float64(views+half)
	return int(share * float64(len(l.world.Members)-1) * 0.8)
}

func (l *loader) postsByTitle(ctx context.Context, tx bun.Tx) (map[string]int64, error) {
	var rows []content.Post
	err := tx.NewSelect().Model(&rows).Column("p.id", "p.title").Scan(ctx)
	found := make(map[string]int64, len(rows))
	for _, p := range rows {
		found[p.Title] = p.ID
	}
	return found, err
}

// LoadMore adds articles made for load until the wall holds that many.
func LoadMore(ctx context.Context, a *app.App, size demo.Size, now time.Time, total int, progress Progress) error {
	world, err := demo.NewWorld(size, now)
	if err != nil {
		return err
	}
	l := &loader{app: a, world: world, progress: progress, members: map[string]int64{}, orgs: map[string]int64{}, scenes: map[string]string{}}
	if err := l.recall(ctx); err != nil {
		return err
	}
	held, err := a.DB.Reader().NewSelect().Model((*content.Post)(nil)).Count(ctx)
	if err != nil {
		return err
	}
	missing := total - int(held)
	if missing <= 0 {
		return nil
	}
	err = a.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		return l.writeArticles(ctx, tx, world.Posts(missing), missing)
	})
	if err != nil {
		return fmt.Errorf("load %d articles: %w", missing, err)
	}
	return nil
}

// recall finds the ids of a world that was loaded before.
func (l *loader) recall(ctx context.Context) error {
	var found []struct {
		ID  int64
		Key string
	}
	db := l.app.DB.Reader()
	if err := db.NewSelect().TableExpr("organisations").ColumnExpr("id, slug AS key").Scan(ctx, &found); err != nil {
		return err
	}
	for _, o := range found {
		l.orgs[o.Key] = o.ID
	}
	found = nil
	if err := db.NewSelect().TableExpr("members").ColumnExpr("id, email AS key").Scan(ctx, &found); err != nil {
		return err
	}
	byEmail := map[string]int64{}
	for _, m := range found {
		byEmail[m.Key] = m.ID
	}
	for _, m := range l.world.Members {
		l.members[m.Key] = byEmail[m.Email]
	}
	return nil
}
