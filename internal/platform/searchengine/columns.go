// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"errors"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

var errSnapshot = errors.New("index reader of an unknown kind")

// row is what judging a match takes. Instants are in seconds since 1970, which
// fit until 2106.
type row struct {
	at          uint32 // 0 when undated
	from, until uint32 // window: from included, until excluded
	kind        uint16 // type, as a number of the table
}

// columns keeps the rows of every document in memory, 16 bytes each, by index
// segment. A segment never changes, so only new ones are read. Bleve would
// read these values from disk for each match of each search, which costs
// several times the search itself.
type columns struct {
	mu       sync.Mutex
	segments map[uint64][]row
	kinds    []string
	kindOf   map[string]uint16
}

// table is the rows of one snapshot of the index.
type table struct {
	offsets []uint64 // number of the first document of each segment
	rows    [][]row
	kinds   []string
}

func newColumns() *columns {
	return &columns{segments: map[uint64][]row{}, kindOf: map[string]uint16{}}
}

// of returns the table of a snapshot, reading the segments not yet known.
func (c *columns) of(r index.IndexReader) (*table, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errSnapshot
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &table{}
	known := make(map[uint64][]row, len(c.segments))
	offset := uint64(0)
	for _, segment := range snapshot.Segments() {
		size := segment.FullSize()
		rows, ok := c.segments[segment.Id()]
		if !ok {
			var err error
			if rows, err = c.read(snapshot, offset, size); err != nil {
				return nil, err
			}
		}
		known[segment.Id()] = rows
		t.offsets, t.rows = append(t.offsets, offset), append(t.rows, rows)
		offset += uint64(max(size, 0))
	}
	c.segments, t.kinds = known, c.kinds
	return t, nil
}

func (c *columns) read(r index.IndexReader, offset uint64, size int64) ([]row, error) {
	values, err := r.DocValueReader([]string{fieldRow})
	if err != nil {
		return nil, fmt.Errorf("read index columns: %w", err)
	}
	rows := make([]row, size)
	id := index.NewIndexInternalID(nil, 0)
	for i := range rows {
		id.SetValue(offset + uint64(i))
		err := values.VisitDocValues(id, func(_ string, value []byte) {
			rows[i] = c.parse(string(value))
		})
		if err != nil {
			return nil, fmt.Errorf("read index columns: %w", err)
		}
	}
	return rows, nil
}

// row finds the row of a document by its number.
func (t *table) row(id index.IndexInternalID, segment int) (row, int) {
	n := id.Value()
	if segment >= len(t.offsets) || n < t.offsets[segment] || n >= t.offsets[segment]+uint64(len(t.rows[segment])) {
		segment = sort.Search(len(t.offsets), func(i int) bool { return t.offsets[i] > n }) - 1
	}
	return t.rows[segment][n-t.offsets[segment]], segment
}

// encodeRow writes the row of d as the value kept in the index, its version
// included.
func encodeRow(d *Document) string {
	at, from, until := uint32(0), uint32(0), uint32(math.MaxUint32)
	if !d.At.IsZero() {
		at = max(seconds(d.At), 1)
	}
	if !d.VisibleFrom.IsZero() {
		// Rounded up: an embargo is never lifted early.
		from = seconds(d.VisibleFrom.Add(time.Second - time.Nanosecond))
	}
	if !d.VisibleUntil.IsZero() {
		until = seconds(d.VisibleUntil)
	}
	return fmt.Sprintf("%d|%d|%d|%d|%s", d.Version, at, from, until, d.Type)
}

// versionOf reads the version of an encoded row.
func versionOf(value string) int64 {
	text, _, _ := strings.Cut(value, "|")
	version, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return version
}

// parse reads an encoded row; what is damaged is visible to nobody.
func (c *columns) parse(value string) row {
	parts := strings.SplitN(value, "|", 5)
	if len(parts) != 5 {
		return row{from: math.MaxUint32}
	}
	at, err1 := strconv.ParseUint(parts[1], 10, 32)
	from, err2 := strconv.ParseUint(parts[2], 10, 32)
	until, err3 := strconv.ParseUint(parts[3], 10, 32)
	if errors.Join(err1, err2, err3) != nil {
		return row{from: math.MaxUint32}
	}
	kind, ok := c.kindOf[parts[4]]
	if !ok {
		kind = uint16(len(c.kinds)) //nolint:gosec // types are a handful
		c.kindOf[parts[4]] = kind
		c.kinds = append(c.kinds[:len(c.kinds):len(c.kinds)], parts[4])
	}
	return row{uint32(at), uint32(from), uint32(until), kind}
}

// seconds is an instant since 1970, within what a row can hold.
func seconds(t time.Time) uint32 {
	return uint32(min(max(t.Unix(), 0), math.MaxUint32))
}
