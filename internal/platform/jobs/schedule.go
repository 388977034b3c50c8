// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs

import "time"

// Schedule says when periodic work is due. Make one with [Every] or [DailyAt].
type Schedule struct {
	next func(time.Time) time.Time
	slot time.Duration // instants of the same multiple of slot are one occurrence

	// catchUp asks for the current slot when a process starts: uniqueness
	// makes it a no-op if the slot was served.
	catchUp bool
}

// Next returns the first slot after t.
func (s Schedule) Next(t time.Time) time.Time { return s.next(t) }

// Every is due at each multiple of interval since year 1, UTC: Every(time.Hour)
// at each full hour. A process that starts serves the slot under way unless
// that has been done.
func Every(interval time.Duration) Schedule {
	return Schedule{
		next: func(t time.Time) time.Time {
			return t.Truncate(interval).Add(interval)
		},
		slot:    interval,
		catchUp: true,
	}
}

// DailyAt is due each day at the given time in a place, also on the days when
// its clocks change; a time that does not exist that day is moved by the hour
// that is skipped.
func DailyAt(hour, minute int, place *time.Location) Schedule {
	return Schedule{
		next: func(t time.Time) time.Time {
			local := t.In(place)
			due := time.Date(local.Year(), local.Month(), local.Day(), hour, minute, 0, 0, place)
			if !due.After(t) {
				due = time.Date(local.Year(), local.Month(), local.Day()+1, hour, minute, 0, 0, place)
			}
			return due
		},
		slot: time.Hour,
	}
}
