// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// Password opens every account of the demonstration world. It is public: a
// world is never loaded into a database that real people use.
const Password = "encre-fraiche-et-papier-journal" //nolint:gosec // the documented password of invented accounts

// EmailDomain ends every e-mail address of the demonstration world; the
// reserved .example top domain can receive nothing.
const EmailDomain = "aipress24.example"

// seed makes the world the same everywhere. Changing it changes every picture
// and every drawn relation.
const seed = 0x24A1B2E55

// Size is how large a world is.
type Size string

// The sizes of world. Organisations, members and articles are approximate.
const (
	Small  Size = "small"  // Small: 55 organisations, 120 members, 92 articles; the demo.
	Medium Size = "medium" // Medium: 150 organisations, 500 members, 1,500 articles.
	Large  Size = "large"  // Large: 400 organisations, 2,000 members, 10,000 articles.
)

// counts are the totals a size is filled up to.
type counts struct{ organisations, members, articles, drafts int }

var sizes = map[Size]counts{
	Small:  {0, 120, 84, 8},
	Medium: {150, 500, 1400, 100},
	Large:  {400, 2000, 9500, 500},
}

// Check returns an error that names the sizes there are when s is not one.
func (s Size) Check() error {
	if _, known := sizes[s]; !known {
		return fmt.Errorf("unknown size of demonstration world %q: choose small, medium or large", string(s))
	}
	return nil
}

// World is a whole demonstration world.
type World struct {
	Size          Size
	Now           time.Time // the instant everything is dated from
	Towns         []Town
	Organisations []Organisation
	Members       []Member
	Articles      []Article // newest first, drafts last
	PressReleases []PressRelease
	Pitches       []Pitch
	Events        []Event
	ShortPosts    []ShortPost
	Comments      []Comment
	Likes         []Like
	Mandates      []Mandate
	Partnerships  []Partnership
	Follows       []Follow
	Groups        []Group

	Subscriptions    []Subscription
	WallApplications []WallApplication
	JoinInvitations  []JoinInvitation

	Applicants      []Applicant
	ProposedChanges []ProposedChange

	organisations map[string]int
	members       map[string]int
	towns         map[string]int
	composer      *composer
}

// NewWorld builds the world of a size as it stands at now: everything
// published lies in the 60 days before it, planned events in the 60 days after.
// An unknown size is an error, as is a mistake in the embedded texts (a test
// keeps those out).
func NewWorld(size Size, now time.Time) (*World, error) {
	if err := size.Check(); err != nil {
		return nil, err
	}
	total := sizes[size]
	w := &World{Size: size, Now: now.UTC().Truncate(time.Second)}
	steps := []struct {
		what string
		do   func() error
	}{
		{"towns", w.readTowns},
		{"organisations", func() error { return w.readOrganisations(total.organisations) }},
		{"members", func() error { return w.readMembers(total.members) }},
		{"sentence banks", w.readBanks},
		{"articles", func() error { return w.readArticles(total.articles, total.drafts) }},
		{"press releases", w.readPressReleases},
		{"pitches", w.readPitches},
		{"events", w.readEvents},
		{"conversations", w.readConversations},
		{"mandates", w.signMandates},
		{"subscriptions", w.subscribe},
	}
	for _, step := range steps {
		if err := step.do(); err != nil {
			return nil, fmt.Errorf("read the demonstration's %s: %w", step.what, err)
		}
	}
	w.befriend()
	w.formGroups()
	w.readApplicants()
	return w, nil
}

// random makes the generator of one part of the world, so that adding a line
// to one text does not shuffle the others.
func random(part uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, part)) //nolint:gosec // a demonstration needs repeatable draws, not secret ones
}

// The parts of the world that draw lots.
const (
	partOrganisations uint64 = iota + 1
	partMembers
	partArticles
	partReleases
	partEvents
	partConversations
	partFollows
	partPosts
	partSubscriptions
	partEventComments
)

// Organisation finds an organisation by its key.
func (w *World) Organisation(key string) (Organisation, bool) {
	i, ok := w.organisations[key]
	if !ok {
		return Organisation{}, false
	}
	return w.Organisations[i], true
}

// Member finds a member by key ("prenom.nom").
func (w *World) Member(key string) (Member, bool) {
	i, ok := w.members[key]
	if !ok {
		return Member{}, false
	}
	return w.Members[i], true
}

// Town finds a town by its key, its name in lower case without accents.
func (w *World) Town(key string) (Town, bool) {
	i, ok := w.towns[key]
	if !ok {
		return Town{}, false
	}
	return w.Towns[i], true
}

// Persona finds the account that plays a part in the demonstration.
func (w *World) Persona(p Persona) (Member, bool) {
	for _, m := range w.Members {
		if m.Persona == p {
			return m, true
		}
	}
	return Member{}, false
}
