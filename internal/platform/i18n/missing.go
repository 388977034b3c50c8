// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import (
	"log/slog"
	"maps"
	"slices"
	"sync"
)

// maxMissing bounds what is remembered: keys may be built from data.
const maxMissing = 1000

var missing = struct {
	sync.Mutex
	keys map[string]bool // "lang key"
}{keys: map[string]bool{}}

// Missing returns what was asked for and not found since the start, as
// "lang key", sorted. Acceptance tests expect it to be empty.
func Missing() []string {
	missing.Lock()
	defer missing.Unlock()
	return slices.Sorted(maps.Keys(missing.keys))
}

// noteMissing remembers and logs a missing key, once.
func noteMissing(lang Lang, key string) {
	entry := string(lang) + " " + key
	missing.Lock()
	defer missing.Unlock()
	if missing.keys[entry] || len(missing.keys) >= maxMissing {
		return
	}
	missing.keys[entry] = true
	slog.Warn("message has no translation", "lang", lang, "key", key)
}
