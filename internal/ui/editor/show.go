// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package editor

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
)

// Shown is a content as its readers will see it, and what may be done with it.
type Shown struct {
	Title      string
	Eyebrow    string // above the title, or ""
	Standfirst string
	Under      templ.Component // under the title: a Byline, or when and where
	Body       string          // HTML, as saved
	Language   string          // of the content
	Slides     []ui.Slide

	State     string // where it stands, in words
	Tone      ui.Tone
	Commands  []Command // in order; the last one changes what readers see
	Notices   []ui.NoticeData
	MetaTitle string
	Meta      []ui.MetaItem
	After     templ.Component // what else there is to say, or nil

	Back, Next ui.Stage
}

// Command is a link, or a button that changes something.
type Command struct {
	Button ui.ButtonData
	Post   string // address of the change; "" for a link
}

// Link is a command that leads to another page.
func Link(label, icon, url string) Command {
	return Command{Button: ui.ButtonData{Label: label, Icon: icon, Style: ui.Line, URL: url}}
}

// Change is a command that changes something at the address.
func Change(url string, button ui.ButtonData) Command { return Command{Button: button, Post: url} }

// BylineData is who has written a content, and since when it is public.
type BylineData struct {
	Person   ui.PersonData
	Office   string // « … en tant que contact presse de … », or ""
	Posted   string // when, in words, or that it is not yet
	DateTime string // the same for machines, or ""
}

// Show answers GET …/{id}.
func (p *Pages[S]) Show(w http.ResponseWriter, r *http.Request) error {
	sheet, err := p.Asked(r)
	if err != nil {
		return err
	}
	v := p.Shown(r.Context(), ui.Actor(r), sheet)
	v.Title, v.Standfirst = content.Typeset(v.Language, v.Title), content.Typeset(v.Language, v.Standfirst)
	v.Body = content.TypesetHTML(v.Language, richtext.Sanitise(v.Body)) // as it will be published
	return ui.Render(w, r, showPage(p.Shell(v.Title), v))
}

// Crumbs leads from Work, through a room, to a content, or to the list without
// the title of one.
func Crumbs(ctx context.Context, room, list ui.Crumb, title string) []ui.Crumb {
	crumbs := []ui.Crumb{{Label: i18n.T(ctx, "ui.portal.work"), URL: "/wip"}, room}
	if title == "" {
		return append(crumbs, ui.Crumb{Label: list.Label})
	}
	return append(crumbs, list, ui.Crumb{Label: title})
}
