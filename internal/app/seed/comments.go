// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/modules/wire"
)

// insertComments writes what members say under posts, and a report of the last
// of it for the staff to look at. The posts are by key of their source.
func (l *loader) insertComments(ctx context.Context, tx bun.Tx, posts map[string]int64) error {
	said := slices.Clone(l.world.Comments)
	slices.SortStableFunc(said, func(a, b demo.Comment) int { return a.At.Compare(b.At) }) // ids grow with time
	var comments []wire.Comment
	for _, c := range said {
		post, author := posts[c.Target.Key], l.members[c.Author]
		if c.Target.Kind == demo.OnEvent || post == 0 || author == 0 || c.At.After(l.app.Now()) {
			continue
		}
		comments = append(comments, wire.Comment{ID: l.app.IDs.Next(), PostID: post, OwnerID: author, Content: c.Body, CreatedAt: c.At})
	}
	if err := insertNew(ctx, tx, comments); err != nil || len(comments) == 0 {
		return err
	}
	last := comments[len(comments)-1]
	for _, m := range l.world.Members {
		if reporter := l.members[m.Key]; reporter != 0 && reporter != last.OwnerID {
			return insertNew(ctx, tx, []wire.Report{{
				ID: l.app.IDs.Next(), CommentID: last.ID, ReporterID: reporter, Reason: wire.OffTopic,
				Words: "Ce commentaire ne parle pas de l’article.", Status: wire.ReportNew, CreatedAt: last.CreatedAt,
			}})
		}
	}
	return nil
}
