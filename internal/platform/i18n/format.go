// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import (
	"context"
	"math"
	"strconv"
	"time"
)

// Spaces that keep a number and what belongs to it on one line.
const (
	noBreak       = "\u00a0"
	narrowNoBreak = "\u202f" // between thousands, in French
	minus         = "\u2212"
)

func styleOf(ctx context.Context) *style { return current().styles[LangOf(ctx)] }

// Number returns n with its thousands apart: "1 284" or "1,284".
func Number(ctx context.Context, n int64) string { return styleOf(ctx).number(n) }

// Decimal returns x rounded to digits decimals: "1 284,5" or "1,284.5".
func Decimal(ctx context.Context, x float64, digits int) string {
	return styleOf(ctx).decimal(x, digits)
}

// Percent returns a share given in per cent: "12 %" or "12%".
func Percent(ctx context.Context, n int64) string {
	s := styleOf(ctx)
	return s.number(n) + s.percent
}

// Money returns an amount of cents in its currency, an ISO 4217 code:
// "1 284,50 €" or "€1,284.50". An unknown code is written as it is.
func Money(ctx context.Context, cents int64, currency string) string {
	return styleOf(ctx).money(cents, currency)
}

// Bytes returns the size of a file, in powers of 1,000: "1,2 Mo" or "1.2 MB", and
// "4 Mo" for just as many.
func Bytes(ctx context.Context, n int64) string {
	s := styleOf(ctx)
	if n < 1000 {
		return s.number(n) + noBreak + s.bytes[0]
	}
	size, unit := float64(n)/1000, 1
	for size >= 999.5 && unit < len(s.bytes)-1 {
		size, unit = size/1000, unit+1
	}
	digits := 0
	if size < 9.95 && size != math.Trunc(size) {
		digits = 1
	}
	return s.decimal(size, digits) + noBreak + s.bytes[unit]
}

// Date returns a day: "21 nov. 2026", "21 Nov 2026".
func Date(ctx context.Context, t time.Time) string {
	t = t.In(ZoneOf(ctx))
	return styleOf(ctx).date(t)
}

// Day returns a day in full letters: "samedi 21 novembre 2026", "Saturday 21
// November 2026".
func Day(ctx context.Context, t time.Time) string {
	s := styleOf(ctx)
	t = t.In(ZoneOf(ctx))
	return s.weekdays[t.Weekday()] + " " + s.dayOfMonth(t) + noBreak + s.months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// Month returns a month in full letters: "novembre 2026", "November 2026".
func Month(ctx context.Context, t time.Time) string {
	t = t.In(ZoneOf(ctx))
	return styleOf(ctx).months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// MonthName returns the month alone, where the year goes without saying:
// "octobre", "October".
func MonthName(ctx context.Context, t time.Time) string {
	return styleOf(ctx).months[t.In(ZoneOf(ctx)).Month()-1]
}

// Time returns the time of day: "9 h 30" and "18 h", "09:30" and "18:00".
func Time(ctx context.Context, t time.Time) string {
	return styleOf(ctx).clock(t.In(ZoneOf(ctx)))
}

// DateTime returns an instant to the minute: "21 nov. 2026 à 18 h 30",
// "21 Nov 2026, 18:30".
func DateTime(ctx context.Context, t time.Time) string {
	s := styleOf(ctx)
	t = t.In(ZoneOf(ctx))
	return s.date(t) + s.at + s.clock(t)
}

// Relative returns how long before or after now the instant t is, when less
// than a day apart ("il y a 42 min", "2 h ago", "dans 3 h"), else its date.
// Show it in a time element with the ISO attribute.
func Relative(ctx context.Context, t, now time.Time) string {
	apart := now.Sub(t)
	future := apart < 0
	if future {
		apart = -apart
	}
	s := styleOf(ctx)
	switch {
	case apart < time.Minute:
		return s.justNow
	case apart < time.Hour:
		return s.ago(future, int(apart/time.Minute), s.minute)
	case apart < 24*time.Hour:
		return s.ago(future, int(apart/time.Hour), s.hour)
	}
	return Date(ctx, t)
}

// ISO returns t for the datetime attribute of a time element, in UTC.
func ISO(t time.Time) string { return t.UTC().Format(time.RFC3339) }
