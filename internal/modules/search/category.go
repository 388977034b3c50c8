// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import "aipress24.com/aipress24/internal/core/content"

// Category is a family of results, as the search page offers them.
type Category string

// The categories of spec 03 §7.1 whose content exists.
const (
	All           Category = "all"
	Articles      Category = "articles"
	PressReleases Category = "press-releases"
	Events        Category = "events"
	Members       Category = "members"
	Organisations Category = "orgs"
)

// The types of document in the index.
const (
	typeArticle      = string(content.Article)
	typePressRelease = string(content.PressRelease)
	typeEvent        = "event"
	typeMember       = "user"
	typeOrganisation = "organisation"
)

// Categories lists the families in the order of the page, without All.
func Categories() []Category {
	return []Category{Articles, PressReleases, Events, Members, Organisations}
}

// types returns the document types of a category; nil for all of them, and an
// empty list, which finds nothing, for an unknown one.
func (c Category) types() []string {
	switch c {
	case All, "":
		return nil
	case Articles:
		return []string{typeArticle}
	case PressReleases:
		return []string{typePressRelease}
	case Events:
		return []string{typeEvent}
	case Members:
		return []string{typeMember}
	case Organisations:
		return []string{typeOrganisation}
	}
	return []string{}
}

// LabelKey is the message key of the category's name.
func (c Category) LabelKey() string { return "search.category." + string(c) }
