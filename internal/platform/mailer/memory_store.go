// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"context"
	"slices"
	"sync"
	"time"
)

// MemoryStore is a Store and an Inbox for tests and tools. Its zero value is
// ready.
type MemoryStore struct {
	mu       sync.Mutex
	last     int64
	sent     []sentMail
	captured []Captured
}

type sentMail struct {
	id        int64
	recipient string
	at        time.Time
}

// Reserve implements Store.
func (s *MemoryStore) Reserve(_ context.Context, r Reservation) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = slices.DeleteFunc(s.sent, func(m sentMail) bool {
		return m.recipient == r.Recipient && m.at.Before(r.Expired)
	})
	count := 0
	for _, m := range s.sent {
		if m.recipient == r.Recipient && m.at.After(r.Since) {
			count++
		}
	}
	if r.Quota > 0 && count >= r.Quota {
		return 0, ErrQuota
	}
	s.last++
	s.sent = append(s.sent, sentMail{id: s.last, recipient: r.Recipient, at: r.At})
	return s.last, nil
}

// Release implements Store.
func (s *MemoryStore) Release(_ context.Context, place int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = slices.DeleteFunc(s.sent, func(m sentMail) bool { return m.id == place })
	return nil
}

// Purge implements Store.
func (s *MemoryStore) Purge(_ context.Context, before time.Time) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	had := len(s.sent) + len(s.captured)
	s.sent = slices.DeleteFunc(s.sent, func(m sentMail) bool { return m.at.Before(before) })
	s.captured = slices.DeleteFunc(s.captured, func(c Captured) bool { return c.CreatedAt.Before(before) })
	return had - len(s.sent) - len(s.captured), nil
}

// Capture implements Store.
func (s *MemoryStore) Capture(_ context.Context, c Captured) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.ContainsFunc(s.captured, func(k Captured) bool { return k.MessageID == c.MessageID }) {
		return nil
	}
	s.last++
	c.ID = s.last
	s.captured = append(s.captured, c)
	return nil
}

// Captured implements Inbox.
func (s *MemoryStore) Captured(_ context.Context, before int64, limit int) ([]Captured, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Captured
	for _, c := range slices.Backward(s.captured) {
		if len(found) == limit {
			break
		}
		if before == 0 || c.ID < before {
			found = append(found, c)
		}
	}
	return found, nil
}

// CapturedMail implements Inbox.
func (s *MemoryStore) CapturedMail(_ context.Context, id int64) (Captured, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.captured {
		if c.ID == id {
			return c, true, nil
		}
	}
	return Captured{}, false, nil
}

// Clear implements Inbox.
func (s *MemoryStore) Clear(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.captured = nil
	return nil
}
