// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package outbox

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Event is something that happened, as a struct of ids that serialises to JSON.
// Listeners read the things themselves again.
type Event interface {
	// Kind names the type of event, such as "article.published". It must not
	// depend on the value.
	Kind() string
}

// Meta is what is known of an event besides its content.
type Meta struct {
	EventID int64     // unique; the key of whatever must be done once
	At      time.Time // when it was recorded, UTC
	ActorID int64     // who caused it, or 0
}

// Envelope is an event as a follower receives it.
type Envelope struct {
	Meta

	Position int64 // dense, from 1
	Kind     string
	Payload  json.RawMessage
}

// Decode returns the event in the envelope, whose Kind must be E's.
func Decode[E Event](envelope Envelope) (E, error) {
	var event E
	if envelope.Kind != event.Kind() {
		return event, fmt.Errorf("event %d is %s, not %s", envelope.EventID, envelope.Kind, event.Kind())
	}
	if err := json.Unmarshal(envelope.Payload, &event); err != nil {
		return event, fmt.Errorf("decode %s %d: %w", envelope.Kind, envelope.EventID, err)
	}
	return event, nil
}

type actorKey struct{}

// WithActor returns a context whose events are recorded as caused by a member.
func WithActor(ctx context.Context, actorID int64) context.Context {
	return context.WithValue(ctx, actorKey{}, actorID)
}

// instant reads a time from either engine: SQLite gives text for the columns
// of an UPDATE … RETURNING.
type instant struct{ time.Time }

// Scan implements sql.Scanner.
func (t *instant) Scan(value any) error {
	switch v := value.(type) {
	case time.Time:
		t.Time = v.UTC()
		return nil
	case string:
		parsed, err := time.Parse("2006-01-02 15:04:05.999999999-07:00", v)
		t.Time = parsed.UTC()
		return err
	}
	return fmt.Errorf("not an instant: %T", value)
}
