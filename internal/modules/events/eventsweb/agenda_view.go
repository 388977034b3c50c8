// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// agendaView is a page of the agenda.
type agendaView struct {
	Title   string
	Search  ui.TableSearch
	Bar     ui.FilterBarData
	Chips   []chip
	Days    daysView
	Empty   ui.EmptyData
	Aside   asideView
	Visited string // the day or month that is shown, in words, or ""
}

// chip is one chosen value of a filter, removed in a click.
type chip struct{ Label, URL string }

// daysView is cards by the day on which they begin, and the way to the next
// ones. In an order of popularity there is one day without a title.
type daysView struct {
	Days []dayView
	More ui.LoadMoreData
}

type dayView struct {
	Label string
	URL   string
	Cards []cardView
}

// cardView is one event in a list.
type cardView struct {
	URL, Title, Eyebrow string
	Summary             string
	Lang                string
	DateTime            string
	Month, Number, Hour string // of the date at the left
	Opening             string
	Where               string
	Standing            string // of the reader, or ""
	Tone                ui.Tone
	Sector              string
	Tags                []string // those that its author chose
	For                 string   // « Pour : X », or ""
	Byline              string   // « Publié par … en tant que contact presse de … », or ""
	Person              ui.PersonData
	Participants        string
	Views               string
	Comments, Shares    string
	TalkURL             string
	Like                ui.CountData
}

func (h *handler) newAgendaView(ctx context.Context, q agendaQuery, page events.Page, choices map[events.Filter][]events.Choice, aside asideView) agendaView {
	v := agendaView{
		Title: i18n.T(ctx, "events.agenda.title"), Days: h.newDays(ctx, q, page), Aside: aside, Empty: emptyAgenda(ctx, q),
		Search: ui.TableSearch{Action: portalPath, Name: "search", Value: q.Search, Placeholder: i18n.T(ctx, "events.agenda.search"), Hidden: q.hidden()},
	}
	for _, f := range events.Filters() {
		v.Bar.Filters = append(v.Bar.Filters, h.agendaFilter(ctx, q, f, choices[f]))
	}
	for _, f := range append(events.Filters(), events.Tagged) {
		for _, value := range q.Filters[f] {
			v.Chips = append(v.Chips, chip{
				i18n.T(ctx, "events.agenda.chip", "Filter", i18n.T(ctx, "events.filter."+string(f)), "Value", h.filterLabel(ctx, f, value)),
				q.toggled(f, value).url(),
			})
		}
	}
	switch {
	case !q.Day.IsZero():
		v.Visited = i18n.Day(ctx, q.Day)
		v.Chips = append(v.Chips, chip{v.Visited, q.on(time.Time{}).url()})
	case !q.Month.IsZero():
		v.Visited = i18n.Month(ctx, q.Month)
		v.Chips = append(v.Chips, chip{v.Visited, q.during(time.Time{}).url()})
	}
	v.Bar.Sort = agendaSort(ctx, q)
	return v
}

// agendaFilter is the menu of a filter. A chosen value stays on offer, so that
// it can be taken out there too.
func (h *handler) agendaFilter(ctx context.Context, q agendaQuery, f events.Filter, choices []events.Choice) ui.FilterData {
	menu := ui.FilterData{ID: "filter-" + string(f), Label: i18n.T(ctx, "events.filter."+string(f))}
	if n := len(q.Filters[f]); n > 0 {
		menu.Label += " · " + strconv.Itoa(n)
	}
	offered := map[string]bool{}
	add := func(value, count string) {
		offered[value] = true
		current := false
		for _, chosen := range q.Filters[f] {
			current = current || chosen == value
		}
		menu.Options = append(menu.Options, ui.FilterOption{
			Label: h.filterLabel(ctx, f, value), URL: q.toggled(f, value).url(), Count: count, Current: current,
		})
	}
	for _, c := range choices {
		count := ""
		if q.countsHold() {
			count = i18n.Number(ctx, int64(c.Count))
		}
		add(c.Value, count)
	}
	for _, value := range q.Filters[f] {
		if !offered[value] {
			add(value, "")
		}
	}
	return menu
}

// filterLabel is how a value of a filter is shown.
func (h *handler) filterLabel(ctx context.Context, f events.Filter, value string) string {
	switch f {
	case events.OfType:
		return h.label(ctx, types, value)
	case events.OfSector:
		return h.label(ctx, sectors, value)
	case events.OfCountry:
		return h.label(ctx, ui.Countries, value)
	case events.OfDepartment:
		return departmentLabel(ctx, h, value)
	case events.OfCity, events.Tagged:
	}
	return value
}

// departmentLabel is « 35 Ille-et-Vilaine », or the number alone.
func departmentLabel(ctx context.Context, h *handler, number string) string {
	if name := h.label(ctx, "departements", number); name != number {
		return number + " " + name
	}
	return number
}

func agendaSort(ctx context.Context, q agendaQuery) *ui.FilterData {
	menu := &ui.FilterData{ID: "agenda-sort", Label: i18n.T(ctx, "events.sort.label")}
	for _, choice := range []struct {
		sort events.Sort
		key  string
	}{
		{events.BySchedule, "events.agenda.sort.date"}, {events.ByViews, "events.agenda.sort.views"}, {events.ByLikes, "events.agenda.sort.likes"},
		{events.ByShares, "events.agenda.sort.shares"},
	} {
		o := ui.FilterOption{Label: i18n.T(ctx, choice.key), URL: q.sorted(choice.sort).url(), Current: q.Sort == choice.sort}
		if o.Current {
			menu.Active = o.Label
		}
		menu.Options = append(menu.Options, o)
	}
	return menu
}

func emptyAgenda(ctx context.Context, q agendaQuery) ui.EmptyData {
	if q.isNarrowed() {
		return ui.EmptyData{
			Icon: "search", Title: i18n.T(ctx, "events.agenda.none_title"), Text: i18n.T(ctx, "events.agenda.none_text"),
			URL: portalPath, Action: i18n.T(ctx, "events.agenda.none_action"),
		}
	}
	return ui.EmptyData{Icon: "calendar-days", Title: i18n.T(ctx, "events.agenda.empty_title"), Text: i18n.T(ctx, "events.agenda.empty_text")}
}

// newDays groups the cards of a page by day.
func (h *handler) newDays(ctx context.Context, q agendaQuery, page events.Page) daysView {
	var v daysView
	for i := range page.Cards {
		c := &page.Cards[i]
		isNew := len(v.Days) == 0
		if q.Sort == events.BySchedule {
			isNew = isNew || !sameDay(page.Cards[i-1].StartsAt, c.StartsAt)
		}
		if isNew {
			day := dayView{}
			if q.Sort == events.BySchedule {
				at := events.Today(c.StartsAt).In(i18n.Paris())
				day.Label, day.URL = capital(i18n.Day(ctx, c.StartsAt)), agendaQuery{}.on(at).url()
			}
			v.Days = append(v.Days, day)
		}
		last := &v.Days[len(v.Days)-1]
		last.Cards = append(last.Cards, h.newCard(ctx, c))
	}
	if page.Next != (events.Position{}) {
		v.More = ui.LoadMoreData{URL: q.from(page.Next).url(), Label: i18n.T(ctx, "events.agenda.more")}
	}
	return v
}

func (h *handler) newCard(ctx context.Context, c *events.Card) cardView {
	start := c.StartsAt.In(i18n.ZoneOf(ctx))
	v := cardView{
		URL: postURL(c.ID), Title: c.Title, Eyebrow: h.label(ctx, types, c.Type), Summary: c.Summary, Lang: c.Language,
		DateTime: i18n.ISO(c.StartsAt), Month: shortMonth(ctx, c.StartsAt), Number: strconv.Itoa(start.Day()), Hour: i18n.Time(ctx, start),
		Opening: opening(ctx, c.StartsAt, c.EndsAt), Where: whereText(ctx, "", c.Town, c.URL),
		Sector: h.label(ctx, sectors, c.Sector), Person: ui.Person(c.Author),
		Views: i18n.Number(ctx, c.ViewCount), Like: likeButton(ctx, c.ID, c.Liked, c.LikeCount),
		Comments: i18n.Number(ctx, c.CommentCount), TalkURL: postURL(c.ID) + "#comments-title", Shares: i18n.Number(ctx, c.ShareCount),
	}
	if c.Capacity > 0 || c.ParticipantCount > 0 {
		v.Participants = seatsText(ctx, c.ParticipantCount, c.Capacity)
	}
	for _, t := range c.Tags {
		if !t.Auto {
			v.Tags = append(v.Tags, t.Label)
		}
	}
	v.Standing, v.Tone = standingText(ctx, c.Standing)
	if c.ByPressOffice() {
		v.Byline = i18n.T(ctx, "events.byline", "By", c.Author.Organisation, "Publisher", c.Publisher)
	} else if c.Publisher != "" {
		v.For = i18n.T(ctx, "events.for", "Publisher", c.Publisher)
	}
	return v
}

// standingText says where the reader stands, and how it looks.
func standingText(ctx context.Context, s events.Standing) (string, ui.Tone) {
	switch s {
	case events.Approved, events.Attended:
		return i18n.T(ctx, "events.mine."+string(s)), ui.ToneOK
	case events.Requested, events.Waitlisted:
		return i18n.T(ctx, "events.mine."+string(s)), ui.ToneWarn
	case events.Refused:
		return i18n.T(ctx, "events.mine."+string(s)), ui.ToneDanger
	case events.Cancelled, events.NoShow:
	}
	return "", ui.ToneNeutral
}

// likeButton is the heart with its count.
func likeButton(ctx context.Context, id int64, liked bool, count int64) ui.CountData {
	return ui.CountData{
		URL: postURL(id) + "/like", Icon: "heart", Count: i18n.Number(ctx, count), On: liked, Label: i18n.T(ctx, "ui.like"),
	}
}

// shortMonth is the month of an instant as dates abbreviate it.
func shortMonth(ctx context.Context, t time.Time) string {
	if words := strings.FieldsFunc(i18n.Date(ctx, t), func(r rune) bool { return r == ' ' || r == '\u00a0' }); len(words) > 1 {
		return words[1]
	}
	return ""
}

// capital writes the first letter of a text in upper case.
func capital(text string) string {
	for i, r := range text {
		return strings.ToUpper(string(r)) + text[i+len(string(r)):]
	}
	return text
}

// asideView is what stands beside the agenda.
type asideView struct {
	Month    calendarView
	Mine     []ui.DateItem
	MoreMine bool
	Marked   bool // the month has days of one’s own
}

// mineInAside is how many events of one's own stand beside the agenda.
const mineInAside = 5

func newAsideView(ctx context.Context, q agendaQuery, month *events.Month, mine []events.Appointment) asideView {
	v := asideView{Month: newCalendarView(ctx, month, ui.SiteOf(ctx).Now()), MoreMine: len(mine) > mineInAside}
	// The month beside the list leads to lists, the calendar to calendars.
	v.Month.PreviousURL = agendaQuery{}.during(month.First.AddDate(0, -1, 0)).url()
	v.Month.NextURL = agendaQuery{}.during(month.First.AddDate(0, 1, 0)).url()
	for i := range v.Month.Weeks {
		for j := range v.Month.Weeks[i] {
			d := &v.Month.Weeks[i][j]
			d.Current = !q.Day.IsZero() && d.At.Equal(q.Day)
			if d.Mine = d.URL != "" && hasMine(mine, d.At); d.Mine {
				d.Label, v.Marked = i18n.T(ctx, "events.calendar.day_mine", "Day", d.Label), true
			}
		}
	}
	for _, m := range mine[:min(len(mine), mineInAside)] {
		v.Mine = append(v.Mine, appointmentItem(ctx, m))
	}
	return v
}

// hasMine reports whether something of one's own takes place on a day, which
// begins at an instant.
func hasMine(mine []events.Appointment, day time.Time) bool {
	next := day.AddDate(0, 0, 1)
	return slices.ContainsFunc(mine, func(m events.Appointment) bool {
		return m.StartsAt.Before(next) && (m.EndsAt.After(day) || m.StartsAt.Equal(day))
	})
}

func appointmentItem(ctx context.Context, m events.Appointment) ui.DateItem {
	standing, tone := standingText(ctx, m.Standing)
	return ui.DateItem{
		DateTime: i18n.ISO(m.StartsAt), Month: shortMonth(ctx, m.StartsAt), Day: strconv.Itoa(m.StartsAt.In(i18n.ZoneOf(ctx)).Day()),
		Title: m.Title, URL: postURL(m.ID), Meta: opening(ctx, m.StartsAt, m.EndsAt), Status: standing, Tone: tone,
	}
}

// calendarView is the weeks of a month.
type calendarView struct {
	Title       string
	PreviousURL string
	TodayURL    string
	NextURL     string
	Weekdays    []weekday
	Weeks       [][]calendarDay
}

type weekday struct{ Short, Long string }

// calendarDay is one day of a month.
type calendarDay struct {
	At      time.Time
	Number  string
	Label   string // the day in words, for a screen reader
	URL     string // of its list, or "" without events
	Outside bool   // of another month
	Today   bool
	Current bool // the one whose list is shown
	Count   string
	Mine    bool // something on it is of the reader’s own agenda
	Entries []calendarEntry
	More    string // « + 3 », or ""
}

type calendarEntry struct{ Hour, Title, URL string }

func newCalendarView(ctx context.Context, month *events.Month, now time.Time) calendarView {
	at := func(m time.Time) string { return portalPath + "/calendar?month=" + m.Format(monthLayout) }
	v := calendarView{
		Title: capital(i18n.Month(ctx, month.First)), TodayURL: portalPath + "/calendar",
		PreviousURL: at(month.First.AddDate(0, -1, 0)), NextURL: at(month.First.AddDate(0, 1, 0)),
	}
	for i, d := range month.Days {
		if i < 7 {
			name, _, _ := strings.Cut(i18n.Day(ctx, d.At), " ")
			v.Weekdays = append(v.Weekdays, weekday{capital(string([]rune(name)[:2])), capital(name)})
		}
		if i%7 == 0 {
			v.Weeks = append(v.Weeks, nil)
		}
		last := len(v.Weeks) - 1
		v.Weeks[last] = append(v.Weeks[last], newCalendarDay(ctx, month, &d, now))
	}
	return v
}

func newCalendarDay(ctx context.Context, month *events.Month, d *events.Day, now time.Time) calendarDay {
	day := calendarDay{
		At: d.At, Number: strconv.Itoa(d.At.Day()), Outside: d.At.Month() != month.First.Month(), Today: sameDay(d.At, now),
		Label: i18n.N(ctx, "events.calendar.day", d.Count, "Day", i18n.Day(ctx, d.At)),
	}
	if d.Count > 0 {
		day.URL, day.Count = agendaQuery{}.on(d.At).url(), i18n.Number(ctx, int64(d.Count))
	}
	for _, e := range d.First {
		entry := calendarEntry{Title: e.Title, URL: postURL(e.ID)}
		if !e.Continues {
			entry.Hour = i18n.Time(ctx, e.StartsAt)
		}
		day.Entries = append(day.Entries, entry)
	}
	if more := d.Count - len(d.First); more > 0 {
		day.More = i18n.N(ctx, "events.calendar.more", more)
	}
	return day
}
