// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package adminweb

import (
	"context"

	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// indexView is the search index's part of the system page.
type indexView struct {
	Present  bool
	Items    []ui.MetaItem
	Running  bool
	Progress ui.ProgressData // while Running
	Last     string          // how the last rebuild ended, or ""
	Failed   bool
}

func newIndexView(ctx context.Context, o *admin.Overview) indexView {
	x := o.Index
	v := indexView{Present: x.Present, Running: x.Rebuild.Running, Failed: x.Rebuild.Failed}
	if !x.Present {
		return v
	}
	f := factsOf(ctx, o, admin.SectionIndex)
	if x.NeedsRebuild {
		f.state(i18n.T(ctx, "admin.search.state"), i18n.T(ctx, "admin.search.to_rebuild"), ui.ToneDanger)
	} else {
		f.state(i18n.T(ctx, "admin.search.state"), i18n.T(ctx, "admin.search.ready"), ui.ToneOK)
	}
	f.number(i18n.T(ctx, "admin.search.documents"), int64(x.Documents))
	for _, t := range x.Types {
		f.number(documentType(ctx, t.Type), int64(t.N))
	}
	f.number(i18n.T(ctx, "admin.search.cursor"), x.Cursor)
	f.text(i18n.T(ctx, "admin.search.lag"), i18n.N(ctx, "admin.search.events", int(x.Lag)))
	v.Items = f.items
	if x.Rebuild.Running {
		v.Progress = rebuildProgress(ctx, x.Rebuild)
	} else {
		v.Last = lastRebuild(ctx, x.Rebuild)
	}
	return v
}

func rebuildProgress(ctx context.Context, r admin.Rebuild) ui.ProgressData {
	return ui.ProgressData{
		ID: "rebuild-progress", Label: i18n.T(ctx, "admin.search.running"),
		Value: r.Done, Max: max(1, r.Total, r.Done),
		Note: i18n.T(ctx, "admin.search.progress", "Done", i18n.Number(ctx, int64(r.Done)), "Total", i18n.Number(ctx, int64(r.Total))),
	}
}

// lastRebuild says how the last rebuild by this page ended, or "".
func lastRebuild(ctx context.Context, r admin.Rebuild) string {
	switch {
	case r.EndedAt.IsZero():
		return ""
	case r.Failed:
		return i18n.T(ctx, "admin.search.failed", "Date", i18n.DateTime(ctx, r.EndedAt))
	}
	return i18n.N(ctx, "admin.search.done", r.Done,
		"Date", i18n.DateTime(ctx, r.EndedAt), "Seconds", i18n.Decimal(ctx, r.Took.Seconds(), 1))
}

// documentType names a type of document; one we have no words for is shown as
// the index calls it.
func documentType(ctx context.Context, name string) string {
	if key := "admin.search.type." + name; i18n.Has(key) {
		return i18n.T(ctx, "admin.search.type."+name)
	}
	return name
}
