// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package tag_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// Case, accents and spaces do not tell two tags apart; other signs do.
func TestKey(t *testing.T) {
	t.Parallel()
	for label, want := range map[string]string{
		"Énergie": "energie", "ENERGIE": "energie", "  énergie\t verte ": "energie verte", "Œuvre": "oeuvre", "ex æquo": "ex aequo",
		"C": "c", "C++": "c++", "l’eau": "l'eau", "l'eau": "l'eau", "": "", " ": "",
	} {
		if got := tag.Key(label); got != want {
			t.Errorf("Key(%q) = %q, want %q", label, got, want)
		}
	}
	if got := tag.Keys([]string{"Énergie", " ", "energie", "Eau"}); !slices.Equal(got, []string{"energie", "eau"}) {
		t.Errorf("Keys() = %q", got)
	}
}

// Tags are separated by commas, semicolons or lines; of two that are the same
// the first spelling stays, without characters that nobody sees.
func TestParse(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string][]string{
		"":                            nil,
		" , ;\n":                      nil,
		"climat, Ports ;  Dunkerque ": {"climat", "Ports", "Dunkerque"},
		"#climat #mer, ##vent":        {"climat", "mer", "vent"},
		"# climat #haute mer, C #":    {"climat", "haute mer", "C #"},
		"Énergie, ENERGIE, énergie":   {"Énergie"},
		"un\ndeux\r\ntrois":           {"un", "deux", "trois"},
		"a\x00b, \u202ec\u202c":       {"ab", "c"},
		"haute   tension":             {"haute tension"},
		"zero\u200bwidth, zerowidth":  {"zerowidth"},
		"cli\u200dmat, climat\u200d":  {"climat"},
		"\u3164, \u2800, \u200d, #":   nil,
		"👨\u200d👩\u200d👧, نمی\u200cخواهم": {"👨\u200d👩\u200d👧", "نمی\u200cخواهم"},
		"نمی\u200cخواهم, نمیخواهم":        {"نمی\u200cخواهم"},
	} {
		if got := tag.Parse(typed); !slices.Equal(got, want) {
			t.Errorf("Parse(%q) = %q, want %q", typed, got, want)
		}
	}
	if again := tag.Parse(tag.Join([]string{"climat", "haute tension"})); !slices.Equal(again, []string{"climat", "haute tension"}) {
		t.Errorf("what is shown is read as %q", again)
	}
}

// Ten tags of forty characters, and no more; the refusal stands at the field.
func TestCheck(t *testing.T) {
	t.Parallel()
	most := strings.Split("a b c d e f g h i j", " ")
	long := strings.Repeat("é", tag.MaxLength)
	for name, tt := range map[string]struct {
		labels []string
		want   string
	}{
		"none":        {nil, ""},
		"as many":     {most, ""},
		"too many":    {append(slices.Clone(most), "k"), "tag.too_many"},
		"as long":     {[]string{long}, ""},
		"too long":    {[]string{long + "e"}, "tag.too_long"},
		"a full form": {tag.Parse(strings.Repeat(long+", ", tag.MaxTags)), ""},
	} {
		found := tag.Check("tags", tt.labels)
		if tt.want == "" && len(found) > 0 || tt.want != "" && (len(found) != 1 || found[0].Message != tt.want || found[0].Field != "tags") {
			t.Errorf("%s: %v, want %q", name, found, tt.want)
		}
	}
}

// Spec 01 §8.6 and 03 §12.3: distinct labels in alphabetical order; one that
// was chosen is manual, though a term says it too.
func TestEffective(t *testing.T) {
	t.Parallel()
	got := tag.Effective([]string{"ports", "economie & finance"}, "Enquête", "Economie & Finance", "INFO GÉNÉ / Écologie", "", "ENVIRONNEMENT / Écologie")
	want := []tag.Tag{{Label: "Écologie", Auto: true}, {Label: "economie & finance"}, {Label: "Enquête", Auto: true}, {Label: "ports"}}
	if !slices.Equal(got, want) {
		t.Errorf("Effective() = %+v, want %+v", got, want)
	}
	if got := tag.Effective(nil, "", ""); len(got) != 0 {
		t.Errorf("of nothing: %+v", got)
	}
}

// The spelling that was published first is shown everywhere.
func TestSpell(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		first := []tag.Tag{{Label: "Énergie"}, {Label: "Ports", Auto: true}}
		later := []tag.Tag{{Label: "ENERGIE", Auto: true}, {Label: "neuf"}, {Label: "ports"}}
		for _, tags := range [][]tag.Tag{first, later, nil} {
			if err := tag.Spell(t.Context(), db.Writer(), tags, now); err != nil {
				t.Fatal(err)
			}
		}
		if got := tag.Labels(first); !slices.Equal(got, []string{"Énergie", "Ports"}) {
			t.Errorf("at first: %q", got)
		}
		if want := []tag.Tag{{Label: "Énergie", Auto: true}, {Label: "neuf"}, {Label: "Ports"}}; !slices.Equal(later, want) {
			t.Errorf("later: %+v, want %+v", later, want)
		}
	})
}
