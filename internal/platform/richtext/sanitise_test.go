// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/testkit/xsscorpus"
)

func TestSanitise(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, source, want string }{
		{"nothing", "", ""},
		{"allowed text", `<h2>Titre</h2><p>Un <strong>mot</strong></p>`, `<h2>Titre</h2><p>Un <strong>mot</strong></p>`},
		{"one title a page", `<h1 id="t">Titre</h1><div><h1>Autre</h1></div>`, `<h2 id="user-content-t">Titre</h2><div><h2>Autre</h2></div>`},
		{"link", `<a href="https://exemple.invalid/?a=1&amp;b=2">x</a>`, `<a href="https://exemple.invalid/?a=1&amp;b=2" rel="noopener nofollow">x</a>`},
		{"rel is ours", `<a href="/wire" rel="opener follow" target="_blank">x</a>`, `<a href="/wire" target="_blank" rel="noopener nofollow">x</a>`},
		{"target elsewhere", `<a href="/wire" target="main">x</a>`, `<a href="/wire" rel="noopener nofollow">x</a>`},
		{"script address", `<a href="java&#x09;script:alert(1)">x</a>`, `x`},
		{"host without scheme", `<a href="//exemple.invalid/">x</a>`, `x`},
		{"backslash is no host", `<a href="/\exemple.invalid/">x</a>`, `<a href="/%5Cexemple.invalid/" rel="noopener nofollow">x</a>`},
		{"disguised host", `<a href="https://aipress24.com@exemple.invalid/">x</a>`, `x`},
		{"telephone", `<a href="tel:+33123456789">x</a>`, `x`},
		{"anchor and its target", `<a href="#note">1</a><p id="note">n</p>`, `<a href="#user-content-note" rel="noopener nofollow">1</a><p id="user-content-note">n</p>`},
		{"clobbering id", `<p id="body">x</p>`, `<p id="user-content-body">x</p>`},
		{"classes", `<p class="btn attachment attachment--preview card">x</p>`, `<p class="attachment attachment--preview">x</p>`},
		{"our image", `<img src="/media/ab.jpg" alt="Une" width="9" onerror="x()">`, `<img src="/media/ab.jpg" alt="Une" width="9"/>`},
		{"image elsewhere", `<p>a<img src="https://exemple.invalid/p.gif">b</p>`, `<p>ab</p>`},
		{"image as data", `<img src="data:image/png;base64,AA==">`, ``},
		{"script", `a<script>alert(1)</script>b`, `ab`},
		{"select", `a<select><option>x</select>b`, `ab`},
		{"unknown element keeps its text", `<section><font color=red>a</font></section>`, `a`},
		{"formula keeps its text", `<math><mn>1</mn></math>`, `1`},
		{"comment", `a<!-- b -->c`, `ac`},
		{"style", `<p style="color:red">a</p>`, `<p>a</p>`},
		{"NUL and ESC", "a\x00b\x1bc", "abc"},
		{"NUL as reference", "a&#x202e;b&#27;c", "abc"},
		{"invalid UTF-8", "a\xffb", "ab"},
		{"attachment", `<figure data-trix-attachment='{"url":"/media/ab.jpg","content":"<img src=x onerror=y>","contentType":"text/html"}'>x</figure>`,
			`<figure data-trix-attachment="{&#34;url&#34;:&#34;/media/ab.jpg&#34;}">x</figure>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Sanitise(tt.source); got != tt.want {
				t.Errorf("Sanitise(%q)\n got %q\nwant %q", tt.source, got, tt.want)
			}
			checkClean(t, tt.source)
		})
	}
}

func TestSanitiseStrict_Refusals(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("<blockquote>", 600) + "x"
	if _, err := SanitiseStrict(deep); !errors.Is(err, ErrTooDeep) {
		t.Errorf("deep: err = %v, want ErrTooDeep", err)
	}
	if got := Sanitise(deep); got != "" {
		t.Errorf("deep: Sanitise = %.40q, want nothing", got)
	}
	if _, err := SanitiseStrict(strings.Repeat("a", MaxBytes+1)); !errors.Is(err, ErrTooLong) {
		t.Errorf("long: err = %v, want ErrTooLong", err)
	}
}

// Every vector of the corpus: nothing forbidden is left, cleaning twice
// changes nothing, an excerpt is as clean as the text.
func TestSanitise_Corpus(t *testing.T) {
	t.Parallel()
	vectors, err := xsscorpus.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		t.Run(v.ID, func(t *testing.T) {
			t.Parallel()
			checkClean(t, v.Input)
			checkClean(t, "<div>"+v.Input)
			checkClean(t, "<table><tr><td>"+v.Input+"</table>")
			if v.Kind() == "benign" && v.Family() != "csv" {
				checkWordsSurvive(t, v.Input)
			}
		})
	}
}

// checkWordsSurvive compares what a browser would show before and after.
func checkWordsSurvive(t *testing.T, source string) {
	t.Helper()
	want := words(t, source)
	if got := words(t, Sanitise(source)); got != want {
		t.Errorf("words of %q\n got %q\nwant %q", source, got, want)
	}
}

func words(t *testing.T, source string) string {
	t.Helper()
	root, err := parse(source)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), "")
}

type failer interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkClean is the contract of Sanitise, stated again without its code.
func checkClean(t failer, source string) {
	t.Helper()
	clean := Sanitise(source)
	if again := Sanitise(clean); again != clean {
		t.Errorf("cleaning twice %q\n once %q\ntwice %q", source, clean, again)
	}
	checkAllowed(t, clean)
	excerpt := Excerpt(source, 20)
	checkAllowed(t, excerpt)
	if again := Sanitise(excerpt); again != excerpt {
		t.Errorf("excerpt %q is not clean: %q", excerpt, again)
	}
	if n := len([]rune(strings.ReplaceAll(Text(excerpt), " ", ""))); n > 20+maxJoined+1 {
		t.Errorf("excerpt of 20 shows %d characters: %q", n, excerpt)
	}
}

const specElements = " a abbr b br code em i kbd mark s small span strong sub sup u blockquote div figure figcaption hr p pre " +
	"h1 h2 h3 h4 h5 h6 li ol ul img caption table tbody td tfoot th thead tr "

const specAttributes = " class id title a.href a.rel a.target img.src img.alt img.width img.height " +
	"figure.data-trix-attachment figure.data-trix-attributes figure.data-trix-content-type "

func checkAllowed(t failer, clean string) {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(clean), body)
	if err != nil {
		t.Errorf("result does not parse: %v", err)
		return
	}
	for _, root := range nodes {
		body.AppendChild(root)
	}
	for n := range body.Descendants() {
		switch {
		case n.Type == html.TextNode:
			if strings.ContainsAny(n.Data, "\x00\x1b\r\u202e") {
				t.Errorf("control character in %q", n.Data)
			}
		case n.Type != html.ElementNode || n.Namespace != "" || !strings.Contains(specElements, " "+n.Data+" "):
			t.Errorf("forbidden node %q in %q", n.Data, clean)
		}
		for _, a := range n.Attr {
			checkAttribute(t, n.Data, a)
		}
	}
}

func checkAttribute(t failer, element string, a html.Attribute) {
	t.Helper()
	if !strings.Contains(specAttributes, " "+a.Key+" ") && !strings.Contains(specAttributes, " "+element+"."+a.Key+" ") {
		t.Errorf("forbidden attribute %s on %s", a.Key, element)
	}
	value := strings.ToLower(strings.TrimSpace(a.Val))
	switch a.Key {
	case "href":
		local := strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "//") && !strings.Contains(value, `\`)
		if !local && !strings.HasPrefix(value, "#user-content-") && !strings.HasPrefix(value, "http://") &&
			!strings.HasPrefix(value, "https://") && !strings.HasPrefix(value, "mailto:") {
			t.Errorf("forbidden address %q", a.Val)
		}
	case "src":
		if !strings.HasPrefix(value, "/media/") || strings.Contains(value, "..") {
			t.Errorf("forbidden image %q", a.Val)
		}
	case "id":
		if !strings.HasPrefix(value, "user-content-") {
			t.Errorf("id %q without our prefix", a.Val)
		}
	}
}

// fragment draws markup that is mostly wrong: pieces of tags in any order.
func fragment() *rapid.Generator[string] {
	pieces := []string{
		"<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href='/x'>", "<a href=javascript:x>", "</a>",
		"<table>", "<tr>", "<td>", "</td>", "</table>", "<caption>", "<ul>", "<li>", "</ul>", "<pre>\n\n", "</pre>",
		"<svg>", "</svg>", "<math>", "<mtext>", "<mglyph>", "<style>", "</style>", "<select>", "</select>", "<option>",
		"<img src=/media/a.jpg>", "<img src=x onerror=y>", "<h1>", "</h1>", "<div id=a>", "</div>", "<!--", "-->", "<![CDATA[", "]]>",
		"<form>", "</form>", "<template>", "</template>", "<textarea>", "</textarea>", "<title>", "</title>", "<noscript>", "</noscript>",
		"text", " ", "\n", "\x00", "&lt;", "&#13;", "&amp;lt;", "<", ">", "\"", "'", "é", "\u00a0",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), "")
	})
}

func TestSanitise_AnyFragment(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { checkClean(t, fragment().Draw(t, "source")) })
}

func FuzzSanitise(f *testing.F) {
	vectors, err := xsscorpus.Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, v := range vectors {
		f.Add(v.Input)
	}
	f.Fuzz(func(t *testing.T, source string) {
		checkClean(t, source)
		_ = IsBlank(source)
		if p := Plain(source); Plain(p) != p {
			t.Errorf("Plain twice: %q", source)
		}
		if c := Cell(source); Cell(c) != c {
			t.Errorf("Cell twice: %q", source)
		}
	})
}

// article is about 5 kB of ordinary rich text.
func article() string {
	return Sanitise(strings.Repeat(`<h2>Intertitre</h2><p>La rédaction a <strong>décidé</strong> de suivre <a href="https://exemple.invalid/dossier">le dossier</a>, `+
		`« sans relâche », jusqu’à la fin de l’année. Les équipes se relaient jour et nuit, et les lecteurs répondent présents.</p>`+
		`<ul><li>Un premier point</li><li>Un <em>second</em> point</li></ul>`, 13))
}

func BenchmarkSanitise(b *testing.B) {
	source := article()
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		_ = Sanitise(source)
	}
}

func BenchmarkText(b *testing.B) {
	source := article()
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		_ = Text(source)
	}
}

func BenchmarkExcerpt(b *testing.B) {
	source := article()
	b.ReportAllocs()
	for b.Loop() {
		_ = Excerpt(source, 300)
	}
}
