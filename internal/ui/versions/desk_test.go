// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package versions_test

import (
	"testing"

	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/versions"
)

// A version keeps what was written, not what the form only carries along: two
// savings that differ by their number alone are the same words (spec 04 §13.2).
func TestWords(t *testing.T) {
	t.Parallel()
	f := form.Form{Groups: []form.Group{{Fields: []form.Field{
		{Name: "title", Kind: form.Text}, {Name: "version", Kind: form.Hidden},
	}}}}
	words := versions.WordsOf(f, func(version int64) form.Values {
		var v form.Values
		v.Set("title", "Le port vote")
		v.SetInt("version", version)
		return v
	})
	first := words(1)
	if _, kept := first["version"]; kept || len(first["title"]) != 1 || first["title"][0] != "Le port vote" {
		t.Errorf("Words() = %v", first)
	}
	if !first.IsSame(words(2)) {
		t.Error("another number makes other words")
	}
}

// What is typed into a new content is kept apart from that of every saved one.
func TestDraftURL(t *testing.T) {
	t.Parallel()
	if got := versions.DraftURL("/wip/articles", 0); got != "/wip/articles/new/draft" {
		t.Errorf("of a new one: %s", got)
	}
	if got := versions.DraftURL("/wip/articles", 7); got != "/wip/articles/"+ids.Encode(7)+"/draft" {
		t.Errorf("of a saved one: %s", got)
	}
}
