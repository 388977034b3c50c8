// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Countries is the vocabulary of countries.
const Countries = "pays"

// Role is how a person is introduced beside their name: « fonction @
// organisation », either of which may be missing.
func Role(jobTitle, organisation string) string {
	if jobTitle == "" || organisation == "" {
		return jobTitle + organisation
	}
	return jobTitle + " @ " + organisation
}

// Person is a member beside what they wrote, said or joined.
func Person(b member.Byline) PersonData {
	return PersonData{
		Name: b.Name, Role: Role(b.JobTitle, b.Organisation), Photo: media.Portrait(b.Photo),
		URL: member.Path(b.ID), Community: access.CommunityOf(b.Community),
	}
}

// Talk shows what members say under a publication that they see.
type Talk interface {
	Under(ctx context.Context, by access.Actor, on content.Subject) (templ.Component, error)
}

// Term is how a value of a vocabulary is shown in a line of text: see TermItem.
// No value is shown as nothing.
func Term(ctx context.Context, words *vocabulary.Store, name, value string) string {
	if value == "" {
		return ""
	}
	word, _ := words.Word(ctx, name, value, string(i18n.LangOf(ctx))) // with an error, the value
	return word.Text
}

// PlaceText is « 75011 Paris, France »: a town as it is stored and the key of
// its country, either of which may be missing.
func PlaceText(ctx context.Context, words *vocabulary.Store, town, country string) string {
	label, name := place.Parse(town).Label(), Term(ctx, words, Countries, country)
	if label == "" || name == "" {
		return label + name
	}
	return label + ", " + name
}

// Slides are the pictures of a content as readers go through them.
func Slides(pictures []content.Picture) []Slide {
	list := make([]Slide, len(pictures))
	for i, p := range pictures {
		list[i] = Slide{
			Picture: Picture{
				URL: media.SizedURL(p.Name, "800"), Srcset: media.Srcset(p.Name),
				Width: 1600, Height: 900, Alt: p.Alternative(), Eager: i == 0,
			},
			Caption: p.Caption, Copyright: p.Copyright,
		}
	}
	return list
}
