// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// listQuery is what the address of the list says.
type listQuery struct {
	filter orgadmin.Filter
	after  orgadmin.Place
	before orgadmin.Place
	rank   int // of the first row, from 1; for display only
}

// list answers GET /admin/orgs with one page.
func (h *handler) list(w http.ResponseWriter, r *http.Request) error {
	query, err := readListQuery(r)
	if err != nil {
		return err
	}
	page, err := h.desk.List(r.Context(), staffer(r), query.filter, query.after, query.before)
	if err != nil {
		return err
	}
	empty, err := h.desk.Empty(r.Context(), staffer(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, listPage(newListView(r.Context(), query, page, empty)))
}

// collect answers POST /admin/orgs: organisations that nobody works for go.
func (h *handler) collect(w http.ResponseWriter, r *http.Request) error {
	n, err := h.desk.Collect(r.Context(), staffer(r))
	if err != nil {
		return err
	}
	h.flash(r.Context(), web.OK, "orgadmin.flash.collected", "Count", n)
	web.Redirect(w, r, listPath)
	return nil
}

func readListQuery(r *http.Request) (listQuery, error) {
	values := r.URL.Query()
	q := listQuery{rank: 1}
	q.filter = orgadmin.Filter{
		Search: listing.Typed(values.Get("search")), WallType: listing.OneOf(wallTypes...)(values.Get("type")),
		Standing: orgadmin.Standing(listing.OneOf(orgadmin.Standings()...)(values.Get("standing"))),
	}
	var err error
	if q.after, err = readPlace(values.Get("after")); err != nil {
		return q, err
	}
	if q.before, err = readPlace(values.Get("before")); err != nil {
		return q, err
	}
	if rank, err := strconv.Atoi(values.Get("row")); err == nil && rank > 1 && (!q.after.IsZero() || !q.before.IsZero()) {
		q.rank = min(rank, 1_000_000)
	}
	return q, nil
}

// The two parts of the list, in cursors.
const (
	officialPart = "o"
	plainPart    = "p"
)

func readPlace(text string) (orgadmin.Place, error) {
	cursor, err := web.ParseCursor(text)
	if err != nil || cursor.IsZero() {
		return orgadmin.Place{}, err
	}
	part, name, found := strings.Cut(cursor.Key, ":")
	if !found || part != officialPart && part != plainPart {
		return orgadmin.Place{}, web.ErrBadCursor
	}
	return orgadmin.Place{Plain: part == plainPart, Name: name, ID: cursor.ID}, nil
}

func writePlace(p orgadmin.Place) string {
	part := officialPart
	if p.Plain {
		part = plainPart
	}
	return web.Cursor{Key: part + ":" + p.Name, ID: p.ID}.Encode()
}

// values are the filters as they travel in the address.
func (q listQuery) values() url.Values {
	values := url.Values{}
	for name, value := range map[string]string{
		"search": q.filter.Search, "standing": string(q.filter.Standing), "type": q.filter.WallType,
	} {
		if value != "" {
			values.Set(name, value)
		}
	}
	return values
}

// url is the address of the same list from a place on.
func (q listQuery) url(direction string, place orgadmin.Place, rank int) string {
	values := q.values()
	if !place.IsZero() {
		values.Set(direction, writePlace(place))
		values.Set("row", strconv.Itoa(rank))
	}
	return listing.Address(listPath, values)
}

// with is the address of the beginning of the list with another filter.
func (q listQuery) with(name, value string) string {
	values := q.values()
	values.Del(name)
	if value != "" {
		values.Set(name, value)
	}
	return listing.Address(listPath, values)
}

// here is the address of the present page.
func (q listQuery) here() string {
	if !q.before.IsZero() {
		return q.url("before", q.before, q.rank)
	}
	return q.url("after", q.after, q.rank)
}

// back is the list that a page was opened from, or the whole list.
func back(text string) string {
	path, _, _ := strings.Cut(text, "?")
	if path == listPath || path == queuePath {
		return web.SafeNext(text)
	}
	return listPath
}

// withBack adds where to go back to, unless it is the default.
func withBack(to, list string) string {
	if list == "" || list == listPath {
		return to
	}
	return to + "?back=" + url.QueryEscape(list)
}

// listFile is the list as a file.
var listFile = listing.File{Name: "organisations", Headings: []string{
	"orgadmin.column.name", "orgadmin.column.wall", "orgadmin.column.type", "orgadmin.column.standing",
	"orgadmin.column.members", "orgadmin.column.karma", "orgadmin.column.created", "orgadmin.column.modified",
}}

// export answers GET /admin/orgs/export with the list as it is filtered, all of
// it, as a file for a spreadsheet.
func (h *handler) export(w http.ResponseWriter, r *http.Request) error {
	query, err := readListQuery(r)
	if err != nil {
		return err
	}
	return listing.Export(w, r, listFile, func(row listing.Row) error {
		return h.desk.Each(r.Context(), staffer(r), query.filter, func(org *orgadmin.Row) error {
			return row(exportRow(r.Context(), org)...)
		})
	})
}

func exportRow(ctx context.Context, row *orgadmin.Row) []string {
	return []string{
		row.Name, row.WallName, typeName(ctx, row.WallType), standingName(ctx, row.Standing()), strconv.Itoa(row.Members),
		i18n.Decimal(ctx, row.Karma, 1), listing.Instant(row.CreatedAt), listing.Instant(row.ModifiedAt),
	}
}
