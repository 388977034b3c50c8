// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// StreamOptions are the choices of OpenStream; zero values mean the defaults.
type StreamOptions struct {
	Retry     time.Duration // how long the browser waits before coming back: 3 s
	Heartbeat time.Duration // how often a comment is sent and Check asked: 20 s
	MaxAge    time.Duration // then the browser comes back and is checked again: 15 min
	// Check is asked at each heartbeat; false ends the stream, for instance
	// when the session was revoked (Sessions.Alive).
	Check func(ctx context.Context) bool
}

// Event is a server-sent event.
type Event struct {
	ID   string // where to go on from after a cut; may be empty
	Name string // kind; "message" when empty
	Data string // HTML with hx-partial elements, for hx-sse
}

// Stream sends server-sent events to one browser. It is used by one goroutine.
type Stream struct {
	w       http.ResponseWriter
	r       *http.Request
	control *http.ResponseController
	options StreamOptions
	buffer  bytes.Buffer
}

// OpenStream begins an event stream. The request's place in the overload limit
// is given back: a stream waits most of the time.
func OpenStream(w http.ResponseWriter, r *http.Request, o StreamOptions) (*Stream, error) {
	if o.Retry <= 0 {
		o.Retry = 3 * time.Second
	}
	if o.Heartbeat <= 0 {
		o.Heartbeat = 20 * time.Second
	}
	if o.MaxAge <= 0 {
		o.MaxAge = 15 * time.Minute
	}
	header := w.Header()
	header.Set("Content-Type", "text/event-stream; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Accel-Buffering", "no") // a proxy must pass each event on at once
	s := &Stream{w: w, r: r, control: http.NewResponseController(w), options: o}
	// Reading is over; its deadline would cut the stream. Recorders of tests
	// know no deadline, and servers without one need none.
	_ = s.control.SetReadDeadline(time.Time{})
	if release := visitOf(r.Context()).release; release != nil {
		release()
	}
	s.buffer.WriteString("retry: " + strconv.FormatInt(o.Retry.Milliseconds(), 10) + "\n\n")
	return s, s.flush()
}

// LastEventID returns where the browser asks to go on from, or "".
func LastEventID(r *http.Request) string { return r.Header.Get("Last-Event-ID") }

// Send sends one event now.
func (s *Stream) Send(e Event) error {
	if strings.ContainsAny(e.ID+e.Name, "\r\n\x00") {
		return fmt.Errorf("event %q: line break in its name or id", e.Name)
	}
	if e.ID != "" {
		s.buffer.WriteString("id: " + e.ID + "\n")
	}
	if e.Name != "" {
		s.buffer.WriteString("event: " + e.Name + "\n")
	}
	data := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(e.Data)
	for line := range strings.SplitSeq(data, "\n") {
		s.buffer.WriteString("data: " + line + "\n")
	}
	s.buffer.WriteByte('\n')
	return s.flush()
}

// flush sends the buffer; a browser that does not read is given up.
func (s *Stream) flush() error {
	_ = s.control.SetWriteDeadline(time.Now().Add(s.options.Heartbeat + writeTimeout))
	_, err := s.buffer.WriteTo(s.w)
	if err == nil {
		err = s.control.Flush()
	}
	if err != nil {
		return fmt.Errorf("event stream: %w", err)
	}
	return nil
}

// Run sends the events until the channel closes, the browser leaves, the
// server stops, the check says no or the stream is old. These are normal ends:
// it returns an error only when an event cannot be sent to a browser still
// there.
func (s *Stream) Run(events <-chan Event) error {
	ctx := s.r.Context()
	heartbeat := time.NewTicker(s.options.Heartbeat)
	defer heartbeat.Stop()
	old := time.NewTimer(s.options.MaxAge)
	defer old.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return nil
		case <-draining(ctx):
			return nil
		case <-old.C:
			return nil
		case e, open := <-events:
			if !open {
				return nil
			}
			err = s.Send(e)
		case <-heartbeat.C:
			if s.options.Check != nil && !s.options.Check(ctx) {
				return nil
			}
			s.buffer.WriteString(":\n\n")
			err = s.flush()
		}
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
	}
}
