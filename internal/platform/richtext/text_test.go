// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/testkit/xsscorpus"
)

func TestText(t *testing.T) {
	t.Parallel()
	tests := []struct{ source, want string }{
		{"", ""},
		{"<h2>Titre</h2><p>Un <b>mo</b>t,\n  deux.</p>", "Titre Un mot, deux."},
		{"a<br>b", "a b"},
		{"<p>«\u00a0Oui\u00a0» &amp; non</p>", "«\u00a0Oui\u00a0» & non"},
		{"a<script>alert(1)</script>b", "a b"},
		{"<ul><li>un</li><li>deux</li></ul>", "un deux"},
	}
	for _, tt := range tests {
		if got := Text(tt.source); got != tt.want {
			t.Errorf("Text(%q) = %q, want %q", tt.source, got, tt.want)
		}
	}
}

// Blocks become lines; what is inside one stays on its line.
func TestTextLines(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"": "",
		"<p>Un <strong>mot</strong>.</p>\n<p>Deux</p>": "Un mot.\nDeux",
		"<ul><li>a</li><li> b </li></ul><p></p>c<br>d": "a\nb\nc\nd",
		"<script>alert(1)</script><h2>T</h2>x\ny":      "T\nx y",
	} {
		if got := TextLines(source); got != want {
			t.Errorf("TextLines(%q) = %q, want %q", source, got, want)
		}
	}
}

func TestIsBlank(t *testing.T) {
	t.Parallel()
	blank := []string{"", " \n", "<p><br></p>", "<p>&nbsp;\u200b\u00ad</p>", "<div><p> </p><hr></div>", "<!-- x -->", "<script>x</script>"}
	for _, source := range blank {
		if !IsBlank(source) {
			t.Errorf("IsBlank(%q) = false", source)
		}
	}
	for _, source := range []string{"a", "<p>.</p>", `<img src="/media/a.jpg">`, "<p>0</p>"} {
		if IsBlank(source) {
			t.Errorf("IsBlank(%q) = true", source)
		}
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, source string
		limit        int
		want         string
	}{
		{"short text untouched", "<p>Un mot</p>", 10, "<p>Un mot</p>"},
		{"exactly the limit", "<p>0123456789</p>", 10, "<p>0123456789</p>"},
		{"trailing space is no text", "<p>0123456789 </p>", 10, "<p>0123456789 </p>"},
		{"last space beyond 60 %", "<p>abcdefg hijklmno</p>", 10, "<p>abcdefg…</p>"},
		{"last space too early", "<p>abc defghijklmno</p>", 10, "<p>abc defghi…</p>"},
		{"no space", "<p>abcdefghijklmno</p>", 10, "<p>abcdefghij…</p>"},
		{"tags closed, rest gone", "<p>abcdefg <b>hij <i>secret</i></b></p><p>suite</p><img src=\"/media/a.jpg\">", 10, "<p>abcdefg…</p>"},
		{"edge of a block parts words", "<p>abcdefgh</p><p>ijklmnop</p>", 10, "<p>abcdefgh…</p>"},
		{"accent kept with its letter", "<p>abcdefghie\u0301zzzz</p>", 10, "<p>abcdefghie\u0301…</p>"},
		{"reference is one character", "<p>&lt;&lt;&lt;&lt;&lt;&lt;</p>", 5, "<p>&lt;&lt;&lt;&lt;&lt;…</p>"},
		{"no room", "<p>a</p>", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Excerpt(tt.source, tt.limit); got != tt.want {
				t.Errorf("Excerpt = %q, want %q", got, tt.want)
			}
		})
	}
}

// An excerpt is a prefix of the text and never longer than asked.
func TestExcerpt_IsPrefix(t *testing.T) {
	t.Parallel()
	words := rapid.SliceOfN(rapid.StringMatching(`[a-zéà]{1,12}`), 0, 60)
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(1, 200).Draw(t, "limit")
		source := "<p>" + strings.Join(words.Draw(t, "words"), " <b>x</b>, </p><p>") + "</p>"
		whole, part := Text(source), Text(Excerpt(source, limit))
		body, cut := strings.CutSuffix(part, "…")
		if cut != (len(body) < len(whole)) || !strings.HasPrefix(whole, body) {
			t.Fatalf("excerpt %q of %q", part, whole)
		}
		// Blocks show no character of their own but give Text a space.
		if shown := utf8.RuneCountInString(strings.ReplaceAll(body, " ", "")); shown > limit {
			t.Fatalf("excerpt shows %d characters, limit %d", shown, limit)
		}
	})
}

func TestPlain(t *testing.T) {
	t.Parallel()
	tests := []struct{ source, want string }{
		{"  Un titre\r\nsur\tdeux  lignes ", "Un titre sur deux lignes"},
		{"a\x00\x1b[31mb", "a[31mb"},
		{"photo\u202egnp.exe", "photognp.exe"},
		{"Vraiment\u202f? «\u00a0Oui\u00a0»", "Vraiment\u202f? «\u00a0Oui\u00a0»"},
		{"👩🏽\u200d💻 Jean-François d’Été", "👩🏽\u200d💻 Jean-François d’Été"},
		{"f(x) = { x < 0 }", "f(x) = { x < 0 }"},
		{"a\xffb\u2028c", "ab c"},
	}
	for _, tt := range tests {
		if got := Plain(tt.source); got != tt.want {
			t.Errorf("Plain(%q) = %q, want %q", tt.source, got, tt.want)
		}
	}
}

func TestPlain_Corpus(t *testing.T) {
	t.Parallel()
	vectors, err := xsscorpus.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		got := Plain(v.Input)
		if Plain(got) != got || strings.ContainsAny(got, "\x00\r\n\t\x1b\u202e\u2066\u2028") {
			t.Errorf("%s: Plain = %q", v.ID, got)
		}
	}
}

func TestCell(t *testing.T) {
	t.Parallel()
	vectors, err := xsscorpus.Families("csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		got := Cell(v.Input)
		if !strings.HasSuffix(got, v.Input) {
			t.Errorf("%s: Cell(%q) = %q lost text", v.ID, v.Input, got)
		}
		if strings.ContainsAny(got[:1], "=+-@\t\r\n") {
			t.Errorf("%s: Cell(%q) = %q still starts a formula", v.ID, v.Input, got)
		}
	}
	for _, harmless := range []string{"", "Le Monde", "12,50", "a=b", "<p>"} {
		if got := Cell(harmless); got != harmless {
			t.Errorf("Cell(%q) = %q", harmless, got)
		}
	}
}
