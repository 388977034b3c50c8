// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// tileView is one kind of content of the room.
type tileView struct {
	Initials string
	Class    string // of the coloured square
	Label    string
	URL      string
	Count    string // « 3 éléments »
}

// tileCounts is how many things the lists behind the tiles show.
type tileCounts struct{ pitches, assignments, articles int }

// tiles are those that the member may open, by the guards of their lists, in
// the order of spec 04 §7.3. A room that is not built has none.
func tiles(ctx context.Context, by access.Actor, n tileCounts) []tileView {
	var list []tileView
	for _, t := range []struct {
		guard  access.Guard
		square string
		name   string
		label  string
		url    string
		count  int
	}{
		{access.Pitches, "sq sq-press", "pitches", "story.pitch.list", PitchesPath, n.pitches},
		{access.Pitches, "sq sq-press", "assignments", "story.assignment.list", assignmentsPath, n.assignments},
		{access.Articles, "sq sq-press", "articles", "newsroom.articles", articlesPath, n.articles},
	} {
		if t.guard.Allows(by) {
			list = append(list, tileView{
				Initials: i18n.T(ctx, "newsroom.tile."+t.name+"_initials"), Class: t.square,
				Label: i18n.T(ctx, t.label), URL: t.url, Count: i18n.N(ctx, "newsroom.tile.count", t.count),
			})
		}
	}
	return list
}
