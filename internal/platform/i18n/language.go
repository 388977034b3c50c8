// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import (
	"context"
	"log/slog"
	"time"
	_ "time/tzdata" // the binary runs on machines without a zone database

	"golang.org/x/text/language"
)

// Lang is a language of the interface, as its ISO 639-1 code; it can be
// written as such in a lang attribute.
type Lang string

// The languages of the interface, in the order of preference.
const (
	French  Lang = "fr"
	English Lang = "en"
)

// Langs returns the languages of the interface, French first.
func Langs() []Lang { return []Lang{French, English} }

// ParseLang returns the language whose code is s, and whether there is one.
func ParseLang(s string) (Lang, bool) {
	switch lang := Lang(s); lang {
	case French, English:
		return lang, true
	}
	return French, false
}

// maxAcceptLanguage bounds the header that Match reads: longer ones are noise.
const maxAcceptLanguage = 256

// matcher prefers its first language when nothing fits.
var matcher = language.NewMatcher([]language.Tag{language.French, language.English})

// Match returns the language to answer in, given an Accept-Language header.
// French is the answer to a visitor who reads neither language.
func Match(acceptLanguage string) Lang {
	if acceptLanguage == "" || len(acceptLanguage) > maxAcceptLanguage {
		return French
	}
	tags, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return French
	}
	if _, i, confidence := matcher.Match(tags...); i == 1 && confidence > language.No {
		return English
	}
	return French
}

type (
	langKey struct{}
	zoneKey struct{}
)

// WithLang returns a context in which messages are in lang. An unknown
// language counts as French.
func WithLang(ctx context.Context, lang Lang) context.Context {
	if lang != English {
		lang = French
	}
	return context.WithValue(ctx, langKey{}, lang)
}

// LangOf returns the language of ctx, French unless WithLang said otherwise.
func LangOf(ctx context.Context) Lang {
	if lang, ok := ctx.Value(langKey{}).(Lang); ok {
		return lang
	}
	return French
}

// WithZone returns a context in which instants are shown in zone, for the
// member who set one. A nil zone means Paris.
func WithZone(ctx context.Context, zone *time.Location) context.Context {
	if zone == nil {
		zone = paris
	}
	return context.WithValue(ctx, zoneKey{}, zone)
}

// ZoneOf returns the time zone of ctx, Europe/Paris unless WithZone said
// otherwise.
func ZoneOf(ctx context.Context) *time.Location {
	if zone, ok := ctx.Value(zoneKey{}).(*time.Location); ok {
		return zone
	}
	return paris
}

// Paris returns the zone in which the press world of the product lives.
func Paris() *time.Location { return paris }

var paris = loadZone("Europe/Paris")

// loadZone cannot fail for an embedded zone; if it ever does, UTC is honest.
func loadZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		slog.Error("time zone is missing, showing UTC", "zone", name, "error", err)
		return time.UTC
	}
	return zone
}
