// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"time"

	"aipress24.com/aipress24/data/demo"
)

// crowd is the members who are signed in, and what they have seen.
type crowd struct {
	site    *site
	cookies []string // one for each member
	writers []string // cookies of those who may write articles
	posts   []string // addresses of articles
	next    []string // addresses of the following pages of the wall
	walls   []string // addresses of the wall by tab, order and filters
	agendas []string // addresses of the agenda with filters, a search or another order
	styles  string   // address of the style sheet
}

// maxWriters is how many authors write for the measures of writing: one who
// only drafts, one who publishes at a steady pace, one alone, two together.
const maxWriters = 5

// signInAll signs members in through the form, journalists first.
func signInAll(ctx context.Context, s *site, members int) (*crowd, error) {
	world, err := demo.NewWorld(demo.Small, time.Now())
	if err != nil {
		return nil, err
	}
	people := slices.Clone(world.Members)
	slices.SortStableFunc(people, func(a, b demo.Member) int { return rank(a) - rank(b) })
	c := &crowd{site: s}
	browser, err := dial(ctx, s.addr)
	if err != nil {
		return nil, err
	}
	defer browser.close()
	for _, m := range people[:min(members, len(people))] {
		form := url.Values{"email": {m.Email}, "password": {demo.Password}}
		a, err := browser.do(post("/auth/login", "", form.Encode()), true)
		if err != nil {
			return nil, err
		}
		if a.status != http.StatusSeeOther || a.cookie == "" {
			return nil, fmt.Errorf("sign %s in: status %d", m.Email, a.status)
		}
		c.cookies = append(c.cookies, a.cookie)
		if len(c.writers) < maxWriters {
			if a, err = browser.do(get("/wip/articles/new", a.cookie), false); err != nil {
				return nil, err
			}
			if a.status == http.StatusOK {
				c.writers = append(c.writers, c.cookies[len(c.cookies)-1])
			}
		}
	}
	return c, c.look(browser)
}

// rank puts those who may write first.
func rank(m demo.Member) int {
	if m.Community == "PRESS_MEDIA" {
		return 0
	}
	return 1
}

// walk is how many pages of the wall are opened to find addresses.
const walk = 6

var (
	postLink  = regexp.MustCompile(`href="(/wire/x[0-9a-zA-Z]+)"`)
	styleLink = regexp.MustCompile(`rel="stylesheet" href="([^"]+)"`)
	nextLink  = regexp.MustCompile(`href="(/wire\?after=[^"]+)"`)
)

// look pages through the wall as the first member.
func (c *crowd) look(browser *client) error {
	if len(c.cookies) == 0 {
		return errors.New("nobody could sign in")
	}
	page := "/wire"
	for range walk {
		a, err := browser.do(plain(page, c.cookies[0]), true)
		if err != nil {
			return err
		}
		if a.status != http.StatusOK {
			return fmt.Errorf("%s: status %d", page, a.status)
		}
		for _, found := range postLink.FindAllSubmatch(a.body, -1) {
			if link := string(found[1]); !slices.Contains(c.posts, link) {
				c.posts = append(c.posts, link)
			}
		}
		if found := styleLink.FindSubmatch(a.body); found != nil {
			c.styles = string(found[1])
		}
		following := nextLink.FindSubmatch(a.body)
		if following == nil {
			break
		}
		page = string(following[1])
		c.next = append(c.next, page)
	}
	if len(c.posts) == 0 {
		return errors.New("there is no article on the wall")
	}
	var err error
	if c.walls, err = walls(browser, c.cookies[0]); err != nil {
		return err
	}
	c.agendas, err = narrowed(browser, c.cookies[0], "/events")
	for _, text := range []string{"port", "grève", "nouveau", "29200", "introuvable", "une saison"} {
		c.agendas = append(c.agendas, "/events?search="+url.QueryEscape(text))
	}
	return err
}
