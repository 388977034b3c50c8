// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	_ "embed" // axe-core
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// axeCore is the checker, which only tests load into a page.
//
//go:embed testdata/axe.min.js
var axeCore string

// standards are the rules that pages keep: WCAG 2.0 to 2.2, A and AA, and
// those of axe's rules for them that it leaves out unless asked.
const standards = `{
	runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
	rules: { "target-size": { enabled: true }, "label-content-name-mismatch": { enabled: true } },
}`

// contrast are the rules that the colour scheme decides.
const contrast = `{ runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } }`

// violation is a mistake that axe found.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML, Why string }
}

// Axe checks the page as it is now against WCAG 2.2 AA and fails the test for
// each mistake.
func (tab *Tab) Axe() {
	tab.t.Helper()
	tab.axe(standards)
}

// Contrast checks what another colour scheme may break.
func (tab *Tab) Contrast() {
	tab.t.Helper()
	tab.axe(contrast)
}

// scrolledAway tells the boxes at the edge of a list that scrolls: the part that
// is cut off comes into sight with the next line, and the whole line is pressed.
const scrolledAway = `(n) => n.failureSummary.includes("obscured") && document.querySelector(n.target[0])?.closest(".vp-list label") != null`

func (tab *Tab) axe(rules string) {
	tab.t.Helper()
	if !Ask[bool](tab, `typeof axe === "object"`) {
		tab.do(chromedp.Evaluate[chromedp.Void](axeCore))
	}
	found := Ask[[]violation](tab, `(() => { const scrolledAway = `+scrolledAway+`; return axe.run(document, Object.assign(`+rules+`, { resultTypes: ["violations"], iframes: false })).then((result) =>
		result.violations.map((v) => ({ ...v, nodes: v.nodes.filter((n) => v.id !== "target-size" || !scrolledAway(n)) })).filter((v) => v.nodes.length).map((v) => ({ id: v.id, impact: v.impact, help: v.help,
			nodes: v.nodes.slice(0, 4).map((n) => ({ html: n.html.slice(0, 240), why: n.failureSummary })) }))); })()`)
	for _, v := range found {
		var list strings.Builder
		for _, n := range v.Nodes {
			fmt.Fprintf(&list, "\n\t%s\n\t\t%s", n.HTML, strings.ReplaceAll(n.Why, "\n", "\n\t\t"))
		}
		tab.t.Errorf("%s at %d px, %s: axe %s (%s): %s%s", tab.Path(), tab.look.Width, tab.look.scheme(), v.ID, v.Impact, v.Help, &list)
	}
}

func (l Look) scheme() string {
	if l.Dark {
		return "dark"
	}
	return "light"
}
