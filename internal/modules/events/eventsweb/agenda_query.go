// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// agendaQuery is what the address of the agenda says. What changes the list
// leads to its first page.
type agendaQuery struct {
	Search  string
	Day     time.Time // midnight in Paris; zero for none
	Month   time.Time // the first of a month, likewise
	Filters map[events.Filter][]string
	Sort    events.Sort
	After   events.Position
}

const (
	dayLayout   = "2006-01-02"
	monthLayout = "2006-01"

	// mostValues bounds the values of one filter in an address.
	mostValues = 20
)

// readAgendaQuery reads the address of the agenda. A day or a month that is
// none is ignored, as are unknown orders (spec 03 §5.5, [T]).
func readAgendaQuery(r *http.Request) (agendaQuery, error) {
	values := r.URL.Query()
	q := agendaQuery{
		Search: listing.Typed(values.Get("search")), Day: dayOf(dayLayout, values.Get("day")), Month: dayOf(monthLayout, values.Get("month")),
		Filters: map[events.Filter][]string{},
	}
	if !q.Day.IsZero() {
		q.Month = time.Time{}
	}
	for _, f := range append(events.Filters(), events.Tagged) {
		for _, value := range values[string(f)] {
			value = listing.Text(value)
			if value != "" && !slices.Contains(q.Filters[f], value) && len(q.Filters[f]) < mostValues {
				q.Filters[f] = append(q.Filters[f], value)
			}
		}
	}
	switch sort := events.Sort(values.Get("sort")); sort {
	case events.ByViews, events.ByLikes, events.ByShares:
		q.Sort = sort
	case events.BySchedule:
	}
	cursor, err := web.ParseCursor(values.Get("after"))
	q.After = events.Position(cursor)
	return q, err
}

// dayOf reads a day or a month of Paris; the zero time is none.
func dayOf(layout, text string) time.Time {
	day, err := time.ParseInLocation(layout, text, i18n.Paris())
	if err != nil || day.Year() < 1900 || day.Year() > 9000 { // what databases and calendars hold
		return time.Time{}
	}
	return day
}

// query is what the agenda is asked.
func (q agendaQuery) query() events.Query {
	asked := events.Query{Search: q.Search, Filters: q.Filters, Sort: q.Sort, After: q.After}
	switch {
	case !q.Day.IsZero():
		asked.From, asked.To = q.Day, q.Day.AddDate(0, 0, 1)
	case !q.Month.IsZero():
		asked.From, asked.To = q.Month, q.Month.AddDate(0, 1, 0)
	}
	return asked
}

// isNarrowed reports whether the list may leave something out.
func (q agendaQuery) isNarrowed() bool {
	return q.Search != "" || !q.Day.IsZero() || !q.Month.IsZero() || len(q.Filters) > 0
}

// countsHold reports whether the counts of the filters are those of the list:
// they are of all coming events.
func (q agendaQuery) countsHold() bool { return q.Search == "" && q.Day.IsZero() && q.Month.IsZero() }

// toggled adds a value to a filter, or takes it out.
func (q agendaQuery) toggled(f events.Filter, value string) agendaQuery {
	filters := make(map[events.Filter][]string, len(q.Filters)+1)
	for other, values := range q.Filters {
		filters[other] = values
	}
	if held := filters[f]; slices.Contains(held, value) {
		filters[f] = slices.DeleteFunc(slices.Clone(held), func(v string) bool { return v == value })
	} else {
		filters[f] = append(slices.Clone(held), value)
	}
	q.Filters, q.After = filters, events.Position{}
	return q
}

func (q agendaQuery) sorted(sort events.Sort) agendaQuery {
	q.Sort, q.After = sort, events.Position{}
	return q
}

func (q agendaQuery) on(day time.Time) agendaQuery {
	q.Day, q.Month, q.After = day, time.Time{}, events.Position{}
	return q
}

func (q agendaQuery) during(month time.Time) agendaQuery {
	q.Day, q.Month, q.After = time.Time{}, month, events.Position{}
	return q
}

func (q agendaQuery) from(start events.Position) agendaQuery {
	q.After = start
	return q
}

// params are all of the address.
func (q agendaQuery) params() url.Values {
	v := url.Values{}
	if q.Search != "" {
		v.Set("search", q.Search)
	}
	if !q.Day.IsZero() {
		v.Set("day", q.Day.Format(dayLayout))
	}
	if !q.Month.IsZero() {
		v.Set("month", q.Month.Format(monthLayout))
	}
	for f, values := range q.Filters {
		for _, value := range values {
			v.Add(string(f), value)
		}
	}
	if q.Sort != events.BySchedule {
		v.Set("sort", string(q.Sort))
	}
	if after := web.Cursor(q.After).Encode(); after != "" {
		v.Set("after", after)
	}
	return v
}

// url is the address of the agenda.
func (q agendaQuery) url() string { return listing.Address(portalPath, q.params()) }

// hidden are the fields that a new search keeps.
func (q agendaQuery) hidden() []ui.Param {
	var list []ui.Param
	q.Search, q.After = "", events.Position{}
	params := q.params()
	for _, name := range []string{"day", "month", "type", "sector", "country", "department", "city", "tag", "sort"} {
		for _, value := range params[name] {
			list = append(list, ui.Param{Name: name, Value: value})
		}
	}
	return list
}
