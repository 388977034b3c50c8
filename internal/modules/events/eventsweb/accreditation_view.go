// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"
	"net/url"

	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// accreditationsView is who takes part in an event, as its organiser sees it.
type accreditationsView struct {
	Title     string
	EventURL  string // in the room
	DoorURL   string
	KPIs      []ui.KPI
	Tabs      []ui.TabItem
	Table     ui.TableData
	Status    string // the tab that is open, to come back to
	NextURL   string
	CanDecide bool
}

func newAccreditationsView(ctx context.Context, id int64, f events.AccreditationFilter, page events.AccreditationPage) accreditationsView {
	p := page.Post
	taken := page.Counts[events.Approved] + page.Counts[events.Attended] + page.Counts[events.NoShow]
	number := func(n int) string { return i18n.Number(ctx, int64(n)) }
	v := accreditationsView{
		Title: p.Title, EventURL: eventURL(id), DoorURL: doorURL(id), Status: string(f.Status), CanDecide: len(page.Rows) > 0,
		KPIs: []ui.KPI{
			{Label: i18n.T(ctx, "events.kpi.seats"), Value: seatsText(ctx, int64(taken), p.Capacity)},
			{Label: i18n.T(ctx, "events.kpi.requests"), Value: number(page.Counts[events.Requested])},
			{Label: i18n.T(ctx, "events.kpi.waiting"), Value: number(page.Counts[events.Waitlisted])},
			{Label: i18n.T(ctx, "events.kpi.came"), Value: number(page.Counts[events.Attended])},
		},
		Tabs: standingTabs(ctx, id, f, page.Counts),
	}
	v.Table = accreditationTable(ctx, id, f, page)
	if page.Next != (events.Position{}) {
		v.NextURL = accreditationAddress(accreditationsURL(id), f, page.Next)
	}
	return v
}

// accreditationAddress is the address of a list.
func accreditationAddress(path string, f events.AccreditationFilter, after events.Position) string {
	v := url.Values{}
	if f.Status != "" {
		v.Set("status", string(f.Status))
	}
	if f.Query != "" {
		v.Set("q", f.Query)
	}
	if at := web.Cursor(after).Encode(); at != "" {
		v.Set("after", at)
	}
	return listing.Address(path, v)
}

// standingTabs are all who take part, then each standing that somebody has.
func standingTabs(ctx context.Context, id int64, f events.AccreditationFilter, counts map[events.Standing]int) []ui.TabItem {
	total := 0
	for _, n := range counts {
		total += n
	}
	tab := func(s events.Standing, label string, n int) ui.TabItem {
		return ui.TabItem{
			Label: label, Count: i18n.Number(ctx, int64(n)), Current: f.Status == s,
			URL: accreditationAddress(accreditationsURL(id), events.AccreditationFilter{Status: s, Query: f.Query}, events.Position{}),
		}
	}
	tabs := []ui.TabItem{tab("", i18n.T(ctx, "events.accreditations.all"), total)}
	for _, s := range events.Standings() {
		if counts[s] > 0 || f.Status == s {
			tabs = append(tabs, tab(s, i18n.T(ctx, s.LabelKey()), counts[s]))
		}
	}
	return tabs
}

func accreditationTable(ctx context.Context, id int64, f events.AccreditationFilter, page events.AccreditationPage) ui.TableData {
	t := ui.TableData{
		ID: "accreditations", Caption: i18n.T(ctx, "events.accreditations.title"),
		Columns: []ui.TableColumn{
			{Label: i18n.T(ctx, "events.column.name"), Kind: ui.CellMain},
			{Label: i18n.T(ctx, "events.column.status"), Kind: ui.CellStatus},
			{Label: i18n.T(ctx, "events.column.motive")},
			{Label: i18n.T(ctx, "events.column.requested"), Kind: ui.CellDate},
		},
		Search: &ui.TableSearch{Action: accreditationsURL(id), Name: "q", Value: f.Query, Placeholder: i18n.T(ctx, "events.accreditations.search")},
		Tools: ui.IconButton(ui.ButtonData{
			Label: i18n.T(ctx, "events.list.export"), Icon: "download", URL: accreditationAddress(accreditationsURL(id)+"/export", f, events.Position{}),
		}),
		Bulk: decisionForm(string(f.Status)), BulkURL: accreditationsURL(id),
		Empty: ui.EmptyData{Icon: "users", Title: i18n.T(ctx, "events.accreditations.none_title"), Text: i18n.T(ctx, "events.accreditations.none_text")},
		Pager: ui.TablePager{From: 1, To: len(page.Rows), Total: len(page.Rows)},
	}
	if f.Status != "" {
		t.Search.Hidden = []ui.Param{{Name: "status", Value: string(f.Status)}}
	}
	if page.Next != (events.Position{}) {
		t.Pager.More, t.Pager.NextURL = true, accreditationAddress(accreditationsURL(id), f, page.Next)
	}
	for i := range page.Rows {
		x := &page.Rows[i]
		motive := x.Motive
		if motive == "" {
			motive = x.Message
		}
		t.Rows = append(t.Rows, ui.TableRow{
			ID: ids.Encode(x.ID), Label: x.Name,
			Cells: []ui.TableCell{
				{Text: x.Name, URL: member.Path(x.MemberID), Thumb: media.Portrait(x.Photo), Meta: ui.Role(x.JobTitle, x.Organisation)},
				{Text: i18n.T(ctx, x.Status.LabelKey()), Tone: standingTone(x.Status)},
				{Text: motive},
				{Text: i18n.DateTime(ctx, x.RequestedAt)},
			},
		})
	}
	return t
}

func standingTone(s events.Standing) ui.Tone {
	switch s {
	case events.Approved, events.Attended:
		return ui.ToneOK
	case events.Requested:
		return ui.ToneInfo
	case events.Waitlisted:
		return ui.ToneWarn
	case events.Refused:
		return ui.ToneDanger
	case events.Cancelled, events.NoShow:
	}
	return ui.ToneNeutral
}

// doorView is the page where badges are checked.
type doorView struct {
	Title   string
	Opening string
	BackURL string
	URL     string
	UndoURL string
	Came    string // « 12 / 40 »
	Code    string // to send
	Problem string

	Name         string // of who has just come, or ""
	Organisation string
	Said         string
	Again        bool

	Last []arrivalView
}

type arrivalView struct{ ID, Name, Organisation, At string }

func newArrival(ctx context.Context, a events.Arrival) doorView {
	v := doorView{Name: a.Name, Organisation: a.Organisation, Again: a.Again, Said: i18n.T(ctx, "events.door.welcome")}
	if a.Again {
		v.Said = i18n.T(ctx, "events.door.again", "When", i18n.DateTime(ctx, a.AttendedAt))
	}
	return v
}

func (v *doorView) fill(ctx context.Context, id int64, p *events.Post, last []events.AccreditationRow, came int64) {
	v.Title, v.Opening, v.BackURL = p.Title, opening(ctx, p.StartsAt, p.EndsAt), accreditationsURL(id)
	v.URL, v.UndoURL = doorURL(id), doorURL(id)+"/undo"
	v.Came = i18n.T(ctx, "events.door.came", "Came", i18n.Number(ctx, came), "Expected", i18n.Number(ctx, p.ParticipantCount))
	for _, x := range last {
		v.Last = append(v.Last, arrivalView{ids.Encode(x.ID), x.Name, x.Organisation, i18n.Time(ctx, x.AttendedAt)})
	}
}
