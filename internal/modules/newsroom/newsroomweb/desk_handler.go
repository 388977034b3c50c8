// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/ui"
)

// Shelf is a room of another module that the dashboard tells of. Each module
// offers what is its own; the dashboard asks nobody twice.
type Shelf interface {
	// Cards are the numbers of by in the room; those of 0 are not shown.
	Cards(ctx context.Context, by access.Actor) ([]Card, error)

	// Recent are the latest contents of by in the room, the newest first,
	// newsroom.RecentWorks at most.
	Recent(ctx context.Context, by access.Actor) ([]newsroom.Work, error)
}

// Card is a number of the dashboard with the way to what it counts.
type Card struct {
	Label string // message key
	Count int
	URL   string
}

// desk is the pages that join the rooms of Work.
type desk struct {
	DeskNeeds

	overview *newsroom.Overview
	shelves  []Shelf
}

// DeskRoutes returns the first pages of Work: where it begins, the dashboard
// and the Newsroom. What they count is the member's alone: no cache keeps it.
func DeskRoutes(n DeskNeeds, shelves ...Shelf) ui.Routes {
	d := &desk{DeskNeeds: n, overview: newsroom.NewOverview(n.Pitches, n.Assignments), shelves: shelves}
	return ui.Routes{
		ui.Get("/wip", access.Members, d.work),
		ui.Get("/wip/wip", access.Members, d.work),
		ui.Get("/wip/dashboard", access.Dashboard, d.dashboard),
		ui.Get("/wip/newsroom", access.Newsroom, d.room),
	}.NoStore()
}

// work answers GET /wip: who has a dashboard goes there, the others to their
// first room; who has none learns what Work is (spec 04 §2.1).
func (d *desk) work(w http.ResponseWriter, r *http.Request) error {
	to := ""
	if access.Dashboard.Allows(ui.Actor(r)) {
		to = dashboardPath
	} else if menu := ui.SideOf(r.Context(), "work", ""); menu != nil {
		for _, item := range menu.Items {
			if strings.HasPrefix(item.URL, "/wip/") {
				to = item.URL
				break
			}
		}
	}
	if to == "" {
		return ui.Render(w, r, workPage())
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

const dashboardPath = "/wip/dashboard"

// dashboard answers GET /wip/dashboard (spec 04 §7.3).
func (d *desk) dashboard(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), ui.Actor(r)
	figures, err := d.overview.Figures(ctx, by)
	if err != nil {
		return err
	}
	recent, err := d.overview.Recent(ctx, by)
	if err != nil {
		return err
	}
	cards := newsroomCards(figures)
	for _, shelf := range d.shelves {
		more, err := shelf.Cards(ctx, by)
		if err != nil {
			return err
		}
		works, err := shelf.Recent(ctx, by)
		if err != nil {
			return err
		}
		cards, recent = append(cards, more...), append(recent, works...)
	}
	return ui.Render(w, r, dashboardPage(newDashboard(ctx, by, cards, newsroom.Latest(recent))))
}

// room answers GET /wip/newsroom with the tiles the member may use, or with
// the reason why there are none (spec 04 §2.4).
func (d *desk) room(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), ui.Actor(r)
	var counts tileCounts
	if access.Pitches.Allows(by) || access.Articles.Allows(by) {
		figures, err := d.overview.Figures(ctx, by)
		if err != nil {
			return err
		}
		counts = tileCounts{
			pitches: figures.Pitches.Total, assignments: figures.Assignments.Total,
			articles: figures.Articles,
		}
	}
	return ui.Render(w, r, roomPage(tiles(ctx, by, counts)))
}
