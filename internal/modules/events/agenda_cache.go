// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// agendaCache keeps what every reader of the agenda is shown alike: what is to
// come, and the days of months. It holds while the version of the agenda stands,
// and until time alone changes it.
type agendaCache struct {
	mu      sync.Mutex
	version int64
	until   time.Time
	coming  *coming // nil until it is read
	months  map[time.Time]*Month
	tagged  map[string]map[int64]bool // ids of coming events by the tags asked for
}

const (
	// cacheAge bounds how long an event that is over is still counted.
	cacheAge = time.Minute
	// mostMonths bounds how many months are held.
	mostMonths = 36
)

// Choice is one value of a filter and how many coming events it leaves.
type Choice struct {
	Value string
	Count int
}

// mostChoices bounds the menu of a filter: beyond the most frequent values, one
// searches.
const mostChoices = 60

// Choices returns, for each filter, the values of the coming events that pass
// the other filters, the most frequent ones, in alphabetical order.
func (a *Agenda) Choices(ctx context.Context, chosen map[Filter][]string) (map[Filter][]Choice, error) {
	known, tagged, err := a.coming(ctx, chosen)
	if err != nil {
		return nil, err
	}
	var counts [5]map[string]int
	for i := range counts {
		counts[i] = map[string]int{}
	}
	sizes := known.sizes(tagged)
	for number, g := range known.groups {
		failed, at := 0, -1
		for i, f := range Filters() {
			if values := chosen[f]; len(values) > 0 && !slices.Contains(values, g.values[i]) {
				failed, at = failed+1, i
			}
		}
		for i := range counts {
			if g.values[i] != "" && sizes[number] > 0 && (failed == 0 || failed == 1 && at == i) {
				counts[i][g.values[i]] += sizes[number]
			}
		}
	}
	choices := make(map[Filter][]Choice, len(counts))
	for i, f := range Filters() {
		choices[f] = mostFrequent(counts[i])
	}
	return choices, nil
}

// mostFrequent returns the values that occur most, by value.
func mostFrequent(counts map[string]int) []Choice {
	list := make([]Choice, 0, len(counts))
	for value, n := range counts {
		list = append(list, Choice{value, n})
	}
	slices.SortFunc(list, func(a, b Choice) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value)) })
	list = list[:min(len(list), mostChoices)]
	slices.SortFunc(list, func(a, b Choice) int {
		return cmp.Or(cmp.Compare(content.SortKey(a.Value), content.SortKey(b.Value)), cmp.Compare(a.Value, b.Value))
	})
	return list
}

// fresh empties the cache when it does not hold any more. The lock is held.
func (a *Agenda) fresh(ctx context.Context) error {
	c, now := &a.cache, a.now().UTC()
	var version int64
	if err := a.db.Prepared("SELECT version FROM feed_versions WHERE feed = 'events'").One(ctx, nil, &version); err != nil {
		return fmt.Errorf("read the version of the agenda: %w", err)
	}
	if c.months != nil && c.version == version && now.Before(c.until) {
		return nil
	}
	until := now.Add(cacheAge)
	var expiry time.Time
	err := a.db.Prepared("SELECT expires_at FROM event_posts WHERE expires_at > $1 ORDER BY expires_at LIMIT 1").One(ctx, []any{now}, &expiry)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read the next expiry of the agenda: %w", err)
	}
	if err == nil && expiry.Before(until) {
		until = expiry
	}
	c.version, c.until, c.coming, c.months, c.tagged = version, until, nil, map[time.Time]*Month{}, nil
	return nil
}

// Month is the weeks of a month, from Monday, with what happens each day.
type Month struct {
	First time.Time // of the month, midnight in Paris
	Days  []Day     // whole weeks
}

// Day is one day of a month.
type Day struct {
	At    time.Time // midnight in Paris
	Count int       // events that take place on it
	First []Entry   // the first few of them
}

// Entry is an event on one day.
type Entry struct {
	ID        int64
	Title     string
	StartsAt  time.Time
	Continues bool // it began on an earlier day
}

// entriesADay is how many events a day of the calendar shows.
const entriesADay = 4

// Month returns the month of an instant, as every member sees it (spec 03
// §5.6): an event is on every day it spans.
func (a *Agenda) Month(ctx context.Context, of time.Time) (*Month, error) {
	local := of.In(i18n.Paris())
	first := time.Date(local.Year(), local.Month(), 1, 0, 0, 0, 0, i18n.Paris())
	c := &a.cache
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := a.fresh(ctx); err != nil {
		return nil, err
	}
	if held := c.months[first]; held != nil {
		return held, nil
	}
	month := emptyMonth(first)
	from, to := month.Days[0].At, month.Days[len(month.Days)-1].At.AddDate(0, 0, 1)
	var rows []struct {
		ID               int64
		Title            string
		StartsAt, EndsAt time.Time
	}
	err := a.db.Reader().NewSelect().TableExpr("event_posts AS p").
		ColumnExpr("p.id, p.title, p.starts_at, p.ends_at").
		Apply(content.VisibleAt(a.now())).
		Where("p.starts_at < ?", to.UTC()).Where("p.ends_at >= ?", from.UTC()).
		Where("(p.lasting OR p.starts_at >= ?)", from.Add(-lastingSpan).UTC()).
		Order("p.starts_at", "p.id").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read a month of the agenda: %w", err)
	}
	for _, r := range rows {
		month.add(Entry{ID: r.ID, Title: r.Title, StartsAt: r.StartsAt}, r.EndsAt)
	}
	if len(c.months) >= mostMonths {
		clear(c.months)
	}
	c.months[first] = month
	return month, nil
}

// emptyMonth is the weeks that cover a month.
func emptyMonth(first time.Time) *Month {
	m := &Month{First: first}
	day := first.AddDate(0, 0, -(int(first.Weekday())+6)%7)
	for end := first.AddDate(0, 1, 0); day.Before(end) || len(m.Days)%7 != 0; day = day.AddDate(0, 0, 1) {
		m.Days = append(m.Days, Day{At: day})
	}
	return m
}

// add puts an event on every day of the month that it spans.
func (m *Month) add(e Entry, end time.Time) {
	for i := range m.Days {
		d := &m.Days[i]
		next := d.At.AddDate(0, 0, 1)
		if !e.StartsAt.Before(next) || end.Before(d.At) || end.Equal(d.At) && e.StartsAt.Before(d.At) {
			continue
		}
		d.Count++
		if len(d.First) < entriesADay {
			on := e
			on.Continues = e.StartsAt.Before(d.At)
			d.First = append(d.First, on)
		}
	}
}

// nearestFirst sorts appointments by their distance to now.
func nearestFirst(list []Appointment, now time.Time) {
	distance := func(a Appointment) time.Duration { return a.StartsAt.Sub(now).Abs() }
	slices.SortStableFunc(list, func(a, b Appointment) int {
		return cmp.Or(cmp.Compare(distance(a), distance(b)), b.StartsAt.Compare(a.StartsAt))
	})
}
