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

// DailyAt is due once each day at the given time in a place, also on the days
// when its clocks change: a time that is skipped that day is moved by the hour
// skipped, and of a time that is repeated the first counts.
func DailyAt(hour, minute int, place *time.Location) Schedule {
	return Schedule{
		next: func(t time.Time) time.Time {
			today := t.In(place)
			due := onDay(today, 0, hour, minute)
			if !due.After(t) {
				due = onDay(today, 1, hour, minute)
			}
			return due
		},
		slot: time.Hour,
	}
}

// onDay returns the first instant at which clocks show hour and minute, some
// days after today. Of a repeated time, time.Date may give either instant.
func onDay(today time.Time, days, hour, minute int) time.Time {
	due := time.Date(today.Year(), today.Month(), today.Day()+days, hour, minute, 0, 0, today.Location())
	if earlier := due.Add(-time.Hour); earlier.Hour() == due.Hour() {
		return earlier
	}
	return due
}
