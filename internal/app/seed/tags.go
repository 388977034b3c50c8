// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/events"
)

// spell keeps the words of the tags of posts, each once, and writes them as they
// were published first.
func (l *loader) spell(ctx context.Context, tx bun.Tx, posts []content.Post) error {
	lists := make([][]tag.Tag, len(posts))
	for i := range posts {
		lists[i] = posts[i].Tags
	}
	return l.spellAll(ctx, tx, lists)
}

// spellEvents is spell for the events of the agenda.
func (l *loader) spellEvents(ctx context.Context, tx bun.Tx, posts []events.Post) error {
	lists := make([][]tag.Tag, len(posts))
	for i := range posts {
		lists[i] = posts[i].Tags
	}
	return l.spellAll(ctx, tx, lists)
}

func (l *loader) spellAll(ctx context.Context, tx bun.Tx, lists [][]tag.Tag) error {
	var labels []string
	for _, list := range lists {
		labels = append(labels, tag.Labels(list)...)
	}
	words := tag.Effective(labels)
	if err := tag.Spell(ctx, tx, words, l.world.Now); err != nil {
		return err
	}
	spelling := make(map[string]string, len(words))
	for _, w := range words {
		spelling[tag.Key(w.Label)] = w.Label
	}
	for _, list := range lists {
		for i := range list {
			list[i].Label = spelling[tag.Key(list[i].Label)]
		}
	}
	return nil
}

// postTags are the rows that say which posts have which tags.
func postTags(posts []content.Post) []content.PostTag {
	var rows []content.PostTag
	for i := range posts {
		rows = append(rows, posts[i].PostTags()...)
	}
	return rows
}

// eventTags is postTags for the events of the agenda.
func eventTags(posts []events.Post) []events.PostTag {
	var rows []events.PostTag
	for i := range posts {
		rows = append(rows, posts[i].PostTags()...)
	}
	return rows
}
