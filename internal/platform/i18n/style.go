// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// style is how one language writes numbers and dates. Its words come from the
// catalogue (platform.date, platform.unit), its rules from here.
type style struct {
	lang                         Lang
	thousands, point, percent    string
	at                           string // between date and time
	first                        string // suffix of the first of the month
	justNow, minute, hour        string
	past, next                   sentence
	weekdays                     [7]string
	months, shortMonths          [12]string
	bytes                        [5]string
	symbolFirst, twentyFourColon bool
}

// newStyle takes the words of a language from its messages. A missing word
// shows as its key.
func newStyle(lang Lang, messages map[string]*message) *style {
	word := func(key string) string {
		if m, ok := messages["platform."+key]; ok {
			return m.other.text
		}
		return "platform." + key
	}
	s := &style{
		lang: lang, thousands: narrowNoBreak, point: ",", percent: noBreak + "%",
		at: word("date.at"), first: word("date.first"),
		justNow: word("date.just_now"), minute: word("unit.minute"), hour: word("unit.hour"),
		past: split(word("date.ago")), next: split(word("date.in")),
	}
	if lang == English {
		s.thousands, s.point, s.percent = ",", ".", "%"
		s.symbolFirst, s.twentyFourColon = true, true
	}
	for i := range s.weekdays {
		s.weekdays[i] = word("date.weekday." + strconv.Itoa(i))
	}
	for i := range s.months {
		s.months[i] = word("date.month." + strconv.Itoa(i+1))
		s.shortMonths[i] = word("date.short_month." + strconv.Itoa(i+1))
	}
	for i, unit := range []string{"byte", "kilobyte", "megabyte", "gigabyte", "terabyte"} {
		s.bytes[i] = word("unit." + unit)
	}
	return s
}

// number groups the digits of n by three.
func (s *style) number(n int64) string {
	if n < 0 {
		return minus + s.group(strconv.FormatUint(-uint64(n), 10)) //nolint:gosec // two's complement: right even for the smallest
	}
	return s.group(strconv.FormatInt(n, 10))
}

// group puts the separator between thousands.
func (s *style) group(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	var b strings.Builder
	b.Grow(len(digits) + len(s.thousands)*(len(digits)/3))
	lead := len(digits) % 3
	b.WriteString(digits[:lead])
	for i := lead; i < len(digits); i += 3 {
		if i > 0 {
			b.WriteString(s.thousands)
		}
		b.WriteString(digits[i : i+3])
	}
	return b.String()
}

// decimal writes x with digits decimals.
func (s *style) decimal(x float64, digits int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(math.Abs(x), 'f', max(digits, 0), 64), ".")
	text := s.group(whole)
	if fraction != "" {
		text += s.point + fraction
	}
	if x < 0 && strings.Trim(whole+fraction, "0") != "" {
		text = minus + text
	}
	return text
}

// symbols are the currencies the press of our countries meets; the others are
// written as their code.
var symbols = map[string]string{"EUR": "€", "USD": "$", "GBP": "£"}

func (s *style) money(cents int64, currency string) string {
	sign, left := "", uint64(cents) //nolint:gosec // the sign is taken out below
	if cents < 0 {
		sign, left = minus, -left
	}
	text := s.group(strconv.FormatUint(left/100, 10)) + s.point + pad(int(left%100))
	code := strings.ToUpper(currency)
	symbol, known := symbols[code]
	switch {
	case !known && s.symbolFirst:
		return sign + code + noBreak + text
	case !known:
		return sign + text + noBreak + code
	case s.symbolFirst:
		return sign + symbol + text
	}
	return sign + text + noBreak + symbol
}

// dayOfMonth is "1er" in French on the first, a number on other days.
func (s *style) dayOfMonth(t time.Time) string {
	if t.Day() == 1 {
		return "1" + s.first
	}
	return strconv.Itoa(t.Day())
}

func (s *style) date(t time.Time) string {
	return s.dayOfMonth(t) + noBreak + s.shortMonths[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

func (s *style) clock(t time.Time) string {
	if s.twentyFourColon {
		return pad(t.Hour()) + ":" + pad(t.Minute())
	}
	hour := strconv.Itoa(t.Hour()) + noBreak + "h"
	if t.Minute() == 0 {
		return hour
	}
	return hour + noBreak + pad(t.Minute())
}

// ago fills "il y a {{.Time}}" or "dans {{.Time}}".
func (s *style) ago(future bool, n int, unit string) string {
	form := &s.past
	if future {
		form = &s.next
	}
	span := strconv.Itoa(n) + noBreak + unit
	var b strings.Builder
	for _, p := range form.parts {
		if p.name == "" {
			b.WriteString(p.text)
			continue
		}
		b.WriteString(span)
	}
	return b.String()
}

// pad writes a number below 100 with two digits.
func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
