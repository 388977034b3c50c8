// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
)

// Icons and avatars are the two elements a page has by the hundred. They are
// written in Go rather than templ, which spends five times as long on them; the
// values still go through templ's escaping.

// Icon is a 20 px picture of the sprite. It says nothing to a screen reader:
// words stand beside it or in the aria-label around it.
func Icon(name string) templ.Component {
	return icon(`<svg class="ic" aria-hidden="true"><use href="`, name)
}

// IconSmall is a 16 px icon.
func IconSmall(name string) templ.Component {
	return icon(`<svg class="ic ic-sm" aria-hidden="true"><use href="`, name)
}

// glyph is a small icon of a card's counters, whose words or label stand beside
// it; thirty cards have a hundred and twenty, hence the shortest markup.
func glyph(name string) templ.Component {
	return icon(`<svg class="ic ic-sm"><use href="`, name)
}

// IconLarge is a 24 px icon.
func IconLarge(name string) templ.Component {
	return icon(`<svg class="ic ic-lg" aria-hidden="true"><use href="`, name)
}

// IconBrand is the filled mark of an outside service.
func IconBrand(name string) templ.Component {
	return icon(`<svg class="ic ic-fill" aria-hidden="true"><use href="`, name)
}

func icon(open, name string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return write(w, open, templ.EscapeString(SiteOf(ctx).Assets.Sprite), "#", templ.EscapeString(name), `"/></svg>`)
	})
}

// write writes the parts and returns the first error.
func write(w io.Writer, parts ...string) error {
	for _, part := range parts {
		if _, err := io.WriteString(w, part); err != nil {
			return err
		}
	}
	return nil
}

// AvatarData is a portrait with the ring of its community.
type AvatarData struct {
	Name       string
	Photo      string // address of the picture; initials without it
	Community  access.Community
	Small      bool
	Large      bool
	Decorative bool // the name is written beside it
}

// Avatar is a portrait or, for want of one, initials, in the community's ring.
func Avatar(a AvatarData) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		switch {
		case a.Photo != "":
			return write(w, `<img class="`, a.class(), `" src="`, templ.EscapeString(a.Photo), `" alt="`, templ.EscapeString(a.alt()),
				`" width="`, a.size(), `" height="`, a.size(), `" loading="lazy">`)
		case a.Decorative:
			return write(w, `<span class="`, a.class(), `" data-initials="`, templ.EscapeString(Initials(a.Name)), `" aria-hidden="true"></span>`)
		}
		return write(w, `<span class="`, a.class(), `" data-initials="`, templ.EscapeString(Initials(a.Name)),
			`" role="img" aria-label="`, templ.EscapeString(a.Name), `"></span>`)
	})
}

// class names are written in full, never joined, so that Tailwind finds them.
func (a AvatarData) class() string {
	if a.Large {
		switch a.Community {
		case access.PressMedia:
			return "av av-lg press"
		case access.PressRelations:
			return "av av-lg pr"
		case access.Expert:
			return "av av-lg expert"
		case access.Transformer:
			return "av av-lg transformer"
		case access.Academic:
			return "av av-lg academic"
		case access.NoCommunity:
		}
		return "av av-lg"
	}
	if a.Small {
		switch a.Community {
		case access.PressMedia:
			return "av av-sm press"
		case access.PressRelations:
			return "av av-sm pr"
		case access.Expert:
			return "av av-sm expert"
		case access.Transformer:
			return "av av-sm transformer"
		case access.Academic:
			return "av av-sm academic"
		case access.NoCommunity:
		}
		return "av av-sm"
	}
	switch a.Community {
	case access.PressMedia:
		return "av press"
	case access.PressRelations:
		return "av pr"
	case access.Expert:
		return "av expert"
	case access.Transformer:
		return "av transformer"
	case access.Academic:
		return "av academic"
	case access.NoCommunity:
	}
	return "av"
}

func (a AvatarData) size() string {
	switch {
	case a.Large:
		return "120"
	case a.Small:
		return "30"
	}
	return "36"
}

func (a AvatarData) alt() string {
	if a.Decorative {
		return ""
	}
	return a.Name
}
