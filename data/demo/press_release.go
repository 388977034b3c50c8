// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"strconv"
	"time"

	"aipress24.com/aipress24/data/demo/picture"
)

// PressRelease is a communiqué, written by a communicant for a publisher: the
// employer, or a client who gave a mandate.
type PressRelease struct {
	Key          string
	Title        string
	Standfirst   string
	Body         string   // HTML, same tags as an article
	Genre        string   // value of genres-com
	Section      string   // value of sections
	Topic        string   // value of topics
	Sector       string   // value of news_sectors
	Tags         []string // what its author tags it with
	Author       string   // member key
	Publisher    string   // organisation key
	Town         string   // town key
	Language     string
	Status       Status
	CreatedAt    time.Time
	PublishedAt  time.Time // zero: not yet
	Embargo      time.Time // nobody reads it before; zero without one
	ReleaseAt    time.Time // when a draft is to appear, besides its embargo; zero when not chosen
	Scheduled    bool      // a draft that appears by itself
	Scene        picture.Kind
	SceneSeed    uint64
	PhotoCredit  string
	Views        int
	LikeCount    int
	CommentCount int
}

// readPressReleases reads the press releases, all written by hand.
func (w *World) readPressReleases() error {
	notes, err := readNotes("releases.md")
	if err != nil {
		return err
	}
	r := random(partReleases)
	for _, n := range notes {
		h := n.headings
		days, err := strconv.ParseFloat(h["days"], 64)
		if err != nil {
			return fmt.Errorf("%s: days: %w", h["title"], err)
		}
		body, err := toHTML(n.body)
		if err != nil {
			return err
		}
		p := PressRelease{Key: headline(h["title"]), Title: typography(h["title"]), Standfirst: typography(h["standfirst"]), Body: body,
			Genre: h["genre"], Section: h["section"], Topic: h["topic"], Sector: h["sector"], Tags: split(h["tags"]), Author: h["author"], Publisher: h["publisher"],
			Town: h["town"], Language: "fr", Status: Published, CreatedAt: daysBefore(w.Now, days+0.4), PublishedAt: daysBefore(w.Now, days),
			Scene: picture.Kind(h["scene"]), SceneSeed: r.Uint64(), PhotoCredit: w.credit(h["publisher"])}
		if p.wait(h, w.Now); p.Status == Published {
			p.Views = readership(r, w.Now.Sub(p.PublishedAt)) / 2
		}
		w.PressReleases = append(w.PressReleases, p)
	}
	return nil
}

// wait makes a draft of a release whose headings say that it is to come: in so
// many hours, under embargo until then or not.
func (p *PressRelease) wait(headings map[string]string, now time.Time) {
	soon := func(name string) time.Time {
		hours, err := strconv.ParseFloat(headings[name], 64)
		if err != nil {
			return time.Time{}
		}
		return now.Add(time.Duration(hours * float64(time.Hour))).Truncate(time.Hour)
	}
	p.Embargo, p.ReleaseAt = soon("embargo"), soon("release")
	if p.Embargo.IsZero() && p.ReleaseAt.IsZero() {
		return
	}
	p.Status, p.Scheduled = Draft, headings["scheduled"] == "yes"
	p.CreatedAt, p.PublishedAt = p.PublishedAt, time.Time{}
}
