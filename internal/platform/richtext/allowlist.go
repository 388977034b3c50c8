// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// allowedElements is the list of spec 01 §2.
var allowedElements = setOf(
	"a", "abbr", "b", "br", "code", "em", "i", "kbd", "mark", "s", "small",
	"span", "strong", "sub", "sup", "u",
	"blockquote", "div", "figure", "figcaption", "hr", "p", "pre",
	"h1", "h2", "h3", "h4", "h5", "h6",
	"li", "ol", "ul", "img",
	"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
)

// droppedContent lists the elements whose content is not text for a reader:
// it goes away with them. The text of any other forbidden element is kept,
// that of a formula (math) included.
var droppedContent = []string{
	"script", "style", "iframe", "object", "template", "svg", "select",
	"noscript", "noembed", "noframes", "frameset",
}

// globalAttributes are allowed on every element.
var globalAttributes = []string{"class", "id", "title"}

// elementAttributes are allowed on one element each. The data-trix-*
// attributes describe an attachment to the editor.
var elementAttributes = map[string][]string{
	"a":      {"href", "rel", "target"},
	"img":    {"src", "alt", "width", "height"},
	"figure": {"data-trix-attachment", "data-trix-attributes", "data-trix-content-type"},
}

const (
	// idPrefix keeps a user's id away from ours and from the names of the
	// document's own properties (DOM clobbering).
	idPrefix = "user-content-"
	// linkRel is forced on every link: no opener, no reputation given.
	linkRel = "noopener nofollow"
	// maxURLBytes is far above a real address and below what a header bears.
	maxURLBytes = 2048
)

var (
	// classPattern admits what the editor writes, and nothing of our own look:
	// a user must not dress a link as one of our buttons.
	classPattern = regexp.MustCompile(`^(?:attachment(?:(?:--|__)[a-z]+)?|language-[a-z0-9]{1,20}|align-(?:left|center|right)|text-red-600)$`)
	idPattern    = regexp.MustCompile(`^[\pL\pN_.:-]{1,100}$`)
	// mediaPattern is our own media address. Images from elsewhere would tell
	// their host who reads what, and our CSP blocks them.
	mediaPattern     = regexp.MustCompile(`^/media/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9]{1,10})?(?:\?w=[0-9]{1,4})?$`)
	dimensionPattern = regexp.MustCompile(`^[0-9]{1,5}$`)
	mediaTypePattern = regexp.MustCompile(`^(?:image/(?:png|jpeg|jpg|webp)|application/pdf)$`)
)

// policy is read only once built, so all requests share it.
var policy = newPolicy()

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	for name := range allowedElements {
		p.AllowElements(name)
	}
	p.AllowAttrs(globalAttributes...).Globally()
	for element, names := range elementAttributes {
		p.AllowAttrs(names...).OnElements(element)
	}
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.SkipElementsContent(droppedContent...)
	return p
}

// isAttributeAllowed tells whether element may carry the attribute, whatever
// its value.
func isAttributeAllowed(element, name string) bool {
	for _, list := range [2][]string{globalAttributes, elementAttributes[element]} {
		for _, allowed := range list {
			if allowed == name {
				return true
			}
		}
	}
	return false
}

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[name] = true
	}
	return set
}

// cleanClasses keeps the allowed classes of a class attribute.
func cleanClasses(value string) string {
	kept := make([]string, 0, 2)
	for _, class := range strings.Fields(value) {
		if classPattern.MatchString(class) {
			kept = append(kept, class)
		}
	}
	return strings.Join(kept, " ")
}

// cleanID returns the user's id under our prefix, or nothing.
func cleanID(value string) string {
	value = strings.TrimPrefix(value, idPrefix)
	if !idPattern.MatchString(value) || strings.HasPrefix(value, idPrefix) {
		return ""
	}
	return idPrefix + value
}
