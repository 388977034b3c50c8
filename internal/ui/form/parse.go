// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"errors"
	"fmt"
	"math"
	"net/mail"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// momentLayout is how a DateTime is kept in Values and posted by one field.
const momentLayout = "2006-01-02T15:04:05"

// Errors of the parsers.
var (
	errMoment = errors.New("not a date")
	errCents  = errors.New("not an amount")
)

// moments are the accepted writings (spec 08 §11).
var moments = []string{momentLayout, time.DateTime, "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly}

// ParseMoment reads a day, or a day and an hour, as a clock in Paris shows it
// and returns the instant in UTC. An hour that the change to summer time skips
// is moved forward; one that occurs twice is the first.
func ParseMoment(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	for _, layout := range moments {
		t, err := time.ParseInLocation(layout, s, i18n.Paris())
		if err != nil {
			continue
		}
		if t.Year() < 1900 || t.Year() > 2200 {
			break
		}
		if earlier := t.Add(-time.Hour); earlier.Format(momentLayout) == t.Format(momentLayout) {
			t = earlier // time.Parse does not say which of the two it gives
		}
		return t.UTC(), nil
	}
	return time.Time{}, fmt.Errorf("%w: %d characters", errMoment, len(s))
}

var amount = regexp.MustCompile(`^(-?)(\d{1,12})(?:[.,](\d{1,2}))?$`)

// ParseCents reads an amount as a French or English reader writes it: "1 284,50",
// "69.5", "69 €". It never goes through floating point.
func ParseCents(s string) (int64, error) {
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u202f', '€', '\t':
			return -1
		}
		return r
	}, s)
	parts := amount.FindStringSubmatch(s)
	if parts == nil {
		return 0, errCents
	}
	cents := (parts[3] + "00")[:2]
	n, err := strconv.ParseInt(parts[2]+cents, 10, 64)
	if err != nil || n > math.MaxInt64/100 {
		return 0, errCents
	}
	if parts[1] == "-" {
		n = -n
	}
	return n, nil
}

// formatCents writes an amount as a field shows it: "69,50".
func formatCents(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d,%02d", sign, cents/100, cents%100)
}

// validEmail accepts one bare address with a dotted domain.
func validEmail(s string) bool {
	address, err := mail.ParseAddress(s)
	if err != nil || address.Address != s || address.Name != "" {
		return false
	}
	at := strings.LastIndexByte(s, '@')
	domain := s[at+1:]
	return at > 0 && at <= 64 && strings.Contains(domain, ".") &&
		!strings.HasPrefix(domain, ".") && !strings.HasSuffix(domain, ".") && !strings.HasPrefix(domain, "[")
}

// completeURL adds the scheme a visitor leaves out.
func completeURL(s string) string {
	if s == "" || strings.Contains(s, ":") || strings.HasPrefix(s, "/") {
		return s
	}
	return "https://" + s
}

// validURL accepts an http or https address of a dotted host.
func validURL(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	return u.User == nil && u.Hostname() != "" && strings.Contains(strings.Trim(u.Hostname(), "."), ".")
}

var phoneShape = regexp.MustCompile(`^\+?[0-9().\- \x{00a0}]+$`)

// validPhone accepts 9 to 17 digits with the usual separators (spec 02 §4.3).
func validPhone(s string) bool {
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return phoneShape.MatchString(s) && digits >= 9 && digits <= 17
}
