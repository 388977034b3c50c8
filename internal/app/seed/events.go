// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"fmt"
	"image"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/events"
)

// agendaSeed makes who takes part the same at each load.
const agendaSeed = 25

// posterKey is where the picture of an event is kept among the scenes.
func posterKey(e demo.Event) string { return "event:" + e.Key }

// posters are the pictures of events to draw.
func (l *loader) posters() []drawn {
	list := make([]drawn, 0, len(l.world.Events))
	for _, e := range l.world.Events {
		list = append(list, drawn{
			draw:   func() (image.Image, error) { return demo.RenderScene(e.Scene, e.SceneSeed, sceneWidths[0]), nil },
			widths: sceneWidths, keep: func(name string) { l.scenes[posterKey(e)] = name },
		})
	}
	return list
}

// insertAgenda writes the events of the world, as members see them, and who
// takes part.
func (l *loader) insertAgenda(ctx context.Context, tx bun.Tx) error {
	r := rand.New(rand.NewPCG(agendaSeed, agendaSeed)) //nolint:gosec // a repeatable world, no secret
	var (
		sources  []events.Event
		pictures []gallery.Image
		posts    []events.Post
		people   []events.Participation
		links    []media.Link
	)
	for i, e := range l.world.Events {
		source := l.event(e, i)
		var shown []gallery.Image
		if name := l.scenes[posterKey(e)]; name != "" {
			shown = append(shown, gallery.Image{
				ID: l.app.IDs.Next(), ContentID: source.ID, OwnerID: source.OwnerID, MediaName: name,
				Caption: e.Title, Copyright: "AiPRESS24", CreatedAt: e.CreatedAt, ModifiedAt: e.CreatedAt,
			})
			links = append(links, media.Link{MediaName: name, Kind: media.OfEvent, ObjectID: source.ID})
		}
		post := source.Post(shown, e.PublishedAt)
		post.ID, post.ViewCount = l.app.IDs.Next(), int64(e.Views)
		l.events[e.Key] = post.ID
		taking := l.participants(e, post, r)
		for _, x := range taking {
			if x.Status.HasSeat() {
				post.ParticipantCount++
			}
		}
		sources, pictures, posts, people = append(sources, source), append(pictures, shown...), append(posts, *post), append(people, taking...)
	}
	for _, insert := range []func() error{
		func() error { return l.spellEvents(ctx, tx, posts) },
		func() error { return insertAll(ctx, tx, sources) },
		func() error { return events.Images.Insert(ctx, tx, pictures...) },
		func() error { return insertAll(ctx, tx, posts) },
		func() error { return insertAll(ctx, tx, eventTags(posts)) },
		func() error { return insertAll(ctx, tx, people) },
		func() error { return insertNew(ctx, tx, links) },
	} {
		if err := insert(); err != nil {
			return fmt.Errorf("insert the agenda: %w", err)
		}
	}
	return nil
}

// event is an event of the world in its Event'room. What is for the press is on
// request, with few seats; the rest is open to all.
func (l *loader) event(e demo.Event, at int) events.Event {
	source := events.Event{
		ID: l.app.IDs.Next(), OwnerID: l.members[e.Author], PublisherID: l.orgs[e.Publisher],
		Title: e.Title, Standfirst: e.Summary, Body: e.Body, Type: e.Type, Sector: e.Sector, Tags: e.Tags, Language: e.Language,
		Address: e.Address, Country: "FRA", Town: l.town(e.Town), URL: e.URL, StartsAt: e.StartsAt, EndsAt: e.EndsAt,
		Admission: events.Open, Audience: access.Communities(), Status: content.Public, PublishedAt: e.PublishedAt,
		Version: 1, CreatedAt: e.CreatedAt, ModifiedAt: e.PublishedAt,
	}
	if strings.HasPrefix(e.Type, "Presse /") {
		source.Admission, source.Audience = events.OnRequest, []access.Community{access.PressMedia}
		source.Capacity, source.Question = int64(8+4*(at%3)), "Pour quel média viendrez-vous ?"
	} else if at%2 == 0 {
		source.Capacity = 40
	}
	return source
}

// participants are who asked to come. The journalist whom visitors sign in as
// has a seat where there is one, and waits for an answer elsewhere.
func (l *loader) participants(e demo.Event, post *events.Post, r *rand.Rand) []events.Participation {
	var list []events.Participation
	taken := int64(0)
	add := func(m demo.Member) {
		community := access.CommunityOf(m.Community)
		if m.Key == e.Author || !post.Invites(access.Actor{UserID: 1, Community: community}) {
			return
		}
		at := e.PublishedAt.Add(time.Duration(1+r.IntN(36)) * time.Hour)
		if now := l.world.Now.Add(-time.Hour); at.After(now) {
			at = now
		}
		x := events.Participation{
			ID: l.app.IDs.Next(), PostID: post.ID, MemberID: l.members[m.Key], Status: events.Approved, RequestedAt: at, ModifiedAt: at,
		}
		switch {
		case post.Admission == events.OnRequest && r.IntN(3) == 0 && e.StartsAt.After(l.world.Now):
			x.Status, x.Motive = events.Requested, "Pour un article à paraître cette semaine."
		case !post.HasRoom(taken):
			x.Status = events.Waitlisted
		case e.EndsAt.Before(l.world.Now) && r.IntN(5) > 0:
			x.Status, x.AttendedAt = events.Attended, e.StartsAt.Add(time.Duration(r.IntN(40))*time.Minute)
		}
		if x.Status != events.Requested {
			x.DecidedAt = at.Add(time.Hour)
		}
		if x.Status.HasSeat() {
			taken++
			x.BadgeCode = fmt.Sprintf("%010X", x.ID&0xFFFFFFFFFF)
		}
		list = append(list, x)
	}
	seen := map[string]bool{}
	for _, m := range l.world.Members {
		if m.Persona == demo.Journalist {
			seen[m.Key] = true
			add(m)
		}
	}
	for _, key := range e.Participants {
		if m, found := l.world.Member(key); found && !seen[key] {
			seen[key] = true
			add(m)
		}
	}
	return list
}

// insertEventReactions writes who likes an event, and who of those passes it on,
// and counts them and the comments.
func (l *loader) insertEventReactions(ctx context.Context, tx bun.Tx) error {
	var likes []eventLikeRow
	var shares []eventShareRow
	for _, like := range l.world.Likes {
		id := l.events[like.Target.Key]
		if like.Target.Kind != demo.OnEvent || id == 0 {
			continue
		}
		row := eventLikeRow{MemberID: l.members[like.Member], PostID: id, CreatedAt: like.At}
		likes = append(likes, row)
		if len(likes)%likesPerShare == 0 {
			shares = append(shares, eventShareRow(row))
		}
	}
	if err := insertNew(ctx, tx, likes); err != nil {
		return err
	}
	if err := insertNew(ctx, tx, shares); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE event_posts SET
		comment_count = (SELECT count(*) FROM comments WHERE event_id = event_posts.id),
		like_count = (SELECT count(*) FROM event_likes WHERE post_id = event_posts.id),
		share_count = (SELECT count(*) FROM event_shares WHERE post_id = event_posts.id)`)
	return err
}
