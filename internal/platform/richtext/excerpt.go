// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// ellipsis ends a cut text.
const ellipsis = "…"

// minCutPercent is the share of the limit beyond which the last space is
// preferred to a cut inside a word (spec 03 §4.4).
const minCutPercent = 60

// maxJoined bounds the marks that may follow the last character: enough for
// accents and a family emoji, too few to let a text through.
const maxJoined = 8

// Excerpt returns the beginning of source, limit visible characters at most,
// as well-formed HTML (spec 03 §4.4). A longer text is cut at the last space
// when that space lies beyond 60 % of the limit, else inside the word, and
// ends with "…". Nothing of the rest is left in the result, so that an excerpt
// may be sent to a reader who has not paid. The result is clean as by Sanitise.
func Excerpt(source string, limit int) string {
	if limit <= 0 {
		return ""
	}
	clean := Sanitise(source)
	root, err := parse(clean)
	if err != nil {
		return ""
	}
	c := cutter{limit: limit, afterSpace: true}
	c.measure(root)
	if c.total <= limit {
		return clean
	}
	c.cutAt(c.place())
	return Sanitise(render(root))
}

// position is a place in a text node.
type position struct {
	node    *html.Node
	offset  int // in bytes
	visible int // characters before it
}

// cutter finds where to cut a tree.
type cutter struct {
	limit      int
	total      int  // visible characters so far
	joined     int  // marks let through after the limit
	afterSpace bool // the next ordinary space shows nothing
	last       *html.Node
	space      position // last space within the limit
	hard       position // the limit itself
}

// measure walks the tree in reading order until the limit is passed.
func (c *cutter) measure(n *html.Node) {
	if n.Type == html.TextNode {
		c.measureText(n)
		return
	}
	isBlock := n.Type == html.ElementNode && !inlineElements[n.Data]
	if isBlock {
		c.boundary()
	}
	for child := n.FirstChild; child != nil && c.total <= c.limit; child = child.NextSibling {
		c.measure(child)
	}
	if isBlock && c.total <= c.limit {
		c.boundary()
	}
}

// boundary notes the edge of a block: a place to cut that shows no character.
func (c *cutter) boundary() {
	c.afterSpace = true
	if c.last != nil {
		c.space = position{node: c.last, offset: len(c.last.Data), visible: c.total}
	}
}

func (c *cutter) measureText(n *html.Node) {
	for i, r := range n.Data {
		if isOrdinarySpace(r) {
			if c.afterSpace {
				continue
			}
			c.afterSpace = true
			if c.total == c.limit {
				continue // shows nothing unless a word follows
			}
			c.space = position{node: n, offset: i, visible: c.total}
		} else {
			c.afterSpace = false
		}
		switch {
		case c.total < c.limit:
			c.total++
		case c.joined < maxJoined && isJoined(n.Data, i, r):
			c.joined++
		default:
			c.total++ // one too many: the text is cut
			return
		}
		c.last = n
		c.hard = position{node: n, offset: i + utf8.RuneLen(r), visible: c.total}
	}
}

// isJoined tells whether r belongs to the character before it: an accent, a
// skin tone, the second half of a joined emoji.
func isJoined(s string, i int, r rune) bool {
	if i == 0 {
		return false
	}
	previous, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.Is(unicode.M, r) || r == '\u200d' || previous == '\u200d' || r >= 0x1f3fb && r <= 0x1f3ff
}

// place chooses between the last space and the limit.
func (c *cutter) place() position {
	if c.space.node != nil && c.space.visible*100 > c.limit*minCutPercent {
		return c.space
	}
	return c.hard
}

// cutAt shortens the text node and removes what follows it.
func (c *cutter) cutAt(p position) {
	if p.node == nil {
		return
	}
	p.node.Data = p.node.Data[:p.offset] + ellipsis
	for n := p.node; n.Parent != nil; n = n.Parent {
		for n.NextSibling != nil {
			n.Parent.RemoveChild(n.NextSibling)
		}
	}
}
