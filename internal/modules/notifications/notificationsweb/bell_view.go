// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notificationsweb

import (
	"context"
	"strconv"

	"aipress24.com/aipress24/internal/modules/notifications"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// bellsView is the list of the panel.
type bellsView struct {
	Rows   []bellView
	Unread bool
}

// bellView is one line: an unread dot, an abstract, a date.
type bellView struct {
	Text     string
	Full     string // the whole text, when the line is cut
	Date     string
	DateTime string
	Unread   bool
	ReadURL  string
}

// abstractLength is how much of a message a line shows (spec 01 §8.6).
const abstractLength = 100

func newBellsView(ctx context.Context, found []notifications.Notification) bellsView {
	v := bellsView{Rows: make([]bellView, len(found))}
	for i, n := range found {
		args := make([]any, 0, 2*len(n.Args))
		for name, word := range n.Args {
			args = append(args, name, word)
		}
		text := i18n.T(ctx, n.Message, args...)
		v.Rows[i] = bellView{
			Text: abstract(text), Full: text,
			Date: i18n.Relative(ctx, n.CreatedAt, ui.SiteOf(ctx).Now()), DateTime: i18n.ISO(n.CreatedAt),
			Unread: !n.Read, ReadURL: "/notifications/" + strconv.FormatInt(n.ID, 10) + "/read",
		}
		v.Unread = v.Unread || !n.Read
	}
	return v
}

// abstract cuts a message of more than 100 characters to 97 and an ellipsis.
func abstract(text string) string {
	runes := []rune(text)
	if len(runes) <= abstractLength {
		return text
	}
	return string(runes[:abstractLength-3]) + "…"
}
