// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // Europe/Paris on machines without a time-zone database

	"aipress24.com/aipress24/data/demo/picture"
)

// Event is a meeting people may ask to attend. A few have already taken place.
type Event struct {
	Key          string
	Title        string
	Type         string   // value of events, "Presse / Point presse"
	Sector       string   // value of news_sectors
	Tags         []string // what its author tags it with
	Summary      string
	Body         string // HTML
	Author       string // member key
	Publisher    string // organisation key
	Town         string // town key
	Address      string // street
	Language     string
	URL          string
	Status       Status
	CreatedAt    time.Time
	PublishedAt  time.Time
	StartsAt     time.Time // on the hour announced, Paris time
	EndsAt       time.Time
	Scene        picture.Kind
	SceneSeed    uint64
	Participants []string // member keys: accreditations
	Views        int
	LikeCount    int
	CommentCount int
}

// paris is the time announced hours are in. Its rules travel with the binary,
// for machines that have none.
var paris = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation("Europe/Paris") })

func (w *World) readEvents() error {
	notes, err := readNotes("events.md")
	if err != nil {
		return err
	}
	r := random(partEvents)
	for _, n := range notes {
		h := n.headings
		e := Event{Key: headline(h["title"]), Title: typography(h["title"]), Type: h["type"], Sector: h["sector"], Tags: split(h["tags"]), Summary: typography(h["summary"]),
			Author: h["author"], Publisher: h["publisher"], Town: h["town"], Language: "fr", Status: Published,
			Scene: picture.Kind(h["scene"]), SceneSeed: r.Uint64(), Address: fmt.Sprintf("%d, %s", 1+r.IntN(90), pick(r, streets))}
		if e.Body, err = toHTML(n.body); err != nil {
			return err
		}
		if e.StartsAt, err = w.startingTime(h["start"]); err != nil {
			return fmt.Errorf("%s: %w", e.Title, err)
		}
		hours, err := strconv.Atoi(h["hours"])
		if err != nil {
			return fmt.Errorf("%s: hours: %w", e.Title, err)
		}
		e.EndsAt = e.StartsAt.Add(time.Duration(hours) * time.Hour)
		if o, ok := w.Organisation(e.Publisher); ok {
			e.URL = o.SiteURL + "/" + e.Key
		}
		e.PublishedAt = daysBefore(minTime(w.Now, e.StartsAt), 2+r.Float64()*20)
		e.CreatedAt = e.PublishedAt.Add(-3 * time.Hour)
		e.Views = readership(r, 72*time.Hour) / 2
		for _, i := range r.Perm(len(w.Members))[:3+r.IntN(15)] {
			e.Participants = append(e.Participants, w.Members[i].Key)
		}
		w.Events = append(w.Events, e)
	}
	return nil
}

// startingTime reads "days hour:minute", days counted from the world's day.
func (w *World) startingTime(text string) (time.Time, error) {
	day, clock, _ := strings.Cut(text, " ")
	days, err := strconv.Atoi(day)
	if err != nil {
		return time.Time{}, fmt.Errorf("start: %w", err)
	}
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, fmt.Errorf("start: %w", err)
	}
	zone, err := paris()
	if err != nil {
		return time.Time{}, err
	}
	today := w.Now.In(zone)
	return time.Date(today.Year(), today.Month(), today.Day()+days, at.Hour(), at.Minute(), 0, 0, zone).UTC(), nil
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
