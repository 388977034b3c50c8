// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/modules/discussion"
)

// insertComments writes what members say under posts and events, and a report of
// the last of it for the staff to look at. The posts are by key of their source.
func (l *loader) insertComments(ctx context.Context, tx bun.Tx, posts map[string]int64) error {
	said := slices.Clone(l.world.Comments)
	slices.SortStableFunc(said, func(a, b demo.Comment) int { return a.At.Compare(b.At) }) // ids grow with time
	var comments []discussion.Comment
	for _, c := range said {
		made := discussion.Comment{OwnerID: l.members[c.Author], Content: c.Body, CreatedAt: c.At}
		if c.Target.Kind == demo.OnEvent {
			made.EventID = l.events[c.Target.Key]
		} else {
			made.PostID = posts[c.Target.Key]
		}
		if made.On().ID == 0 || made.OwnerID == 0 || c.At.After(l.app.Now()) {
			continue
		}
		made.ID = l.app.IDs.Next()
		comments = append(comments, made)
	}
	if err := insertNew(ctx, tx, comments); err != nil || len(comments) == 0 {
		return err
	}
	last := comments[len(comments)-1]
	for _, m := range l.world.Members {
		if reporter := l.members[m.Key]; reporter != 0 && reporter != last.OwnerID {
			return insertNew(ctx, tx, []discussion.Report{{
				ID: l.app.IDs.Next(), CommentID: last.ID, ReporterID: reporter, Reason: discussion.OffTopic,
				Words: "Ce commentaire ne parle pas de l’article.", Status: discussion.ReportNew, CreatedAt: last.CreatedAt,
			}})
		}
	}
	return nil
}
