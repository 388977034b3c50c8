// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/modules/notifications"
	"aipress24.com/aipress24/internal/platform/ids"
)

// bellsEach is how many bells each of the people visitors sign in as has, the
// older half of them read.
const bellsEach = 4

// insertBells rings what the platform would have rung: the latest articles of
// those whom the demonstration's people follow.
func (l *loader) insertBells(ctx context.Context, tx bun.Tx) error {
	posts, err := l.postsByTitle(ctx, tx)
	if err != nil {
		return err
	}
	var bells []notifications.Notification
	for _, m := range l.world.Members {
		if m.Persona != "" {
			bells = append(bells, l.bellsOf(m, posts)...)
		}
	}
	return insertNew(ctx, tx, bells)
}

func (l *loader) bellsOf(m demo.Member, posts map[string]int64) []notifications.Notification {
	followed := map[string]bool{}
	for _, f := range l.world.Follows {
		if f.Follower == m.Key && f.Member != "" {
			followed[f.Member] = true
		}
	}
	var bells []notifications.Notification
	for _, a := range l.world.Articles { // newest first
		id := posts[a.Title]
		if id == 0 || !followed[a.Author] || len(bells) == bellsEach {
			continue
		}
		author, _ := l.world.Member(a.Author)
		bells = append(bells, notifications.Notification{
			ID: l.app.IDs.Next(), ReceiverID: l.members[m.Key], EventID: id,
			Message: "notifications.article_published",
			Args:    map[string]string{"Author": author.FullName(), "Title": a.Title},
			URL:     "/wire/" + ids.Encode(id), Read: len(bells) >= bellsEach/2, CreatedAt: a.PublishedAt,
		})
	}
	// Ids sort by creation, so the newest bell takes the last one.
	for i, j := 0, len(bells)-1; i < j; i, j = i+1, j-1 {
		bells[i].ID, bells[j].ID = bells[j].ID, bells[i].ID
	}
	return bells
}
