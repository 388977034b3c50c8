// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"
	"net/http"
	"net/url"
	"time"

	ics "github.com/arran4/golang-ical"

	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
)

// calendarSuffix ends the address of an event's calendar file (RFC 5545).
const calendarSuffix = ".ics"

// zone is the time zone of events (spec 03 §13 E2).
const zone = "Europe/Paris"

// calendarFile answers GET /events/{id}.ics, for who may open the event.
func (h *handler) calendarFile(w http.ResponseWriter, r *http.Request, id int64) error {
	post, err := h.Agenda.Visible(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	file := h.newCalendar(r.Context(), "")
	h.addEvent(file, post, ics.ObjectStatusConfirmed)
	w.Header().Set("Content-Disposition", "attachment; filename=\"aipress24-"+ids.Encode(id)+calendarSuffix+"\"")
	w.Header().Set("Cache-Control", "private, no-cache")
	return writeCalendar(w, file)
}

func writeCalendar(w http.ResponseWriter, file *ics.Calendar) error {
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	_, _ = w.Write([]byte(file.Serialize(ics.WithNewLineWindows))) // a client that left needs no answer
	return nil
}

// newCalendar is a calendar without events, with the rules of the zone.
func (h *handler) newCalendar(ctx context.Context, name string) *ics.Calendar {
	file := ics.NewCalendarFor("AiPRESS24")
	file.SetProductId("-//AiPRESS24//Agenda//" + string(i18n.LangOf(ctx)))
	file.SetMethod(ics.MethodPublish)
	if name != "" {
		file.SetName(name)
		file.SetXWRCalName(name)
		file.SetRefreshInterval("PT1H", ics.WithValue("DURATION"))
		file.SetXPublishedTTL("PT1H")
	}
	rules := file.AddTimezone(zone)
	winter := rules.AddStandard()
	season(&winter.ComponentBase, "19701025T030000", "10", "+0200", "+0100", "CET")
	summer := &ics.Daylight{}
	season(&summer.ComponentBase, "19700329T020000", "3", "+0100", "+0200", "CEST")
	rules.Components = append(rules.Components, summer)
	return file
}

// season is one half of the year in the zone: clocks change on the last Sunday
// of a month.
func season(c *ics.ComponentBase, since, month, from, to, name string) {
	c.AddProperty(ics.ComponentPropertyDtStart, since)
	c.AddProperty(ics.ComponentProperty(ics.PropertyRrule), "FREQ=YEARLY;BYMONTH="+month+";BYDAY=-1SU")
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), from)
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), to)
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzname), name)
}

// addEvent puts an event in a calendar. Its UID never changes; its sequence
// grows with what members see of it.
func (h *handler) addEvent(file *ics.Calendar, p *events.Post, status ics.ObjectStatus) {
	e := file.AddEvent(ids.Encode(p.ID) + "@" + h.host())
	e.SetDtStampTime(p.ModifiedAt.UTC())
	e.SetCreatedTime(p.CreatedAt.UTC())
	e.SetLastModifiedAt(p.ModifiedAt.UTC())
	e.SetSequence(int(p.Sequence))
	e.SetStatus(status)
	e.SetSummary(p.Title)
	e.SetProperty(ics.ComponentPropertyDtStart, localTime(p.StartsAt), ics.WithTZID(zone))
	if p.EndsAt.After(p.StartsAt) { // an end must be later than the start (RFC 5545 §3.8.2.2)
		e.SetProperty(ics.ComponentPropertyDtEnd, localTime(p.EndsAt), ics.WithTZID(zone))
	}
	link := h.BaseURL + postURL(p.ID)
	text := link
	if summary := richtext.Plain(p.Summary); summary != "" {
		text = summary + "\n" + link
	}
	if p.URL != "" {
		text += "\n" + p.URL
	}
	e.SetDescription(text)
	e.SetURL(link)
	if where := commaed(p.Address, place.Parse(p.Town).Label()); where != "" {
		e.SetLocation(where)
	} else if p.URL != "" {
		e.SetLocation(p.URL)
	}
}

// localTime is an instant as clocks of the zone show it.
func localTime(t time.Time) string { return t.In(i18n.Paris()).Format("20060102T150405") }

// host is the name of the site, which makes identifiers unique in the world.
func (h *handler) host() string {
	if u, err := url.Parse(h.BaseURL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "aipress24"
}
