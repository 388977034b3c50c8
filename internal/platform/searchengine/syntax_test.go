// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"strings"
	"testing"
)

// show writes a tree with brackets.
func show(n *node) string {
	if n == nil {
		return ""
	}
	switch n.kind {
	case nodeTerm:
		s := n.text
		if n.phrase {
			s = "'" + s + "'"
		}
		if n.prefix {
			s += "*"
		}
		if n.field != "" {
			s = n.field + "=" + s
		}
		return s
	case nodeNot:
		return "!" + show(n.children[0])
	case nodeAnd, nodeOr:
	}
	sign := map[nodeKind]string{nodeAnd: " & ", nodeOr: " | "}[n.kind]
	parts := make([]string, len(n.children))
	for i, c := range n.children {
		parts[i] = show(c)
	}
	return "(" + strings.Join(parts, sign) + ")"
}

func TestParse(t *testing.T) {
	t.Parallel()
	fields := map[string]string{"title": "title", "secteur": "p.sector"}
	tests := []struct{ text, want string }{
		{"", ""}, {"  \t ", ""}, {"*", ""}, {`""`, ""}, {"()", ""},
		{"a b", "(a & b)"},
		{"a OR b c", "(a | (b & c))"},
		{"a OU b ET c", "(a | (b & c))"},
		{"(a OR b) c", "((a | b) & c)"},
		{"a NOT b", "(a & !b)"}, {"a AND NOT b", "(a & !b)"}, {"SAUF b", "!b"},
		{"a and b", "(a & and & b)"},
		{`"a b" c`, "('a b' & c)"}, {"“a b”", "'a b'"}, {"«\u00a0a b\u00a0»", "'\u00a0a b\u00a0'"},
		{`"a b`, "(a & b)"},
		{"pre*", "pre*"}, {"pre**", "pre*"},
		{"title:a", "title=a"}, {"TITLE:a*", "title=a*"}, {`Secteur:"a b"`, "p.sector='a b'"},
		{"title: a", "(title: & a)"}, {"other:a", "other:a"}, {"title:OR", "title=OR"},
		{"OR", "or"}, {"ET OU", "(et & ou)"}, {"a OR", "a"}, {"OR a", "a"}, {"a AND AND b", "(a & b)"},
		{"a ) b", "(a & b)"}, {"((a", "a"}, {"a (OR) b", "(a & b)"},
		{strings.Repeat("m ", 50), "(" + strings.Repeat("m & ", 19) + "m)"},
		{strings.Repeat("n", 500), strings.Repeat("n", 200)},
	}
	for _, tt := range tests {
		if got := show(parse(tt.text, fields)); got != tt.want {
			t.Errorf("parse(%q) = %s, want %s", tt.text, got, tt.want)
		}
	}
}

// Whatever is typed, parsing ends within its bounds and searching never fails.
func FuzzSearch(f *testing.F) {
	for _, seed := range []string{
		"", "budget ET santé", `"a b" title:c*`, "((((", "))))", `"`, "NOT", "a:b:c", "title:", "title:(", "«»", "l’été",
		"\x00\xff", "title:title:title:a", "* * *", "sector:\"\"", "AND OR NOT SAUF", "🎉 é", strings.Repeat("(a OR ", 60),
	} {
		f.Add(seed)
	}
	d := doc("article:1", "Le budget de la santé", "Hôpital")
	d.Facets = map[string][]string{"sector": {"Santé"}}
	e := open(f, d)
	f.Fuzz(func(t *testing.T, text string) {
		if tree := parse(text, e.fields); tree != nil && len(leaves(tree, nil)) > maxQueryTerms {
			t.Errorf("%d terms", len(leaves(tree, nil)))
		}
		q := Query{Text: text, Scopes: []string{"public"}, Size: 5}
		res, err := e.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if res.Total != len(res.Hits) {
			t.Errorf("total %d, %d hits", res.Total, len(res.Hits))
		}
		for _, h := range res.Hits {
			if h.Title.String() != d.Title {
				t.Errorf("title became %q", h.Title)
			}
		}
		if _, err := e.Suggest(context.Background(), q); err != nil {
			t.Fatal(err)
		}
	})
}
