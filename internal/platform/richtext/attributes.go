// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// cleanAttributes rewrites the attributes of an allowed element. What is left
// is in the allow-list and has a harmless value.
func cleanAttributes(n *html.Node) {
	kept := n.Attr[:0]
	seen := map[string]bool{}
	for _, a := range n.Attr {
		if a.Namespace != "" || seen[a.Key] || !isAttributeAllowed(n.Data, a.Key) {
			continue
		}
		value, ok := cleanAttribute(a.Key, stripControls(a.Val))
		if !ok {
			continue
		}
		seen[a.Key] = true
		kept = append(kept, html.Attribute{Key: a.Key, Val: value})
	}
	n.Attr = kept
	if n.Data == "a" && seen["href"] {
		n.Attr = append(n.Attr, html.Attribute{Key: "rel", Val: linkRel})
	}
}

// cleanAttribute returns the value to keep, and whether to keep the attribute.
func cleanAttribute(name, value string) (string, bool) {
	switch name {
	case "class":
		value = cleanClasses(value)
		return value, value != ""
	case "id":
		value = cleanID(value)
		return value, value != ""
	case "title", "alt":
		return value, true
	case "href":
		return cleanLink(value)
	case "target":
		return value, value == "_blank"
	case "src":
		return value, mediaPattern.MatchString(value)
	case "width", "height":
		return value, dimensionPattern.MatchString(value)
	case "data-trix-attachment":
		return cleanAttachment(value)
	case "data-trix-attributes":
		return cleanAttachmentAttributes(value)
	case "data-trix-content-type":
		return value, mediaTypePattern.MatchString(value)
	}
	return "", false // rel among them: it is ours to set
}

// cleanLink admits http, https and mailto addresses, paths of this site and
// anchors of the same text. It refuses whatever a browser could read as a
// scheme or a host of its own.
func cleanLink(value string) (string, bool) {
	value = strings.TrimSpace(value)
	if value == "" || len(value) > maxURLBytes || strings.ContainsAny(value, "\\\t\n") {
		return "", false
	}
	u, err := url.Parse(value)
	if err != nil {
		return "", false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		// A user name in an address only serves to disguise its host.
		return value, u.Host != "" && u.Opaque == "" && u.User == nil
	case "mailto":
		return value, strings.Contains(u.Opaque, "@")
	case "":
		if anchor, ok := strings.CutPrefix(value, "#"); ok {
			id := cleanID(anchor)
			return "#" + id, id != ""
		}
		return value, strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "//") && u.Host == ""
	}
	return "", false
}

// attachment is what the editor may know about a file in the text. Other keys,
// the HTML content of an attachment among them, are dropped.
type attachment struct {
	ContentType string `json:"contentType,omitempty"`
	Filename    string `json:"filename,omitempty"`
	Filesize    int64  `json:"filesize,omitempty"`
	Height      int    `json:"height,omitempty"`
	Href        string `json:"href,omitempty"`
	URL         string `json:"url,omitempty"`
	Width       int    `json:"width,omitempty"`
}

func cleanAttachment(value string) (string, bool) {
	var a attachment
	if err := json.Unmarshal([]byte(value), &a); err != nil {
		return "", false
	}
	if !mediaPattern.MatchString(a.URL) {
		return "", false
	}
	if !mediaPattern.MatchString(a.Href) {
		a.Href = ""
	}
	if !mediaTypePattern.MatchString(a.ContentType) {
		a.ContentType = ""
	}
	a.Filename = stripMarkup(Plain(a.Filename))
	return marshal(a)
}

// attachmentAttributes are the editor's choices for a file in the text.
type attachmentAttributes struct {
	Caption      string `json:"caption,omitempty"`
	Presentation string `json:"presentation,omitempty"`
}

func cleanAttachmentAttributes(value string) (string, bool) {
	var a attachmentAttributes
	if err := json.Unmarshal([]byte(value), &a); err != nil {
		return "", false
	}
	if a.Presentation != "gallery" {
		a.Presentation = ""
	}
	a.Caption = stripMarkup(Plain(a.Caption))
	return marshal(a)
}

func marshal(v any) (string, bool) {
	encoded, err := json.Marshal(v)
	return string(encoded), err == nil
}

// stripMarkup removes angle brackets from a text that an editor might insert
// as HTML.
func stripMarkup(s string) string {
	return strings.NewReplacer("<", "", ">", "").Replace(s)
}
