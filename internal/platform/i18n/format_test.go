// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/i18n"
)

var (
	french  = i18n.WithLang(context.Background(), i18n.French)
	english = i18n.WithLang(context.Background(), i18n.English)
)

// spaced makes no-break spaces readable in the tables below.
var spaced = strings.NewReplacer("~", "\u00a0", "_", "\u202f")

func TestNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		n      int64
		fr, en string
	}{
		{0, "0", "0"},
		{999, "999", "999"},
		{1284, "1_284", "1,284"},
		{-1284, "−1_284", "−1,284"},
		{1000000, "1_000_000", "1,000,000"},
		{123456789, "123_456_789", "123,456,789"},
		{math.MinInt64, "−9_223_372_036_854_775_808", "−9,223,372,036,854,775,808"},
	}
	for _, tt := range tests {
		expect(t, i18n.Number(french, tt.n), tt.fr)
		expect(t, i18n.Number(english, tt.n), tt.en)
	}
}

func TestMoney(t *testing.T) {
	t.Parallel()
	tests := []struct {
		cents    int64
		currency string
		fr, en   string
	}{
		{6950, "EUR", "69,50~€", "€69.50"},
		{0, "eur", "0,00~€", "€0.00"},
		{128450, "EUR", "1_284,50~€", "€1,284.50"},
		{-5, "EUR", "−0,05~€", "−€0.05"},
		{1200, "CHF", "12,00~CHF", "CHF~12.00"},
		{1200, "USD", "12,00~$", "$12.00"},
	}
	for _, tt := range tests {
		expect(t, i18n.Money(french, tt.cents, tt.currency), tt.fr)
		expect(t, i18n.Money(english, tt.cents, tt.currency), tt.en)
	}
}

func TestDecimalPercentBytes(t *testing.T) {
	t.Parallel()
	expect(t, i18n.Decimal(french, 1284.56, 1), "1_284,6")
	expect(t, i18n.Decimal(english, 1284.56, 1), "1,284.6")
	expect(t, i18n.Decimal(french, -0.04, 1), "0,0")
	expect(t, i18n.Decimal(french, -0.06, 1), "−0,1")
	expect(t, i18n.Decimal(french, math.NaN(), 1), "–")
	expect(t, i18n.Percent(french, 12), "12~%")
	expect(t, i18n.Percent(english, 12), "12%")
	expect(t, i18n.Bytes(french, 512), "512~octets")
	expect(t, i18n.Bytes(french, 1234567), "1,2~Mo")
	expect(t, i18n.Bytes(english, 1234567), "1.2~MB")
	expect(t, i18n.Bytes(french, 999_999), "1,0~Mo")
	expect(t, i18n.Bytes(french, 4_000_000), "4~Mo")
	expect(t, i18n.Bytes(english, 45_000_000), "45~MB")
	expect(t, i18n.Bytes(french, math.MaxInt64), "9_223_372~To")
}

func TestDates(t *testing.T) {
	t.Parallel()
	instant := time.Date(2026, time.November, 21, 17, 30, 0, 0, time.UTC)
	expect(t, i18n.Date(french, instant), "21~nov. 2026")
	expect(t, i18n.Date(english, instant), "21~Nov 2026")
	expect(t, i18n.DateTime(french, instant), "21~nov. 2026 à~18~h~30")
	expect(t, i18n.DateTime(english, instant), "21~Nov 2026, 18:30")
	expect(t, i18n.Day(french, instant), "samedi 21~novembre 2026")
	expect(t, i18n.Day(english, instant), "Saturday 21~November 2026")
	expect(t, i18n.Month(french, instant), "novembre 2026")
	expect(t, i18n.Time(french, instant), "18~h~30")
	expect(t, i18n.Time(french, instant.Add(30*time.Minute)), "19~h")
	expect(t, i18n.Time(english, instant.Add(-9*time.Hour)), "09:30")
	expect(t, i18n.Date(french, instant.AddDate(0, 0, 10)), "1er~déc. 2026")
	expect(t, i18n.ISO(instant.In(i18n.Paris())), "2026-11-21T17:30:00Z")
}

// Paris goes from 2 h to 3 h on the last Sunday of March, and from 3 h back to
// 2 h on the last Sunday of October; both changes happen at 1:00 UTC.
func TestTime_daylightSaving(t *testing.T) {
	t.Parallel()
	spring := time.Date(2026, time.March, 29, 1, 0, 0, 0, time.UTC)
	expect(t, i18n.Time(french, spring.Add(-time.Minute)), "1~h~59")
	expect(t, i18n.Time(french, spring), "3~h")
	autumn := time.Date(2026, time.October, 25, 1, 0, 0, 0, time.UTC)
	expect(t, i18n.Time(french, autumn.Add(-time.Minute)), "2~h~59")
	expect(t, i18n.Time(french, autumn), "2~h")
	expect(t, i18n.Relative(french, autumn.Add(-time.Minute), autumn), "il y~a 1~min")
}

func TestZone(t *testing.T) {
	t.Parallel()
	instant := time.Date(2026, time.January, 1, 3, 0, 0, 0, time.UTC)
	expect(t, i18n.Date(french, instant), "1er~janv. 2026")
	guadeloupe, err := time.LoadLocation("America/Guadeloupe")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, i18n.Date(i18n.WithZone(french, guadeloupe), instant), "31~déc. 2025")
	if got := i18n.ZoneOf(i18n.WithZone(french, nil)); got != i18n.Paris() {
		t.Errorf("ZoneOf() = %v, want Paris", got)
	}
}

func TestRelative(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		before time.Duration
		fr, en string
	}{
		{0, "à l’instant", "just now"},
		{59 * time.Second, "à l’instant", "just now"},
		{-30 * time.Second, "à l’instant", "just now"},
		{time.Minute, "il y~a 1~min", "1~min ago"},
		{42*time.Minute + 59*time.Second, "il y~a 42~min", "42~min ago"},
		{time.Hour, "il y~a 1~h", "1~h ago"},
		{24*time.Hour - time.Second, "il y~a 23~h", "23~h ago"},
		{24 * time.Hour, "20~nov. 2026", "20~Nov 2026"},
		{-2 * time.Hour, "dans 2~h", "in 2~h"},
		{-48 * time.Hour, "23~nov. 2026", "23~Nov 2026"},
	}
	for _, tt := range tests {
		expect(t, i18n.Relative(french, now.Add(-tt.before), now), tt.fr)
		expect(t, i18n.Relative(english, now.Add(-tt.before), now), tt.en)
	}
}

func TestNbsp(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"", ""},
		{"Bonjour", "Bonjour"},
		{"Vraiment ?", "Vraiment~?"},
		{"Vraiment?", "Vraiment~?"},
		{"Vraiment ?!", "Vraiment~?!"},
		{"Vraiment?!", "Vraiment~?!"},
		{"Titre : sous-titre ; fin !", "Titre~: sous-titre~; fin~!"},
		{"Titre: fin", "Titre~: fin"},
		{"« Le port »", "«~Le port~»"},
		{"«Le port»", "«~Le port~»"},
		{"l'article d'hier", "l’article d’hier"},
		{"attendre...", "attendre…"},
		{"https://exemple.fr/?a=1;b=2", "https://exemple.fr/?a=1;b=2"},
		{"à 18:30", "à 18:30"},
		{"à 9 h 30", "à 9~h~30"},
		{"9 heures", "9 heures"},
		{"1 284 lecteurs", "1_284 lecteurs"},
		{"1 284 567", "1_284_567"},
		{"en 2026 300 lecteurs", "en 2026 300 lecteurs"},
		{"69,50 € ou 12 %", "69,50~€ ou 12~%"},
		{"vérité ?", "vérité~?"},
	}
	for _, tt := range tests {
		expect(t, i18n.Nbsp(tt.in), tt.want)
	}
}

func TestNbsp_idempotent(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune(" \u00a0\u202f'’.…:;!?«»hH€%a1é/(\n"))).Draw(t, "s")
		once := i18n.Nbsp(s)
		if twice := i18n.Nbsp(once); twice != once {
			t.Fatalf("Nbsp(%q) = %q, again %q", s, once, twice)
		}
	})
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if want = spaced.Replace(want); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
