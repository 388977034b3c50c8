// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// PhotoURL is the address of a member's picture at the size of the header, or
// "" for none.
func PhotoURL(name string) string { return media.Portrait(name) }

// Joined puts two words side by side, either of which may be missing.
func Joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// Initials returns the first letters of the first and last words of name.
func Initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "?"
	}
	first := []rune(words[0])[0]
	if len(words) == 1 {
		return string(unicode.ToUpper(first))
	}
	last := []rune(words[len(words)-1])[0]
	return string([]rune{unicode.ToUpper(first), unicode.ToUpper(last)})
}

func communityClass(c access.Community) string {
	switch c {
	case access.PressMedia:
		return "commu press"
	case access.PressRelations:
		return "commu pr"
	case access.Expert:
		return "commu expert"
	case access.Transformer:
		return "commu transformer"
	case access.Academic:
		return "commu academic"
	case access.NoCommunity:
	}
	return "commu"
}

// CommunityLabel is the displayed name of a community.
func CommunityLabel(ctx context.Context, c access.Community) string {
	switch c {
	case access.PressMedia:
		return i18n.T(ctx, "ui.community.press")
	case access.PressRelations:
		return i18n.T(ctx, "ui.community.pr")
	case access.Expert:
		return i18n.T(ctx, "ui.community.expert")
	case access.Transformer:
		return i18n.T(ctx, "ui.community.transformer")
	case access.Academic:
		return i18n.T(ctx, "ui.community.academic")
	case access.NoCommunity:
	}
	return i18n.T(ctx, "ui.community.none")
}

func statusClass(t Tone) string {
	switch t {
	case ToneOK:
		return "st st-ok"
	case ToneInfo:
		return "st st-info"
	case ToneWarn:
		return "st st-warn"
	case ToneDanger:
		return "st st-danger"
	case ToneNeutral:
	}
	return "st st-mute"
}

// Style is the weight of a button: one Primary per view (ui-guide §6).
type Style uint8

// The styles of a button.
const (
	Primary Style = iota
	Line
	Ghost
	Danger
	LineDanger // opens the way to what cannot be undone, which asks first
)

func buttonClass(s Style, dense bool) string {
	if dense {
		switch s {
		case Line:
			return "btn btn-line h-9"
		case Ghost:
			return "btn btn-ghost h-9"
		case Danger:
			return "btn btn-error h-9"
		case LineDanger:
			return "btn btn-line btn-line-danger h-9"
		case Primary:
		}
		return "btn btn-primary h-9"
	}
	switch s {
	case Line:
		return "btn btn-line h-11"
	case Ghost:
		return "btn btn-ghost h-11"
	case Danger:
		return "btn btn-error h-11"
	case LineDanger:
		return "btn btn-line btn-line-danger h-11"
	case Primary:
	}
	return "btn btn-primary h-11"
}

// ButtonData is a button or, with URL, a link that looks like one.
type ButtonData struct {
	Label    string
	Icon     string
	Style    Style
	Dense    bool   // 36 px, in tables and toolbars
	URL      string // makes it a link
	Name     string // submitted name and value
	Value    string
	Confirm  string // question asked before the request, or ""
	Disabled bool
	Reason   string // id of the sentence that says why it is disabled; see Reasons
	Busy     bool   // request under way
	Block    bool   // full width
	Plain    bool   // type="button": does not submit
	NewTab   bool
	Attrs    templ.Attributes // hx-* and data-* only
}

func (b ButtonData) class() string { return buttonClass(b.Style, b.Dense) }

func (b ButtonData) kind() string {
	if b.Plain {
		return "button"
	}
	return "submit"
}

// local is an address for formaction, which templ does not check by itself: a
// script there becomes about:invalid.
func local(address string) string { return string(templ.URL(address)) }
