// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo_test

import (
	"testing"

	"aipress24.com/aipress24/data/demo"
)

// The pitches name people and media that exist, the editor leads the media, and
// every state is there to be seen.
func TestPitches(t *testing.T) {
	t.Parallel()
	c := newReferences(t)
	states := map[demo.PitchState]int{}
	for _, p := range c.w.Pitches {
		c.unique("pitch ", p.Key)
		c.member(p.Title, p.Author)
		c.member(p.Title, p.Editor)
		c.organisation(p.Title, p.Media)
		c.town(p.Title, p.Town)
		if editor, _ := c.w.Member(p.Editor); editor.Organisation != p.Media || editor.ProfileCode != "PM_DIR" {
			t.Errorf("%s: %s does not lead %s", p.Title, p.Editor, p.Media)
		}
		if p.Brief == "" || !p.CreatedAt.Before(c.w.Now) || !p.IssueAt.After(c.w.Now) {
			t.Errorf("%s: %+v", p.Title, p)
		}
		states[p.State]++
	}
	for _, state := range demo.PitchStates() {
		if states[state] == 0 {
			t.Errorf("no pitch is %s", state)
		}
		delete(states, state)
	}
	for state := range states {
		t.Errorf("no state is called %q", state)
	}
}
