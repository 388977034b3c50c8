// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Flash is a message for the next page, such as "Votre article est publié".
type Flash struct {
	Kind ToastKind `json:"k"`
	Key  string    `json:"m"`           // message key, translated when shown
	Args []any     `json:"a,omitempty"` // name, value pairs; whole numbers come back as int64
}

const (
	maxFlashes = 10
	maxUIState = 8 << 10  // bytes of one state
	maxUITotal = 32 << 10 // bytes of all states of a session
)

// ErrStateTooLarge is returned for interface state that no filter bar needs.
var ErrStateTooLarge = errors.New("interface state too large")

// statePortals are the portals whose interface state a session remembers; it
// is forgotten at each sign-in (spec 02 §9.4, 08 §4).
var statePortals = []string{"events:", "wire:", "swork:", "biz:"}

// Flash keeps a message for the next page that shows messages. The oldest give
// way beyond ten; arguments without a JSON form lose the message.
func (s *Sessions) Flash(ctx context.Context, kind ToastKind, key string, args ...any) {
	if holderOf(ctx) == nil {
		return
	}
	all := append(readFlashes(s.manager.GetString(ctx, flashKey)), Flash{Kind: kind, Key: key, Args: args})
	if len(all) > maxFlashes {
		all = all[len(all)-maxFlashes:]
	}
	raw, err := json.Marshal(all)
	if err != nil {
		s.options.Log.WarnContext(ctx, "flash cannot be kept", "key", key, "error", err)
		return
	}
	s.manager.Put(ctx, flashKey, string(raw))
}

// Flashes returns the messages to show, oldest first, and forgets them.
func (s *Sessions) Flashes(ctx context.Context) []Flash {
	if holderOf(ctx) == nil {
		return nil
	}
	return readFlashes(s.manager.PopString(ctx, flashKey))
}

// readFlashes reads what Flash wrote; whole numbers stay whole, as plurals
// need them.
func readFlashes(raw string) []Flash {
	if raw == "" {
		return nil
	}
	var all []Flash
	decoder := json.NewDecoder(strings.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&all); err != nil {
		return nil
	}
	for _, flash := range all {
		for i, arg := range flash.Args {
			if number, ok := arg.(json.Number); ok {
				flash.Args[i] = plainNumber(number)
			}
		}
	}
	return all
}

func plainNumber(n json.Number) any {
	if whole, err := n.Int64(); err == nil {
		return whole
	}
	if f, err := n.Float64(); err == nil {
		return f
	}
	return n.String()
}

// PutUI remembers the state of a piece of interface (filters, tab, sort) for
// this session. The key starts with its portal: events:, wire:, swork: or biz:.
func (s *Sessions) PutUI(ctx context.Context, key string, state any) error {
	if holderOf(ctx) == nil {
		return ErrNoSession
	}
	if !hasPortal(key) {
		return fmt.Errorf("interface state %q names no portal", key)
	}
	raw, err := json.Marshal(state)
	if err != nil {
		return fmt.Errorf("interface state %q: %w", key, err)
	}
	if s.manager.GetString(ctx, uiPrefix+key) == string(raw) {
		return nil // nothing new, nothing to write
	}
	total := len(raw)
	for _, other := range s.manager.Keys(ctx) {
		if strings.HasPrefix(other, uiPrefix) && other != uiPrefix+key {
			total += len(s.manager.GetString(ctx, other))
		}
	}
	if len(raw) > maxUIState || total > maxUITotal {
		return ErrStateTooLarge
	}
	s.manager.Put(ctx, uiPrefix+key, string(raw))
	return nil
}

// GetUI reads the state remembered under key into state and reports whether
// there was one. A state of another shape counts as none (spec 03 §3).
func (s *Sessions) GetUI(ctx context.Context, key string, state any) bool {
	if holderOf(ctx) == nil {
		return false
	}
	raw := s.manager.GetString(ctx, uiPrefix+key)
	if raw == "" {
		return false
	}
	return json.NewDecoder(bytes.NewReader([]byte(raw))).Decode(state) == nil
}

func hasPortal(key string) bool {
	for _, portal := range statePortals {
		if strings.HasPrefix(key, portal) {
			return true
		}
	}
	return false
}
