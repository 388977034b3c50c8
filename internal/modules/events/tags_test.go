// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/events"
)

// Spec 03 §12.3 and §5.5: the public face of an event has the tags of its author
// and those of its type and sector; the agenda is filtered by them, whatever
// case and accents, with the other filters, whose counts follow; what is hidden
// or over is not found by them either.
func TestAgenda_tags(t *testing.T) {
	inHall(t, func(t *testing.T, h *hall) {
		h.Agendas(t, h.organiser, 40, nil) // more than a page, and sooner
		e, post := h.announced(t, func(in *events.EventInput) { in.Title, in.Tags = "Un", []string{"Ports", "architecture"} })
		if got, want := post.Tags, []tag.Tag{{Label: "architecture"}, {Label: "Point presse", Auto: true}, {Label: "Ports"}}; !slices.Equal(got, want) {
			t.Errorf("tags = %+v, want %+v", got, want)
		}
		h.announced(t, func(in *events.EventInput) {
			in.Title, in.Tags, in.Town = "Deux", []string{"PÔRTS", "mer"}, "FRA / 75011 Paris"
		})
		_, past := h.announced(t, func(in *events.EventInput) { in.Title, in.Tags = "Passé", []string{"ports"} })
		h.Exec(t, "UPDATE event_posts SET starts_at = ?, ends_at = ? WHERE id = ?", h.Clock.Now().AddDate(0, 0, -2).UTC(), h.Clock.Now().AddDate(0, 0, -2).UTC(), past.ID)
		h.Exec(t, "UPDATE event_tags SET ends_at = ? WHERE post_id = ?", h.Clock.Now().AddDate(0, 0, -2).UTC(), past.ID)
		hidden, _ := h.announced(t, func(in *events.EventInput) { in.Title, in.Tags = "Caché", []string{"ports"} })
		if _, err := h.Agenda.Room.Unpublish(t.Context(), h.organiser, hidden.ID); err != nil {
			t.Fatal(err)
		}
		tagged := func(labels ...string) map[events.Filter][]string {
			return map[events.Filter][]string{events.Tagged: labels}
		}
		look := func(way string) {
			t.Helper()
			inBrest := tagged("ports")
			inBrest[events.OfCity] = []string{"Brest"}
			for name, tt := range map[string]struct {
				q    events.Query
				want string
			}{
				"one":            {events.Query{Filters: tagged("Ports")}, "Deux, Un"},
				"accents":        {events.Query{Filters: tagged("pörts ")}, "Deux, Un"},
				"alternatives":   {events.Query{Filters: tagged("mer", "nulle part")}, "Deux"},
				"with a city":    {events.Query{Filters: inBrest}, "Un"},
				"with a search":  {events.Query{Search: "deux", Filters: tagged("ports")}, "Deux"},
				"by views":       {events.Query{Filters: tagged("ports"), Sort: events.ByViews}, "Deux, Un"},
				"on a day":       {events.Query{Filters: tagged("ports"), From: events.Today(post.StartsAt), To: events.Today(post.StartsAt).AddDate(0, 0, 1)}, "Deux, Un"},
				"nobody's":       {events.Query{Filters: tagged("nulle part")}, ""},
				"no word":        {events.Query{Filters: tagged(" ")}, ""},
				"part of a word": {events.Query{Filters: tagged("port")}, ""},
			} {
				page, err := h.Agenda.Agenda.Page(t.Context(), h.organiser, tt.q)
				if err != nil {
					t.Fatalf("%s, %s: %v", name, way, err)
				}
				var titles []string
				for _, c := range page.Cards {
					titles = append(titles, c.Title)
				}
				slices.Sort(titles)
				if got := strings.Join(titles, ", "); got != tt.want {
					t.Errorf("%s, %s: %q, want %q", name, way, got, tt.want)
				}
			}
		}
		look("by their ids")
		h.Agenda.Agenda.TakeAllForMany()
		look("along the index")
		choices, err := h.Agenda.Agenda.Choices(t.Context(), tagged("ports"))
		if want := []events.Choice{{Value: "Brest", Count: 1}, {Value: "Paris", Count: 1}}; err != nil || !slices.Equal(choices[events.OfCity], want) {
			t.Errorf("cities of a tag = %+v, %v", choices[events.OfCity], err)
		}
		h.update(t, e.ID, func(in *events.EventInput) { in.Tags = nil })
		if n := h.Count(t, "SELECT count(*) FROM event_tags WHERE post_id = ? AND key = 'ports'", post.ID); n != 0 {
			t.Error("a tag that was taken away is kept")
		}
		page, err := h.Agenda.Agenda.Page(t.Context(), h.organiser, events.Query{Filters: tagged("ports")})
		if err != nil || len(page.Cards) != 1 || fmt.Sprint(tag.Labels(page.Cards[0].Tags)) != "[architecture mer Point presse Ports]" { // as spelt first
			t.Errorf("after the change: %+v, %v", page.Cards, err)
		}
	})
}
