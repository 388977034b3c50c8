// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notificationsweb

import (
	"context"
	"net/http"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// streamRest is when a page without a stream may ask again.
const streamRest = time.Minute

// stream answers GET /live with the events that keep an open page true: today
// the bell. It sends the count when the page opens and after each change. Who
// has too many pages open gets a bare 429: those pages show the count of when
// they were opened, and say nothing.
func (h *handler) stream(w http.ResponseWriter, r *http.Request) error {
	done, err := h.streams.Enter(ids.Encode(ui.Actor(r).UserID))
	if err != nil {
		web.RetryAfter(w, streamRest)
		w.WriteHeader(http.StatusTooManyRequests)
		return nil // answered: a toast would say what nobody can mend
	}
	defer done()
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

// watch sends the actor's count at once, for bells that came while the browser
// was away, and turns signals into events, one only when the count changes.
func (h *handler) watch(ctx context.Context, signals <-chan struct{}, events chan<- web.Event) {
	actor := ui.ActorOf(ctx)
	shown := -1
	for {
		if actor.Unread != shown && ring(ctx, actor, events) {
			shown = actor.Unread
		}
		select {
		case <-ctx.Done():
			return
		case <-signals:
		}
		if unread, err := h.bells.Unread(ctx, actor.UserID); err == nil { // else the next signal, or page, sets it right
			actor.Unread = unread
		}
	}
}

// ring sends the bell with the actor's count, and reports whether it did.
func ring(ctx context.Context, actor access.Actor, events chan<- web.Event) bool {
	var html strings.Builder
	if err := liveBell().Render(ui.WithActor(ctx, actor), &html); err != nil {
		return false
	}
	select {
	case events <- web.Event{Data: html.String()}:
		return true
	case <-ctx.Done():
		return false
	}
}
