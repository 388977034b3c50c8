// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// historyView is a page of what was done on a wall.
type historyView struct {
	Items []ui.TimelineItem
	Next  string
}

// historyPage is how many lines a page of the history has at least before more
// are asked for.
const historyPage = 50

// history answers GET /BW/history; ?before= goes on (spec 07 §15.5).
func (h *handler) history(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	ctx := r.Context()
	before := int64(0)
	if text := r.URL.Query().Get("before"); text != "" {
		id, err := ids.Parse(text)
		if err != nil {
			return web.ErrBadID
		}
		before = id
	}
	rows, err := h.walls.Walls.History(ctx, ui.Actor(r), wall.ID, before)
	if err != nil {
		return err
	}
	view := historyView{Items: make([]ui.TimelineItem, len(rows))}
	for i, row := range rows {
		text := whoDid(ctx, row)
		if about := aboutWhom(ctx, wall.Type, row); about != "" {
			text = i18n.T(ctx, "businesswall.history.line", "Who", text, "About", about)
		}
		view.Items[i] = ui.TimelineItem{Title: didWhat(ctx, row), Text: text, Date: i18n.DateTime(ctx, row.At), DateTime: i18n.ISO(row.At)}
	}
	if len(rows) >= historyPage {
		view.Next = historyPath + "?before=" + ids.Encode(rows[len(rows)-1].ID)
	}
	return ui.Render(w, r, historyPageView(view))
}

func didWhat(ctx context.Context, row businesswall.HistoryRow) string {
	if outcome := row.Details["verification"]; row.Action == businesswall.ActionVerified && outcome != "" {
		return i18n.T(ctx, "wall.audit.verified_"+outcome)
	}
	return i18n.T(ctx, "wall.audit."+strings.TrimPrefix(row.Action, "wall."))
}

func whoDid(ctx context.Context, row businesswall.HistoryRow) string {
	if row.Actor == "" {
		return i18n.T(ctx, "businesswall.history.platform")
	}
	return row.Actor
}

// aboutWhom is whom something was done to, unless they did it themself, with
// the role in question.
func aboutWhom(ctx context.Context, wallType string, row businesswall.HistoryRow) string {
	var parts []string
	if row.About != "" && row.About != row.Actor {
		parts = append(parts, row.About)
	}
	if role := row.Role(); role != "" {
		parts = append(parts, mandate.RoleName(ctx, wallType, role))
	}
	return strings.Join(parts, ", ")
}

// historyFile is the history as a file.
var historyFile = listing.File{Name: "business-wall", Headings: []string{
	"businesswall.history_column.date", "businesswall.history_column.what", "businesswall.history_column.who", "businesswall.history_column.whom",
}}

// exportHistory answers GET /BW/history/export with a file for a spreadsheet
// (spec 07 §15.5).
func (h *handler) exportHistory(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	ctx := r.Context()
	rows, err := h.walls.Walls.ExportHistory(ctx, ui.Actor(r), wall.ID)
	if err != nil {
		return err
	}
	return listing.Export(w, r, historyFile, func(line listing.Row) error {
		for _, row := range rows {
			if err := line(listing.Instant(row.At), didWhat(ctx, row), whoDid(ctx, row), aboutWhom(ctx, wall.Type, row)); err != nil {
				return err
			}
		}
		return nil
	})
}
