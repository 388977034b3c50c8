// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"strconv"
	"time"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// scopeMembers is held by every signed-in member.
const scopeMembers = "members"

// previewLength is how much of a body may be quoted: the rest may be paid for
// (spec 03 §4.4, §7.2).
const previewLength = 300

// postRow is a post with the names around it.
type postRow struct {
	ID          int64
	Kind        string // content.Kind, the type of its document
	OwnerID     int64
	Title       string
	Summary     string
	Content     string
	Genre       string
	Section     string
	Topic       string
	Sector      string
	Language    string
	Town        string
	PublishedAt time.Time
	ExpiresAt   time.Time
	Author      string
	Publisher   string
	Outlet      string
	Tags        []tag.Tag `bun:"type:jsonb"`
}

func (p postRow) key() int64 { return p.ID }

// document is what is indexed of a post.
func (p postRow) document(now time.Time) searchengine.Document {
	body := richtext.Text(p.Content)
	return searchengine.Document{
		ID: docID(p.Kind, p.ID), Type: p.Kind,
		Title: p.Title, Summary: p.Summary, Text: body, Preview: cut(body),
		Names: notEmpty(p.Author, p.Publisher, p.Outlet),
		Tags:  append(notEmpty(p.Section, p.Genre), tag.Labels(p.Tags)...),
		Facets: map[string][]string{
			"genre": notEmpty(p.Genre), "section": notEmpty(p.Section), "topic": notEmpty(p.Topic),
			"sector": notEmpty(p.Sector), "city": notEmpty(place.Parse(p.Town).Name),
		},
		Language: p.Language, URL: "/wire/" + ids.Encode(p.ID), At: p.PublishedAt,
		Scopes: []string{scopeMembers}, VisibleFrom: waits(p.PublishedAt, now), VisibleUntil: p.ExpiresAt,
	}
}

// eventRow is an event of the agenda with the names around it.
type eventRow struct {
	ID          int64
	Title       string
	Summary     string
	Content     string
	Type        string
	Sector      string
	Language    string
	Organiser   string
	Tags        []tag.Tag `bun:"type:jsonb"`
	City        string
	PublishedAt time.Time
	ExpiresAt   time.Time
	Author      string
	Publisher   string
}

func (e eventRow) key() int64 { return e.ID }

// document is what members find of an event.
func (e eventRow) document(now time.Time) searchengine.Document {
	body := richtext.Text(e.Content)
	return searchengine.Document{
		ID: docID(typeEvent, e.ID), Type: typeEvent,
		Title: e.Title, Summary: e.Summary, Text: body, Preview: cut(body),
		Names: notEmpty(e.Author, e.Publisher, e.Organiser), Tags: append(notEmpty(e.Type), tag.Labels(e.Tags)...),
		Facets:   map[string][]string{"sector": notEmpty(e.Sector), "city": notEmpty(e.City)},
		Language: e.Language, URL: "/events/" + ids.Encode(e.ID), At: e.PublishedAt,
		Scopes: []string{scopeMembers}, VisibleFrom: waits(e.PublishedAt, now), VisibleUntil: e.ExpiresAt,
	}
}

// memberRow is a member as the directory shows them: never an address.
type memberRow struct {
	ID           int64
	FirstName    string
	LastName     string
	JobTitle     string
	Presentation string
	Organisation string
	Shown        bool
	CreatedAt    time.Time
}

func (m memberRow) key() int64 { return m.ID }

// document is titled with the name that publications borrow.
func (m memberRow) document(time.Time) searchengine.Document {
	name := m.FirstName + " " + m.LastName
	return searchengine.Document{
		ID: docID(typeMember, m.ID), Type: typeMember,
		Title: name, Summary: joined(m.JobTitle, m.Organisation), Text: m.Presentation, Preview: cut(m.Presentation),
		Names: notEmpty(m.Organisation),
		URL:   member.Path(m.ID), At: m.CreatedAt,
		Scopes: scopes(m.Shown),
	}
}

// organisationRow is an organisation with what its Business Wall says.
type organisationRow struct {
	ID          int64
	Name        string
	WallName    string
	Baseline    string
	Description string
	Town        string
	Shown       bool
	CreatedAt   time.Time
}

func (o organisationRow) key() int64 { return o.ID }

// document is titled with the name that publications and members borrow.
func (o organisationRow) document(time.Time) searchengine.Document {
	title := o.WallName
	if title == "" {
		title = o.Name
	}
	return searchengine.Document{
		ID: docID(typeOrganisation, o.ID), Type: typeOrganisation,
		Title: title, Summary: o.Baseline, Text: o.Description, Preview: cut(o.Description),
		Names:  notEmpty(o.Name),
		Facets: map[string][]string{"city": notEmpty(place.Parse(o.Town).Name)},
		URL:    "/swork/organisations/" + ids.Encode(o.ID), At: o.CreatedAt,
		Scopes: scopes(o.Shown),
	}
}

// waits is the date from which a publication is found; one that shows already
// has none to wait for: the engine counts in whole seconds, and a publication
// must not wait for the next one to be found.
func waits(publishedAt, now time.Time) time.Time {
	if publishedAt.After(now) {
		return publishedAt
	}
	return time.Time{}
}

// scopes is who finds somebody: nobody those who are hidden, and what nobody
// finds is not kept.
func scopes(shown bool) []string {
	if shown {
		return []string{scopeMembers}
	}
	return nil
}

func docID(kind string, id int64) string { return kind + ":" + strconv.FormatInt(id, 10) }

func joined(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + " @ " + b
}

func notEmpty(values ...string) []string {
	var kept []string
	for _, v := range values {
		if v != "" {
			kept = append(kept, v)
		}
	}
	return kept
}

// cut is as much of a text as may be quoted.
func cut(text string) string {
	runes := []rune(text)
	if len(runes) <= previewLength {
		return text
	}
	return string(runes[:previewLength])
}
