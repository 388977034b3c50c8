// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notificationsweb

import (
	"context"
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// stream answers GET /live with the events that keep an open page true: today
// the bell. It sends the count when the page opens and after each change.
func (h *handler) stream(w http.ResponseWriter, r *http.Request) error {
	signals, leave := h.live.Join()
	defer leave()
	stream, err := web.OpenStream(w, r, web.StreamOptions{Check: h.sessions.Alive})
	if err != nil {
		return err
	}
	events := make(chan web.Event, 1)
	go h.watch(r.Context(), signals, events)
	return stream.Run(events)
}

// watch turns signals into events, one only when the actor's count changes.
func (h *handler) watch(ctx context.Context, signals <-chan struct{}, events chan<- web.Event) {
	actor := ui.ActorOf(ctx)
	shown := actor.Unread
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
		}
		unread, err := h.bells.Unread(ctx, actor.UserID)
		if err != nil || unread == shown {
			continue // the next signal, or the next page, sets it right
		}
		shown, actor.Unread = unread, unread
		var html strings.Builder
		if err := liveBell().Render(ui.WithActor(ctx, actor), &html); err != nil {
			continue
		}
		select {
		case events <- web.Event{Data: html.String()}:
		case <-ctx.Done():
			return
		}
	}
}
