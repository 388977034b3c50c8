// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package paging

import (
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"aipress24.com/aipress24/internal/core/errs"
)

// Position is a row of a sorted list, from which the list goes on. The zero
// Position is before the first row.
type Position struct {
	Key string // what the row is sorted by, as text; "" in the order of writing
	ID  int64
}

// Column is what the rows of a list are sorted by, before their ids.
type Column[R any] struct {
	By  schema.QueryWithArgs // what they are compared by
	Key func(*R) string      // of a row, for its position

	// Value reads a key; one that no row gave is errs.ErrNotFound. Without it,
	// keys are compared as they are.
	Value func(key string) (any, error)
}

// Text is a column of texts.
func Text[R any](expression string, key func(*R) string) *Column[R] {
	return &Column[R]{By: bun.SafeQuery(expression), Key: key}
}

// Instant is a column of dates and times.
func Instant[R any](by schema.QueryWithArgs, at func(*R) time.Time) *Column[R] {
	return &Column[R]{
		By:    by,
		Key:   func(row *R) string { return InstantKey(at(row)) },
		Value: func(key string) (any, error) { return ParseInstant(key) },
	}
}

// InstantKey is the key of an instant.
func InstantKey(at time.Time) string { return strconv.FormatInt(at.UnixMicro(), 36) }

// ParseInstant reads an instant from its key; what no InstantKey gave is
// errs.ErrNotFound.
func ParseInstant(key string) (time.Time, error) {
	micro, err := strconv.ParseInt(key, 36, 64)
	if at := time.UnixMicro(micro).UTC(); err == nil && at.Year() > 0 && at.Year() < 10_000 { // what databases hold
		return at, nil
	}
	return time.Time{}, errs.ErrNotFound
}

// Containing keeps the rows whose column holds some text, whatever the case;
// "" keeps all.
func Containing(q *bun.SelectQuery, column, text string) *bun.SelectQuery {
	if text == "" {
		return q
	}
	return q.Where("lower(?) LIKE ? ESCAPE '!'", bun.Safe(column), Pattern(strings.ToLower(text)))
}

// Pattern is what LIKE … ESCAPE '!' compares with to find a text: its % and _
// are no wildcards.
func Pattern(text string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text) + "%"
}
