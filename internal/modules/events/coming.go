// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/core/content"
)

// coming is what is to come, as the filters and the search of the agenda see
// it: some hundred bytes an event. It counts what each filter leaves, and finds
// the few events among many for which a database would walk them all.
type coming struct {
	groups []group
	events []comingEvent
}

// group is how many coming events have the same values of the filters.
type group struct {
	values [5]string // in the order of Filters
	count  int
}

// comingEvent is one of them.
type comingEvent struct {
	id       int64
	group    int // in groups
	titleKey string
	postcode string
}

// rare is how many events may be asked for one by one. More of them are soon
// met on the way along the index of the order asked for.
const rare = 500

// coming returns what is to come, read once for each version of the agenda, and
// which of it has the tags that are chosen: nil when none is.
func (a *Agenda) coming(ctx context.Context, chosen map[Filter][]string) (*coming, map[int64]bool, error) {
	c := &a.cache
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := a.fresh(ctx); err != nil {
		return nil, nil, err
	}
	if c.coming == nil {
		known, err := a.readComing(ctx)
		if err != nil {
			return nil, nil, fmt.Errorf("read the coming events: %w", err)
		}
		c.coming = known
	}
	tagged, err := a.tagged(ctx, chosen[Tagged])
	return c.coming, tagged, err
}

func (a *Agenda) readComing(ctx context.Context) (known *coming, err error) {
	now := a.now()
	rows, err := a.db.Reader().NewSelect().TableExpr("event_posts AS p").
		ColumnExpr("p.id, p.title_key, p.postcode, p.type, p.sector, p.country, p.department, p.city").
		Apply(content.VisibleAt(now)).Where("p.ends_at >= ?", Today(now)).Rows(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	known, numbers := &coming{}, map[[5]string]int{}
	for rows.Next() {
		var e comingEvent
		var v [5]string
		if err := rows.Scan(&e.id, &e.titleKey, &e.postcode, &v[0], &v[1], &v[2], &v[3], &v[4]); err != nil {
			return nil, err
		}
		number, met := numbers[v]
		if !met {
			number = len(known.groups)
			numbers[v] = number
			known.groups = append(known.groups, group{values: v})
		}
		known.groups[number].count++
		e.group = number
		known.events = append(known.events, e)
	}
	return known, rows.Err()
}

// few returns the events that pass the filters and the search of a query, and
// whether they are at most so many; of those with the tags asked for, if any is.
func (c *coming) few(q Query, tagged map[int64]bool, most int) ([]int64, bool) {
	passes := make([]bool, len(c.groups))
	left := 0
	for i := range c.groups {
		if passes[i] = c.groups[i].passes(q.Filters); passes[i] {
			left += c.groups[i].count
		}
	}
	key, digits := content.SortKey(q.Search), firstDigits(q.Search)
	if left > most && key == "" && tagged == nil {
		return nil, false
	}
	var ids []int64
	for i := range c.events {
		e := &c.events[i]
		if !passes[e.group] || tagged != nil && !tagged[e.id] || !e.says(key, digits) {
			continue
		}
		if len(ids) >= most {
			return nil, false
		}
		ids = append(ids, e.id)
	}
	return ids, true
}

func (g *group) passes(filters map[Filter][]string) bool {
	for i, f := range Filters() {
		if values := filters[f]; len(values) > 0 && !slices.Contains(values, g.values[i]) {
			return false
		}
	}
	return true
}

// says reports what the search of a title or a postcode does in the database.
func (e *comingEvent) says(key, digits string) bool {
	return strings.Contains(e.titleKey, key) || digits != "" && strings.Contains(e.postcode, digits)
}

// sizes are how many events of each group have the tags asked for: all of them
// when none is.
func (c *coming) sizes(tagged map[int64]bool) []int {
	sizes := make([]int, len(c.groups))
	if tagged == nil {
		for i := range c.groups {
			sizes[i] = c.groups[i].count
		}
		return sizes
	}
	for i := range c.events {
		if tagged[c.events[i].id] {
			sizes[c.events[i].group]++
		}
	}
	return sizes
}
