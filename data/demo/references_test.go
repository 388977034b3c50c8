// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo_test

import (
	"slices"
	"testing"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/data/demo/picture"
)

// references checks that keys are unique and that what they name exists.
type references struct {
	t    *testing.T
	w    *demo.World
	keys map[string]bool
}

func newReferences(t *testing.T) references {
	t.Helper()
	return references{t, newWorld(t, demo.Medium), map[string]bool{}}
}

func (c references) unique(kind, key string) {
	c.t.Helper()
	if key == "" || c.keys[kind+key] {
		c.t.Errorf("%s %q twice, or empty", kind, key)
	}
	c.keys[kind+key] = true
}

func (c references) member(what, key string) {
	c.t.Helper()
	if _, ok := c.w.Member(key); !ok {
		c.t.Errorf("%s: no member %q", what, key)
	}
}

func (c references) organisation(what, key string) {
	c.t.Helper()
	if _, ok := c.w.Organisation(key); !ok {
		c.t.Errorf("%s: no organisation %q", what, key)
	}
}

func (c references) town(what, key string) {
	c.t.Helper()
	if _, ok := c.w.Town(key); !ok {
		c.t.Errorf("%s: no town %q", what, key)
	}
}

func (c references) scene(what string, kind picture.Kind) {
	c.t.Helper()
	if !slices.Contains(picture.Kinds(), kind) {
		c.t.Errorf("%s: no scene %q", what, kind)
	}
}

func (c references) spokesperson(member, organisation string) {
	c.t.Helper()
	if !c.w.MaySpeakFor(member, organisation) {
		c.t.Errorf("%s may not speak for %s", member, organisation)
	}
}

func TestPeopleAndOrganisationsHoldTogether(t *testing.T) {
	t.Parallel()
	c := newReferences(t)
	for _, o := range c.w.Organisations {
		c.unique("organisation", o.Key)
		c.town(o.Name, o.Town)
	}
	for _, m := range c.w.Members {
		c.unique("member", m.Key)
		c.organisation(m.Key, m.Organisation)
		c.town(m.Key, m.Town)
	}
	for _, m := range c.w.Mandates {
		c.unique("mandate", m.Organisation+m.Member+m.Role)
		c.member("mandate", m.Member)
		c.organisation("mandate", m.Organisation)
	}
	for _, p := range c.w.Partnerships {
		c.unique("partnership", p.Client+p.Agency)
		c.member("partnership", p.InvitedBy)
		client, _ := c.w.Organisation(p.Client)
		agency, _ := c.w.Organisation(p.Agency)
		if !client.HasWall() || !agency.HasWall() || agency.Kind != demo.PRAgency {
			t.Errorf("partnership between %s and %s", p.Client, p.Agency)
		}
	}
}

func TestTextsHoldTogether(t *testing.T) {
	t.Parallel()
	c := newReferences(t)
	for _, a := range c.w.Articles {
		c.unique("article", a.Key)
		c.member(a.Title, a.Author)
		c.organisation(a.Title, a.Media)
		c.organisation(a.Title, a.Publisher)
		c.town(a.Title, a.Town)
		c.scene(a.Title, a.Scene)
	}
	for _, p := range c.w.PressReleases {
		c.unique("release", p.Key)
		c.town(p.Title, p.Town)
		c.scene(p.Title, p.Scene)
		c.spokesperson(p.Author, p.Publisher)
	}
	for _, e := range c.w.Events {
		c.unique("event", e.Key)
		c.town(e.Title, e.Town)
		c.scene(e.Title, e.Scene)
		c.spokesperson(e.Author, e.Publisher)
		for _, p := range e.Participants {
			c.unique("participation", e.Key+" "+p)
			c.member(e.Title, p)
		}
	}
}

func TestConversationsHoldTogether(t *testing.T) {
	t.Parallel()
	c := newReferences(t)
	for _, s := range c.w.ShortPosts {
		c.unique("short post", s.Key)
		c.member(s.Body, s.Author)
	}
	for _, x := range c.w.Comments {
		c.member("comment", x.Author)
	}
	for _, x := range c.w.Likes {
		c.unique("like", x.Member+string(x.Target.Kind)+x.Target.Key)
		c.member("like", x.Member)
	}
	for _, f := range c.w.Follows {
		c.unique("follow", f.Follower+">"+f.Member+f.Organisation)
		if f.Follower == f.Member || (f.Member == "") == (f.Organisation == "") {
			t.Errorf("malformed follow %+v", f)
		}
	}
	for _, g := range c.w.Groups {
		c.unique("group", g.Key)
		for _, m := range g.Members {
			c.unique("group member", g.Key+" "+m)
			c.member(g.Name, m)
		}
	}
}
