// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package social

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/typeahead"
)

// Catalogue is the directory of organisations. Filters with counts over a
// hundred thousand organisations read all of them: they are kept in memory, some
// hundred bytes each, and each visit reads what has changed since, by its date.
type Catalogue struct {
	db  *database.DB
	now func() time.Time

	reading sync.Mutex
	held    atomic.Pointer[edition]

	// Under reading.
	known   map[int64]*entry
	numbers map[facetValue]uint32
}

// edition is a listing with what it was made of.
type edition struct {
	listing

	changedAt time.Time // last change in it
	readAt    time.Time // when all was read
}

type facetValue struct {
	facet Facet
	value string
}

const (
	// lag is how much later than its date a change may be seen: the longest
	// transaction, and what clocks of processes differ by.
	lag = time.Minute

	// relearned is how old an edition may be before all is read again, for what
	// was changed without its date.
	relearned = 10 * time.Minute
)

// NewCatalogue returns the directory over the database.
func NewCatalogue(db *database.DB, now func() time.Time) *Catalogue {
	return &Catalogue{db: db, now: now}
}

// Find returns a page of the organisations that members may see (spec 05 §4.5),
// official or not, with how many there are and the counts of each filter.
func (c *Catalogue) Find(ctx context.Context, q OrganisationQuery) (*OrganisationResult, error) {
	current, err := c.current(ctx)
	if err != nil {
		return nil, err
	}
	page, total, counts := current.find(&q, PageSize+1)
	result := &OrganisationResult{Total: total, Buckets: current.buckets(counts)}
	if len(page) > PageSize {
		page = page[:PageSize]
		last := page[PageSize-1]
		result.Next = OrganisationPlace{last.key, last.id}
	}
	if len(page) == 0 {
		return result, nil
	}
	result.Cards, result.Letters, err = c.cards(ctx, page)
	return result, err
}

// cards reads what is shown of the organisations of a page, in their order. One
// that has gone meanwhile is left out.
func (c *Catalogue) cards(ctx context.Context, page []*entry) ([]OrganisationCard, []string, error) {
	numbers := make([]int64, len(page))
	for i, e := range page {
		numbers[i] = e.id
	}
	var found []OrganisationCard
	err := c.db.Reader().NewSelect().TableExpr("organisations AS o").
		ColumnExpr("o.id, coalesce(nullif(o.wall_name, ''), o.name) AS name, bw.id IS NOT NULL AS official, o.wall_type").
		ColumnExpr("coalesce(bw.baseline, '') AS baseline, coalesce(bw.logo, '') AS logo, coalesce(bw.town, '') AS town").
		Join("LEFT JOIN business_walls AS bw ON bw.id = o.wall_id AND bw.status = 'active'").
		Where("o.id IN (?)", bun.List(numbers)).Where("o.active").Where("o.deleted_at IS NULL").Scan(ctx, &found)
	if err != nil {
		return nil, nil, fmt.Errorf("read the directory of organisations: %w", err)
	}
	cards, letters := make([]OrganisationCard, 0, len(page)), make([]string, 0, len(page))
	for _, e := range page {
		if at := slices.IndexFunc(found, func(o OrganisationCard) bool { return o.ID == e.id }); at >= 0 {
			cards, letters = append(cards, found[at]), append(letters, LetterOf(e.key))
		}
	}
	return cards, letters, nil
}

// current returns the edition with every change seen. When it is time to read
// all again, one reader does and the others go on with what there is.
func (c *Catalogue) current(ctx context.Context) (*edition, error) {
	held := c.held.Load()
	switch {
	case held == nil:
		c.reading.Lock()
	case c.now().Sub(held.readAt) < relearned || !c.reading.TryLock():
		return c.brought(ctx, held)
	}
	defer c.reading.Unlock()
	if again := c.held.Load(); again != held {
		return again, nil // read while we waited
	}
	// The directory is for all: a reader who leaves must not leave it unread.
	all, newest, err := c.changes(context.WithoutCancel(ctx), time.Unix(0, 0))
	if err != nil {
		return nil, err
	}
	// In the order in which they are walked through, so that they lie in it.
	slices.SortFunc(all, func(a, b line) int { return byName(&a.entry, &b.entry) })
	c.known, c.numbers = map[int64]*entry{}, map[facetValue]uint32{}
	fresh := c.patch(&edition{}, all)
	fresh.changedAt, fresh.readAt = newest, c.now()
	c.held.Store(fresh)
	return fresh, nil
}

// brought is an edition brought up to date.
func (c *Catalogue) brought(ctx context.Context, held *edition) (*edition, error) {
	changed, newest, err := c.changes(ctx, held.changedAt.Add(-lag))
	if err != nil {
		return nil, err
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	held = c.held.Load() // perhaps newer by now
	fresh := c.patch(held, changed)
	if fresh == held {
		return held, nil
	}
	fresh.readAt, fresh.changedAt = held.readAt, held.changedAt
	if newest.After(fresh.changedAt) {
		fresh.changedAt = newest
	}
	c.held.Store(fresh)
	return fresh, nil
}

// line is an organisation as it is read.
type line struct {
	entry entry
	gone  bool
	facet []facetValue
}

const changesQuery = `
SELECT o.id, o.name, o.wall_name, o.active = TRUE AND o.deleted_at IS NULL, o.modified_at, coalesce(bw.type, ''), coalesce(bw.town, ''),
       coalesce(bw.country, ''), coalesce(bw.size, ''), coalesce(CAST(bw.company_types AS TEXT), '[]'), coalesce(CAST(bw.sectors AS TEXT), '[]'),
       coalesce(CAST(bw.organisation_type_details AS TEXT), '[]'), coalesce(CAST(bw.press_types AS TEXT), '[]'), coalesce(CAST(bw.agency_types AS TEXT), '[]')
FROM organisations o
LEFT JOIN business_walls bw ON bw.id = o.wall_id AND bw.status = 'active'
WHERE o.modified_at >= $1`

// changes reads the organisations changed since an instant, and the last change.
func (c *Catalogue) changes(ctx context.Context, since time.Time) ([]line, time.Time, error) {
	var found []line
	newest := since
	err := c.db.Prepared(changesQuery).Each(ctx, func(row database.Row) error {
		l, at, err := readLine(row)
		if at.After(newest) {
			newest = at
		}
		found = append(found, l)
		return err
	}, since.UTC())
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("read what has changed among organisations: %w", err)
	}
	return found, newest, nil
}

func readLine(row database.Row) (line, time.Time, error) {
	var l line
	var at time.Time
	var visible bool
	var name, wallName, wallType, town, country, size, companies, sectors, kinds, press, agencies string
	err := row.Scan(&l.entry.id, &name, &wallName, &visible, &at, &wallType, &town, &country, &size, &companies, &sectors, &kinds, &press, &agencies)
	if err != nil {
		return l, at, err
	}
	l.gone, l.entry.changedAt = !visible, at.UnixMicro()
	shown := wallName
	if shown == "" {
		shown = name
	}
	l.entry.key, l.entry.words = typeahead.Fold(shown), typeahead.Fold(name+" "+wallName)
	where := place.Parse(town)
	l.entry.postcode = where.Postcode
	var companyTypes []string
	if err := json.Unmarshal([]byte(companies), &companyTypes); err != nil {
		return l, at, err
	}
	add := func(f Facet, value string) {
		if value != "" {
			l.facet = append(l.facet, facetValue{f, value})
		}
	}
	add(ByCategory, categoryOf(wallType, companyTypes))
	if wallType == "" {
		return l, at, nil
	}
	if where.Country != "" {
		country = where.Country
	}
	add(ByWallType, wallType)
	add(BySize, size)
	add(ByCountry, country)
	add(ByDepartment, where.Department)
	add(ByCity, where.Name)
	for f, list := range map[Facet]string{BySector: sectors, ByKind: kinds, ByPressType: press, ByAgencyType: agencies} {
		var values []string
		if err := json.Unmarshal([]byte(list), &values); err != nil {
			return l, at, err
		}
		for _, value := range values {
			add(f, value)
		}
	}
	return l, at, nil
}

// patch returns an edition with lines applied: the same one when they change
// nothing. The caller holds reading.
func (c *Catalogue) patch(held *edition, lines []line) *edition {
	fresh := &edition{listing: listing{values: held.values, facets: held.facets}}
	replaced, added := map[*entry]bool{}, []*entry(nil)
	for i := range lines {
		l := &lines[i]
		old := c.known[l.entry.id]
		if l.gone {
			if old != nil {
				replaced[old] = true
				delete(c.known, l.entry.id)
			}
			continue
		}
		l.entry.values = c.number(&fresh.listing, l.facet)
		if old != nil {
			if old.equal(&l.entry) || l.entry.changedAt < old.changedAt {
				continue // nothing new, or read before what is known
			}
			replaced[old] = true
		}
		e := l.entry
		c.known[e.id] = &e
		added = append(added, &e)
	}
	if len(replaced)+len(added) == 0 {
		return held
	}
	fresh.named = merged(held.named, replaced, added)
	return fresh
}

// number gives values their numbers, in order, each once.
func (c *Catalogue) number(to *listing, values []facetValue) []uint32 {
	numbers := make([]uint32, 0, len(values))
	for _, v := range values {
		n, known := c.numbers[v]
		if !known {
			n = uint32(len(to.values)) //nolint:gosec // there are some thousands
			c.numbers[v] = n
			to.values, to.facets = append(to.values, v.value), append(to.facets, v.facet)
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return slices.Clip(slices.Compact(numbers))
}

// merged is a list by name without some entries and with others.
func merged(list []*entry, without map[*entry]bool, with []*entry) []*entry {
	slices.SortFunc(with, byName)
	result := make([]*entry, 0, len(list)+len(with))
	for _, e := range list {
		if len(without) > 0 && without[e] {
			continue
		}
		for len(with) > 0 && byName(with[0], e) < 0 {
			result, with = append(result, with[0]), with[1:]
		}
		result = append(result, e)
	}
	return append(result, with...)
}
