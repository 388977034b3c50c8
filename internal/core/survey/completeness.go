// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey

import "slices"

// Completeness is how much of what others may read a member has answered
// (spec 02 §19.7).
type Completeness struct {
	Asked    int
	Answered int
	Missing  []MissingAnswer // what match-making asks for first
}

// MissingAnswer is a question without answer and the group it is in.
type MissingAnswer struct {
	Question

	Group string // key of the group
}

// Percent is the share of answered questions, 100 when nothing is asked.
func (c Completeness) Percent() int {
	if c.Asked == 0 {
		return 100
	}
	return c.Answered * 100 / c.Asked
}

// groupMatchmaking is the group whose answers lead people to one another.
const groupMatchmaking = "matchmaking"

// Completeness counts the answers to the questions of the profile that other
// members may read. Boxes do not count: leaving one empty is an answer.
func (p *Profile) Completeness(a Answers) Completeness {
	var c Completeness
	for _, g := range p.Groups {
		for _, q := range g.Questions() {
			if q.VisibleAtLevel == nil || q.Widget == WidgetCheckbox {
				continue
			}
			c.Asked++
			if a.Text(q.Name) != "" {
				c.Answered++
				continue
			}
			c.Missing = append(c.Missing, MissingAnswer{Question: q, Group: g.Key})
		}
	}
	slices.SortStableFunc(c.Missing, func(x, y MissingAnswer) int { return rank(x.Group) - rank(y.Group) })
	return c
}

func rank(group string) int {
	if group == groupMatchmaking {
		return 0
	}
	return 1
}
