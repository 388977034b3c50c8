// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"
	"net/url"
	"time"

	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/ui"
)

// googleURL begins an event in Google’s calendar, and outlookURL in Outlook’s, with
// what the calendar file says (spec 03 §13 E2). Nothing is told to either before
// the reader follows the link.
func googleURL(ctx context.Context, p *events.Post) string {
	const instant = "20060102T150405Z"
	return "https://calendar.google.com/calendar/render?" + url.Values{
		"action": {"TEMPLATE"}, "text": {p.Title}, "ctz": {zone},
		"dates":   {p.StartsAt.UTC().Format(instant) + "/" + p.EndsAt.UTC().Format(instant)},
		"details": {aboutText(ctx, p)}, "location": {whereText(ctx, p.Address, p.Town, p.URL)},
	}.Encode()
}

func outlookURL(ctx context.Context, p *events.Post) string {
	return "https://outlook.live.com/calendar/0/deeplink/compose?" + url.Values{
		"path": {"/calendar/action/compose"}, "rru": {"addevent"}, "subject": {p.Title},
		"startdt": {p.StartsAt.UTC().Format(time.RFC3339)}, "enddt": {p.EndsAt.UTC().Format(time.RFC3339)},
		"body": {aboutText(ctx, p)}, "location": {whereText(ctx, p.Address, p.Town, p.URL)},
	}.Encode()
}

// aboutText is the summary of an event and where it is read.
func aboutText(ctx context.Context, p *events.Post) string {
	address := ui.SiteOf(ctx).BaseURL + postURL(p.ID)
	if p.Summary == "" {
		return address
	}
	return p.Summary + "\n\n" + address
}
