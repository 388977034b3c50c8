// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package place

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aipress24.com/aipress24/data"
	"aipress24.com/aipress24/internal/platform/typeahead"
)

const (
	// MaxTowns is how many suggestions one search gives (spec 02 §4.3).
	MaxTowns = 1000

	// MaxTown is the length in characters of a town that one writes oneself.
	MaxTown = 100

	// France is the country whose towns are a closed list.
	France = "FRA"
)

// Choice is a town on offer.
type Choice struct {
	Value string `json:"value"` // as it is stored: « FRA / 75011 Paris »
	Label string `json:"label"` // as it is shown: « 75011 Paris »
}

// overseas are the postcodes of the parts of France that are countries of their
// own for ISO 3166. Saint-Barthélemy and Saint-Martin stand in the numbering of
// Guadeloupe.
var overseas = map[string][]string{
	"GLP": {"971"}, "MTQ": {"972"}, "GUF": {"973"}, "REU": {"974"}, "SPM": {"975"}, "MYT": {"976"},
	"BLM": {"97133"}, "MAF": {"97150"}, "WLF": {"986"}, "PYF": {"987"}, "NCL": {"988"},
}

// list is the towns of France, by postcode and name.
type list struct {
	towns []data.Town
	index *typeahead.Index
}

// france is read by the first who asks. The file is part of the program and a
// test reads all of it; were it damaged, there would be no suggestions.
var france = sync.OnceValue(func() list {
	towns, err := data.Towns()
	if err != nil {
		return list{index: typeahead.New(nil)}
	}
	lines := make([]string, len(towns))
	for i, t := range towns {
		lines[i] = t.Name + " " + t.Postcode + district(t)
	}
	return list{towns: towns, index: typeahead.New(lines)}
})

// district lets « Paris 11 » find the eleventh arrondissement, which is how the
// postcode of the three great cities ends.
func district(t data.Town) string {
	switch t.Name {
	case "Paris", "Lyon", "Marseille":
		return " " + strings.TrimLeft(t.Postcode[3:], "0") + "e"
	}
	return ""
}

// IsClosed reports whether only listed towns of the country are accepted.
func IsClosed(country string) bool { return country == France }

// HasList reports whether we have a list of the country's towns, closed or not.
func HasList(country string) bool {
	_, known := postcodes(country)
	return known
}

// Towns returns up to limit towns of a country, and MaxTowns at most, that the
// query names by the beginnings of their words or of their postcode, by
// postcode and then by name. When more are found, those whose name begins with
// the query stay. A country without a list has none.
func Towns(country, query string, limit int) []Choice {
	codes, known := postcodes(country)
	if !known {
		return []Choice{}
	}
	f := france()
	found := f.index.FindAmong(query, min(limit, MaxTowns), func(i int) bool { return begins(f.towns[i].Postcode, codes) })
	slices.Sort(found)
	choices := make([]Choice, len(found))
	for n, i := range found {
		choices[n] = choice(country, f.towns[i])
	}
	return choices
}

// All returns every listed town of a country, by postcode and then by name.
func All(country string) []Choice {
	codes, known := postcodes(country)
	choices := []Choice{}
	if !known {
		return choices
	}
	for _, t := range france().towns {
		if begins(t.Postcode, codes) {
			choices = append(choices, choice(country, t))
		}
	}
	return choices
}

// postcodes are the beginnings of a country's postcodes, none for all of
// France, and whether we have a list of it.
func postcodes(country string) ([]string, bool) {
	codes, known := overseas[country]
	return codes, known || country == France
}

func begins(postcode string, codes []string) bool {
	return len(codes) == 0 || slices.ContainsFunc(codes, func(c string) bool { return strings.HasPrefix(postcode, c) })
}

func choice(country string, t data.Town) Choice {
	label := t.Postcode + " " + t.Name
	return Choice{Value: country + " / " + label, Label: label}
}

// Known reports whether a stored town may be a town of the country: a listed
// one in France, a short line of text elsewhere.
func Known(country, stored string) bool {
	label, found := strings.CutPrefix(stored, country+" / ")
	if !found || country == "" {
		return false
	}
	if !IsClosed(country) {
		return isLine(label)
	}
	code, name, _ := strings.Cut(label, " ")
	return slices.Contains(inPostcode(code), data.Town{Postcode: code, Name: name})
}

// inPostcode are the towns of France that have the postcode.
func inPostcode(code string) []data.Town {
	towns := france().towns
	from := sort.Search(len(towns), func(i int) bool { return towns[i].Postcode >= code })
	to := from
	for to < len(towns) && towns[to].Postcode == code {
		to++
	}
	return towns[from:to]
}

// isLine reports whether text can be the name of a town: printable, trimmed
// and not too long.
func isLine(text string) bool {
	visible := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= MaxTown && strings.TrimSpace(text) == text &&
		strings.ContainsFunc(text, visible) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

// Resolve turns what was typed or chosen into a town as it is stored: the whole
// value, « 75011 paris » in whatever case, a name or a postcode that only one
// town has. It reports false when the country has no such town, or several.
func Resolve(country, typed string) (string, bool) {
	typed = strings.Join(strings.Fields(typed), " ")
	if head, tail, cut := strings.Cut(typed, " / "); cut && len(head) == len(France) {
		typed = tail // chosen from a list, under whatever country
	}
	stored := country + " / " + typed
	if Known(country, stored) {
		return stored, true
	}
	if !IsClosed(country) {
		return "", false
	}
	words := typeahead.Fold(typed)
	code, _, _ := strings.Cut(words, " ")
	among := inPostcode(code)
	if len(among) == 0 {
		f := france()
		for _, i := range f.index.Find(typed, len(f.towns)) {
			among = append(among, f.towns[i])
		}
	}
	var exact []data.Town
	for _, t := range among {
		if name := typeahead.Fold(t.Name); words == name || words == t.Postcode || words == t.Postcode+" "+name || words == name+" "+t.Postcode {
			exact = append(exact, t)
		}
	}
	if len(exact) != 1 {
		return "", false
	}
	return choice(country, exact[0]).Value, true
}
