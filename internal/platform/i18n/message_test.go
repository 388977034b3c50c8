// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestLoadCatalogue_faults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"duplicate in two files", fstest.MapFS{
			"locales/a.fr.toml": file(`wire.title = "Fil"`),
			"locales/b.fr.toml": file("[wire]\ntitle = \"Le fil\""),
		}, "catalogue locales/b.fr.toml: wire.title is already in a.fr.toml"},
		{"duplicate in one file", fstest.MapFS{
			"locales/a.fr.toml": file("\"wire.title\" = \"Fil\"\n[wire]\ntitle = \"Fil\""),
		}, "wire.title is written twice"},
		{"not TOML", fstest.MapFS{"locales/a.fr.toml": file(`wire = `)}, "catalogue locales/a.fr.toml: toml:"},
		{"a number", fstest.MapFS{"locales/a.fr.toml": file(`wire.title = 3`)}, "wire.title: a message is a text or plural forms, not int64"},
		{"a bad template", fstest.MapFS{"locales/a.fr.toml": file(`wire.title = "Par {{.Name"`)}, "wire.title: template:"},
		{"an unknown language", fstest.MapFS{"locales/a.de.toml": file(`wire.title = "Draht"`)}, "AREA.fr.toml or AREA.en.toml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := loadCatalogue(tt.files)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("loadCatalogue() = %v, want %q", err, tt.want)
			}
		})
	}
}

// Words that go-i18n reserves are ordinary keys here, and one bad file leaves
// the others alone.
func TestLoadCatalogue(t *testing.T) {
	t.Parallel()
	c, err := loadCatalogue(fstest.MapFS{
		"locales/a.fr.toml": file("[post]\ndescription = \"Chapô\"\nid = \"Numéro\"\nother = \"Autre\"\n[post.count]\none = \"{{.Count}} post\"\nother = \"{{.Count}} posts\""),
		"locales/b.fr.toml": file(`broken`),
	})
	if err == nil {
		t.Error("the broken file is not reported")
	}
	got := slices.Sorted(maps.Keys(c.messages[French]))
	if want := []string{"post.count", "post.description", "post.id", "post.other"}; !slices.Equal(got, want) {
		t.Errorf("keys = %v, want %v", got, want)
	}
	if m := c.messages[French]["post.count"]; !m.plural || m.placeholders()[0] != "Count" {
		t.Errorf("post.count = %+v, want a plural with Count", m)
	}
}

// Our plural rules are those of go-i18n, that is of CLDR.
func TestMessage_form_likeCLDR(t *testing.T) {
	t.Parallel()
	source := &goi18n.Message{ID: "n", One: "one", Many: "many", Other: "other"}
	m, err := compile(source)
	if err != nil {
		t.Fatal(err)
	}
	bundle := goi18n.NewBundle(language.French)
	for _, lang := range Langs() {
		bundle.MustAddMessages(language.Make(string(lang)), source)
	}
	check := func(t rapid.TB, lang Lang, n int) {
		want, err := goi18n.NewLocalizer(bundle, string(lang)).Localize(&goi18n.LocalizeConfig{MessageID: "n", PluralCount: n})
		if err != nil {
			t.Fatal(err)
		}
		if got := m.form(lang, n).text; got != want {
			t.Errorf("%s %d: form = %s, want %s", lang, n, got, want)
		}
	}
	for _, n := range []int{0, 1, 2, 11, 999_999, 1_000_000, 1_000_001, 2_000_000} {
		check(t, French, n)
		check(t, English, n)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.SampledFrom(Langs()).Draw(t, "lang"), rapid.IntRange(0, 10_000_000).Draw(t, "n"))
	})
}

// sample is a catalogue with one message of each sort.
func sample(t testing.TB) *catalogue {
	t.Helper()
	c, err := loadCatalogue(fstest.MapFS{
		"locales/a.fr.toml": file(`plain = "Publier"
by = "Par {{.Name}}, {{ .Place }}"
logic = "{{if .Late}}En retard{{else}}À l’heure{{end}}"
french = "Chapô"
readers = { one = "{{.Count}} lecteur de {{.Name}}", other = "{{.Count}} lecteurs de {{.Name}}" }`),
		"locales/a.en.toml": file(`plain = "Publish"
by = "By {{.Name}}, {{.Place}}"
logic = "{{if .Late}}Late{{else}}On time{{end}}"
readers = { one = "{{.Count}} reader of {{.Name}}", other = "{{.Count}} readers of {{.Name}}" }`),
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCatalogue_translate(t *testing.T) {
	t.Parallel()
	c := sample(t)
	tests := []struct {
		lang Lang
		key  string
		n    int
		args []any
		want string
	}{
		{French, "plain", 0, nil, "Publier"},
		{English, "plain", 0, nil, "Publish"},
		{English, "french", 0, nil, "Chapô"},
		{French, "by", 0, []any{"Name", "Ada", "Place", 7}, "Par Ada, 7"},
		{English, "by", 0, []any{"Place", "Paris", "Name", "{{.Place}}"}, "By {{.Place}}, Paris"},
		{French, "by", 0, []any{"Name", "Ada"}, "Par Ada, {Place}"},
		{French, "by", 0, []any{"Name"}, "Par {Name}, {Place}"},
		{French, "logic", 0, []any{"Late", true}, "En retard"},
		{English, "logic", 0, []any{"Late", false}, "On time"},
		{French, "nowhere", 0, nil, "nowhere"},
		{French, "readers", 0, []any{"Name", "Ada"}, "0 lecteur de Ada"},
		{English, "readers", 0, []any{"Name", "Ada"}, "0 readers of Ada"},
		{French, "readers", 1, []any{"Name", "Ada"}, "1 lecteur de Ada"},
		{French, "readers", 1284, []any{"Name", "Ada"}, "1\u202f284 lecteurs de Ada"},
		{English, "readers", 1284, []any{"Name", "Ada"}, "1,284 readers of Ada"},
	}
	for _, tt := range tests {
		if got := c.translate(tt.lang, tt.key, tt.n, tt.args); got != tt.want {
			t.Errorf("translate(%s, %s, %d) = %q, want %q", tt.lang, tt.key, tt.n, got, tt.want)
		}
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	ctx := WithLang(context.Background(), English)
	if got := T(ctx, "no.such.key"); got != "no.such.key" {
		t.Errorf("T() = %q, want the key", got)
	}
	if got := N(ctx, "no.such.key", 2); got != "no.such.key" {
		t.Errorf("N() = %q, want the key", got)
	}
	if !slices.Contains(Missing(), "en no.such.key") {
		t.Errorf("Missing() = %v, want the key in it", Missing())
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	tests := []struct {
		header string
		want   Lang
	}{
		{"", French},
		{"fr", French},
		{"fr-CA,en;q=0.8", French},
		{"en-US,en;q=0.9", English},
		{"en-GB;q=0.5,fr;q=0.9", French},
		{"de,en;q=0.8", English},
		{"de", French},
		{"*", French},
		{";;;", French},
		{strings.Repeat("en,", 100), French},
	}
	for _, tt := range tests {
		if got := Match(tt.header); got != tt.want {
			t.Errorf("Match(%q) = %s, want %s", tt.header, got, tt.want)
		}
	}
}

func TestLangOf(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	if got := LangOf(ctx); got != French {
		t.Errorf("LangOf() = %s, want French", got)
	}
	if got := LangOf(WithLang(ctx, "de")); got != French {
		t.Errorf("LangOf() = %s, want French for an unknown language", got)
	}
	if got := LangOf(WithLang(ctx, English)); got != English {
		t.Errorf("LangOf() = %s, want English", got)
	}
}

// A plain message costs no allocation: the wall says hundreds.
func TestT_allocatesNothing(t *testing.T) {
	ctx := WithLang(context.Background(), English)
	if n := testing.AllocsPerRun(100, func() { _ = T(ctx, "platform.date.just_now") }); n != 0 {
		t.Errorf("T() allocates %v times, want 0", n)
	}
}

func BenchmarkT(b *testing.B) {
	ctx := WithLang(context.Background(), English)
	for b.Loop() {
		_ = T(ctx, "platform.date.just_now")
	}
}

func BenchmarkTranslatePlural(b *testing.B) {
	c := sample(b)
	for b.Loop() {
		_ = c.translate(French, "readers", 1284, []any{"Name", "Ada"})
	}
}
