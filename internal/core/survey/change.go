// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey

import (
	"slices"

	"aipress24.com/aipress24/data"
)

// Change is a field whose answer differs.
type Change struct {
	Field    *data.Field
	Old, New []string // main values
	OldSub   []string // values of the second list or town
	NewSub   []string
	Critical bool
}

// critical lists what we add to the survey's own critical fields: a press card
// is what proves a journalist (spec 02 §6.2).
var critical = []string{"no_carte_presse", "photo_carte_presse"}

// IsCritical reports whether a change of the field must be approved (spec 02
// §6.2). A change of profile is critical too, whatever its answers.
func IsCritical(f *data.Field) bool {
	return f.RevalidateOnChange || slices.Contains(critical, f.Name)
}

// Changes compares two sets of answers field by field, in the survey's order.
func (s *Survey) Changes(before, after Answers) []Change {
	var changes []Change
	for i := range s.Fields {
		f := &s.Fields[i]
		c := Change{Field: f, Critical: IsCritical(f)}
		names := namesOf(f)
		c.Old, c.New = before[names[0]], after[names[0]]
		if len(names) > 1 {
			c.OldSub, c.NewSub = before[names[1]], after[names[1]]
		}
		if !sameSet(c.Old, c.New) || !sameSet(c.OldSub, c.NewSub) {
			changes = append(changes, c)
		}
	}
	return changes
}

// sameSet reports whether two answers hold the same values: their order, which
// pickers do not keep, says nothing.
func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

// Triggers lists the Business Walls a person asks to be contacted about
// (spec 02 §4.4).
func (p *Profile) Triggers(a Answers) []*data.Field {
	var ticked []*data.Field
	for _, q := range p.Questions() {
		if q.BusinessWallType != "" && a.Bool(q.Name) {
			ticked = append(ticked, q.Field)
		}
	}
	return ticked
}
