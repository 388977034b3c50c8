// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// structured is the event as machines read it: schema.org’s Event in JSON-LD
// (spec 03 §8.5).
func structured(r *events.Reading, site string) map[string]any {
	p := &r.Post
	data := map[string]any{
		"@context": "https://schema.org", "@type": "Event", "name": p.Title, "url": site + postURL(p.ID), "inLanguage": p.Language,
		"startDate": i18n.ISO(p.StartsAt), "endDate": i18n.ISO(p.EndsAt), "isAccessibleForFree": true,
	}
	if p.Summary != "" {
		data["description"] = p.Summary
	}
	if len(p.Tags) > 0 {
		data["keywords"] = tag.Labels(p.Tags)
	}
	if p.Image != "" {
		data["image"] = site + media.SizedURL(p.Image, "800")
	}
	if r.Card.Publisher != "" {
		data["organizer"] = map[string]any{"@type": "Organization", "name": r.Card.Publisher}
	}
	var places []any
	mode := "Offline"
	if where := commaed(p.Address, place.Parse(p.Town).Label()); where != "" {
		places = append(places, map[string]any{"@type": "Place", "address": where})
	}
	if p.URL != "" {
		if mode = "Online"; len(places) > 0 {
			mode = "Mixed"
		}
		places = append(places, map[string]any{"@type": "VirtualLocation", "url": p.URL})
	}
	if len(places) > 0 {
		data["location"], data["eventAttendanceMode"] = places, "https://schema.org/"+mode+"EventAttendanceMode"
	}
	return data
}
