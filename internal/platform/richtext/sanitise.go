// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	// ErrTooDeep is returned by SanitiseStrict for markup nested deeper than
	// 512 elements, which no author writes.
	ErrTooDeep = errors.New("markup nested too deep")
	// ErrTooLong is returned by SanitiseStrict for texts above MaxBytes.
	ErrTooLong = errors.New("text too long")
)

const (
	// MaxBytes is the longest rich text that is cleaned: 1 MiB of HTML, about
	// the length of a novel.
	MaxBytes = 1 << 20
	// maxRounds bounds the search for a form that cleaning leaves unchanged.
	// Real texts need one round when clean and two when not.
	maxRounds = 6
)

// Sanitise returns the part of source that the allow-list of spec 01 §2
// admits, as well-formed HTML that may be written in a page as it is. Cleaning
// twice gives the same bytes as cleaning once. Text that is nested too deep or
// too long gives an empty result; use SanitiseStrict where a member should be
// told.
func Sanitise(source string) string {
	clean, err := SanitiseStrict(source)
	if err != nil {
		return ""
	}
	return clean
}

// SanitiseStrict is Sanitise with the reason of a refusal: ErrTooDeep or
// ErrTooLong, both the author's doing and so worth a 4xx answer.
func SanitiseStrict(source string) (string, error) {
	if len(source) > MaxBytes {
		return "", fmt.Errorf("%w: %d bytes, at most %d", ErrTooLong, len(source), MaxBytes)
	}
	current := source
	for range maxRounds {
		next, err := sanitiseOnce(current)
		if err != nil {
			return "", err
		}
		if next == current {
			return next, nil
		}
		current = next
	}
	// Markup that changes at each reading is not an article: keep its words.
	return html.EscapeString(Text(current)), nil
}

// sanitiseOnce filters tokens, builds the browser's tree, filters the tree and
// writes it back. A result equal to its source is therefore one whose re-parse
// holds nothing outside the allow-list.
func sanitiseOnce(source string) (string, error) {
	root, err := parse(policy.Sanitize(stripControls(source)))
	if err != nil {
		return "", err
	}
	cleanChildren(root)
	return render(root), nil
}

// parse returns a body element that holds the tree of source.
func parse(source string) (*html.Node, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(source), body)
	if err != nil {
		// The reader is a string: the depth limit is the only way to fail.
		return nil, fmt.Errorf("%w: %w", ErrTooDeep, err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return body, nil
}

// render writes the children of root.
func render(root *html.Node) string {
	var b strings.Builder
	for n := root.FirstChild; n != nil; n = n.NextSibling {
		// A strings.Builder never fails, and the tree holds no raw node.
		if err := html.Render(&b, n); err != nil {
			return ""
		}
	}
	return b.String()
}

// cleanChildren applies the allow-list to everything below parent.
func cleanChildren(parent *html.Node) {
	for n := parent.FirstChild; n != nil; {
		next := n.NextSibling
		switch n.Type {
		case html.TextNode:
			n.Data = stripControls(n.Data)
		case html.ElementNode:
			cleanElement(parent, n)
		default:
			parent.RemoveChild(n)
		}
		n = next
	}
}

func cleanElement(parent, n *html.Node) {
	if n.Namespace != "" || rawElements[n.Data] {
		parent.RemoveChild(n)
		return
	}
	cleanChildren(n)
	if !allowedElements[n.Data] {
		unwrap(parent, n)
		return
	}
	if n.DataAtom == atom.H1 {
		// A page has one title, and it is not in the text (security
		// checklist §10): pasted titles become the first level below.
		n.Data, n.DataAtom = "h2", atom.H2
	}
	cleanAttributes(n)
	if len(n.Attr) > 0 {
		return
	}
	switch n.Data {
	case "a", "span": // without attribute they say nothing
		unwrap(parent, n)
	case "img":
		parent.RemoveChild(n)
	}
}

// unwrap puts the children of n in its place.
func unwrap(parent, n *html.Node) {
	for child := n.FirstChild; child != nil; child = n.FirstChild {
		n.RemoveChild(child)
		parent.InsertBefore(child, n)
	}
	parent.RemoveChild(n)
}
