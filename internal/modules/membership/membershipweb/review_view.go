// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb

import (
	"context"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/profile"
)

// personView is what both pages show of a person.
type personView struct {
	Person    ui.PersonData
	Name      string
	Facts     []ui.MetaItem // technical block
	Trigger   string        // whom to contact about a Business Wall, or ""
	Pieces    []pieceView
	Sections  []profile.Section
	History   []ui.TimelineItem
	Views     string // who has looked, in one sentence, or ""
	NoProfile bool
}

// pieceView is a picture of the dossier, to be opened in full.
type pieceView struct{ Label, Thumb, URL string }

// reviewView is the validation page.
type reviewView struct {
	personView

	Current    string // entry of the left menu
	BackURL    string
	BackTitle  string
	Stage      string // in words
	Waiting    string // « depuis 2 j 3 h »
	Late       bool
	Verified   bool
	Reviewer   string
	Alike      []alikeView
	Change     *changeView // nil: a registration
	Notes      []noteView
	DecideURL  string
	Validate   string // label of the button
	Refusal    form.Form
	Note       form.Form
	Question   form.Form
	Assignment form.Form
	ReviewerID string
}

type alikeView struct{ Name, URL, Detail, Likeness, State string }

// changeView is old → new, field by field.
type changeView struct {
	Profile string // « from → to », or ""
	Rows    []changeRow
}

type changeRow struct {
	Label            string
	Old, New         string
	OldPic, NewPic   string
	Critical         bool
	OldLang, NewLang string
}

type noteView struct {
	Kind, Author, Body, Date, DateTime string
	Tone                               ui.Tone
}

func (h *handler) newPersonView(ctx context.Context, d *membership.Dossier) personView {
	m := d.Member
	v := personView{
		Name:     m.FullName(),
		Facts:    facts(ctx, d),
		Sections: profile.Sections(ctx, h.words, d.Answers, "photo", "photo_carte_presse"),
		Pieces:   pieces(ctx, m),
		History:  history(ctx, d.History),
		Views:    views(ctx, d.Views),
	}
	if v.Name == "" {
		v.Name = m.Email
	}
	v.NoProfile = len(v.Sections) == 0
	if d.Triggers > 0 {
		declared := d.Declared
		if declared == "" {
			declared = i18n.T(ctx, "membership.trigger.none")
		}
		v.Trigger = i18n.T(ctx, "membership.trigger.text", "Organisation", declared)
	}
	return v
}

// facts are the technical block (spec 08 §5.3).
func facts(ctx context.Context, d *membership.Dossier) []ui.MetaItem {
	m := d.Member
	item := func(name, text string) ui.MetaItem {
		return ui.MetaItem{Label: i18n.T(ctx, "membership.fact."+name), Text: text}
	}
	email := item("email", m.Email)
	email.Content = address(m.Email, !m.EmailVerifiedAt.IsZero())
	items := []ui.MetaItem{
		item("id", ids.Encode(m.ID)),
		email,
		item("submitted", i18n.DateTime(ctx, m.SubmittedAt)),
		item("login", moment(ctx, m.LastLoginAt, "membership.never_signed_in")),
		item("comment", m.ValidationStatus),
		item("validated", moment(ctx, m.ValidatedAt, "membership.never_validated")),
	}
	if d.Stage != membership.Registration {
		items = append(items, item("roles", strings.Join(d.Roles, ", ")), employer(ctx, d.Organisation), wall(ctx, d.Organisation))
	} else {
		items = append(items, item("profile", d.Profile.Label), item("declared", d.Declared))
	}
	return items
}

func moment(ctx context.Context, at time.Time, never string) string {
	if at.IsZero() {
		return i18n.T(ctx, never)
	}
	return i18n.DateTime(ctx, at)
}

// employer leads to the page that members see: the staff's own comes with
// the administration of organisations.
func employer(ctx context.Context, e membership.Employer) ui.MetaItem {
	item := ui.MetaItem{Label: i18n.T(ctx, "membership.fact.organisation"), Text: i18n.T(ctx, "membership.no_organisation")}
	if e.ID != 0 {
		item.Text, item.URL = e.Name, "/swork/organisations/"+ids.Encode(e.ID)
	}
	return item
}

func wall(ctx context.Context, e membership.Employer) ui.MetaItem {
	item := ui.MetaItem{Label: i18n.T(ctx, "membership.fact.wall"), Text: i18n.T(ctx, "membership.no_wall")}
	if e.WallName != "" {
		item.Text = i18n.T(ctx, "membership.wall", "Name", e.WallName, "Type", wallType(ctx, e.WallType))
	}
	return item
}

// wallType is how a type of Business Wall is called.
func wallType(ctx context.Context, name string) string {
	if key := "membership.wall_type." + name; i18n.Has(key) {
		return i18n.T(ctx, key)
	}
	return name
}

func pieces(ctx context.Context, m *member.Member) []pieceView {
	var list []pieceView
	for _, p := range []struct{ name, field string }{{m.Photo, "photo"}, {m.PressCard, "photo_carte_presse"}} {
		if p.name != "" {
			list = append(list, pieceView{profile.FieldLabel(ctx, p.field), media.SizedURL(p.name, "400"), media.URL(p.name)})
		}
	}
	return list
}

func history(ctx context.Context, rows []membership.HistoryRow) []ui.TimelineItem {
	items := make([]ui.TimelineItem, 0, len(rows))
	for _, r := range rows {
		actor := r.Actor
		if actor == "" {
			actor = i18n.T(ctx, "membership.history.operator")
			if r.Action == "account.anonymised" { // without anybody’s asking
				actor = i18n.T(ctx, "membership.history.delay")
			}
		}
		title := r.Action
		if key := "membership.history." + strings.ReplaceAll(r.Action, ".", "_"); i18n.Has(key) {
			title = i18n.T(ctx, key, "Role", r.Role)
		}
		items = append(items, ui.TimelineItem{
			Title: title, Text: i18n.T(ctx, "membership.history.by", "Name", actor),
			Date: i18n.DateTime(ctx, r.At), DateTime: i18n.ISO(r.At),
		})
	}
	return items
}

func views(ctx context.Context, rows []membership.HistoryRow) string {
	looks := make([]string, 0, len(rows))
	for _, r := range rows {
		if r.Actor != "" {
			looks = append(looks, i18n.T(ctx, "membership.history.look", "Name", r.Actor, "Date", i18n.DateTime(ctx, r.At)))
		}
	}
	if len(looks) == 0 {
		return ""
	}
	return i18n.T(ctx, "membership.history.looks", "List", strings.Join(looks, ", "))
}

func (h *handler) newReviewView(ctx context.Context, d *membership.Dossier, reviewers []membership.Person, backURL string) reviewView {
	url := reviewURL(d.Member.ID)
	now := ui.SiteOf(ctx).Now()
	v := reviewView{
		personView: h.newPersonView(ctx, d), BackURL: backURL, Current: "new_users",
		Stage: i18n.T(ctx, "membership.stage."+string(d.Stage)), Verified: !d.Member.EmailVerifiedAt.IsZero(),
		Waiting:   i18n.T(ctx, "membership.waiting", "Duration", duration(ctx, now.Sub(d.Since))),
		Late:      now.Sub(d.Since) > membership.ReviewTarget,
		DecideURL: url, Validate: i18n.T(ctx, "membership.action.validate."+string(d.Stage)),
		Refusal: refusalForm(ctx, url), Note: noteForm(url + "/note"), Question: questionForm(url + "/question"),
		Assignment: assignForm(url+"/assignment", reviewers),
	}
	if d.Proposal != nil {
		v.Current, v.Change = "modif_users", h.newChangeView(ctx, d.Proposal)
	}
	v.BackTitle = i18n.T(ctx, "membership.title."+v.Current)
	if d.Reviewer != nil {
		v.Reviewer, v.ReviewerID = d.Reviewer.Name, ids.Encode(d.Reviewer.ID)
	}
	for _, a := range d.Alike {
		v.Alike = append(v.Alike, newAlikeView(ctx, a))
	}
	for _, n := range d.Notes {
		v.Notes = append(v.Notes, newNoteView(ctx, n))
	}
	return v
}

func newAlikeView(ctx context.Context, a membership.LookAlike) alikeView {
	words := make([]string, len(a.Likeness))
	for i, l := range a.Likeness {
		words[i] = i18n.T(ctx, "membership.alike."+string(l))
	}
	v := alikeView{Name: a.Name, URL: memberURL(a.ID), Detail: a.Email, Likeness: strings.Join(words, ", "), State: i18n.T(ctx, "membership.alike.inactive")}
	if a.Organisation != "" {
		v.Detail += " · " + a.Organisation
	}
	switch {
	case a.Active:
		v.State = i18n.T(ctx, "membership.alike.active")
	case a.Refused:
		v.URL, v.State = "", i18n.T(ctx, "membership.alike.refused")
	}
	return v
}

func newNoteView(ctx context.Context, n membership.Note) noteView {
	v := noteView{
		Kind: i18n.T(ctx, "membership.note."+string(n.Kind)), Author: n.Author, Body: n.Body,
		Date: i18n.DateTime(ctx, n.CreatedAt), DateTime: i18n.ISO(n.CreatedAt), Tone: ui.ToneNeutral,
	}
	switch n.Kind {
	case membership.NoteQuestion:
		v.Tone = ui.ToneInfo
	case membership.NoteAnswer:
		v.Tone, v.Author = ui.ToneOK, i18n.T(ctx, "membership.note.applicant")
	case membership.NoteInternal:
	}
	return v
}

func (h *handler) newChangeView(ctx context.Context, c *membership.Change) *changeView {
	v := &changeView{}
	if c.ChangesProfile() {
		v.Profile = i18n.T(ctx, "membership.change.profile", "From", c.From, "To", c.To)
	}
	for _, one := range c.Changes {
		v.Rows = append(v.Rows, h.changeRows(ctx, one)...)
	}
	return v
}

// changeRows puts a change into words as the profile does: one row for each
// list of the field.
func (h *handler) changeRows(ctx context.Context, c survey.Change) []changeRow {
	before := h.rowsOf(ctx, survey.Shown{Field: c.Field, Values: c.Old, Sub: c.OldSub})
	after := h.rowsOf(ctx, survey.Shown{Field: c.Field, Values: c.New, Sub: c.NewSub})
	names := []string{c.Field.Name}
	if c.Field.Detail != nil {
		names = append(names, c.Field.Detail.Name)
	}
	var rows []changeRow
	for _, name := range names {
		was, is := before[name], after[name]
		if was.Text == is.Text && was.Picture == is.Picture {
			continue
		}
		rows = append(rows, changeRow{
			Label: profile.FieldLabel(ctx, name), Critical: c.Critical,
			Old: was.Text, New: is.Text, OldPic: was.Picture, NewPic: is.Picture, OldLang: was.Lang, NewLang: is.Lang,
		})
	}
	return rows
}

func (h *handler) rowsOf(ctx context.Context, shown survey.Shown) map[string]profile.Row {
	rows := map[string]profile.Row{}
	for _, s := range profile.Sections(ctx, h.words, []survey.ShownGroup{{Key: shown.Field.Group, Fields: []survey.Shown{shown}}}) {
		for _, r := range s.Rows {
			rows[r.Name] = r
		}
	}
	return rows
}

// duration says how long somebody has waited, in its two largest units.
func duration(ctx context.Context, d time.Duration) string {
	hours, minutes := int64(d/time.Hour), int64(d/time.Minute)
	switch {
	case hours >= 24:
		return i18n.T(ctx, "membership.duration.days", "Days", i18n.Number(ctx, hours/24), "Hours", hours%24)
	case hours >= 1:
		return i18n.T(ctx, "membership.duration.hours", "Hours", hours, "Minutes", minutes%60)
	}
	return i18n.T(ctx, "membership.duration.minutes", "Minutes", max(minutes, 0))
}

// filled is what a form of the page shows at first: where to go back to, and
// its own fixed values; or what was typed in it.
func (v reviewView) filled(f form.Form, t typed, more ...string) form.Values {
	values, err := t.of(f.ID)
	if err != nil {
		return values
	}
	values.Set("back", v.BackURL)
	for i := 0; i+1 < len(more); i += 2 {
		values.Set(more[i], more[i+1])
	}
	return values
}
