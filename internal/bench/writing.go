// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// drafts is how many articles each writer prepares, then publishes.
const drafts = 100

// author is a writer with the requests that publish what waits in the list.
type author struct {
	cookie  string
	waiting [][]byte
}

// writing prepares drafts through the newsroom's own form and returns the
// plans that publish them: one author alone, then several at once.
func (c *crowd) writing(ctx context.Context) ([]plan, error) {
	authors := make([]*author, len(c.writers))
	creations := make([][]byte, drafts)
	for w, cookie := range c.writers {
		authors[w] = &author{cookie: cookie}
		form, err := c.draftForm(ctx, cookie)
		if err != nil {
			return nil, fmt.Errorf("open the form: %w", err)
		}
		for i := range drafts {
			form.Set("title", fmt.Sprintf("Mesure %d, article %d", w+1, i+1))
			creations[i] = post("/wip/articles", cookie, form.Encode())
			if w == len(c.writers)-1 {
				continue // written while it is measured
			}
			if err := c.create(ctx, creations[i]); err != nil {
				return nil, err
			}
		}
	}
	alone, together := authors[len(authors)-1], authors[:len(authors)-1]
	return []plan{
		{name: "write a draft", workers: 1, want: http.StatusSeeOther, next: upTo(creations)},
		{name: "publish", workers: 1, want: http.StatusSeeOther, next: func(int, int) []byte {
			return c.publication(ctx, alone)
		}},
		{name: fmt.Sprintf("publish, %d authors", len(together)), workers: len(together), want: http.StatusSeeOther, next: func(worker, _ int) []byte {
			return c.publication(ctx, together[worker])
		}},
	}, nil
}

// publication returns the request that publishes the author's next draft, or
// nil when none is left. Looking into the list is not measured.
func (c *crowd) publication(ctx context.Context, a *author) []byte {
	if len(a.waiting) == 0 {
		var err error
		if a.waiting, err = c.publications(ctx, a.cookie); err != nil || len(a.waiting) == 0 {
			return nil
		}
	}
	next := a.waiting[0]
	a.waiting = a.waiting[1:]
	return next
}

func upTo(list [][]byte) func(worker, i int) []byte {
	return func(_, i int) []byte {
		if i >= len(list) {
			return nil
		}
		return list[i]
	}
}

func (c *crowd) create(ctx context.Context, request []byte) error {
	browser, err := dial(ctx, c.site.addr)
	if err != nil {
		return err
	}
	defer browser.close()
	a, err := browser.do(request, true)
	if err != nil {
		return err
	}
	if a.status != http.StatusSeeOther {
		return fmt.Errorf("write a draft: status %d: %s", a.status, reason(a.body))
	}
	return nil
}

var alert = regexp.MustCompile(`(?s)<div class="form-errors.*?</div>`)

func reason(page []byte) string { return string(alert.Find(page)) }

// draftForm fills the form in with the first choice of each list.
func (c *crowd) draftForm(ctx context.Context, cookie string) (url.Values, error) {
	browser, err := dial(ctx, c.site.addr)
	if err != nil {
		return nil, err
	}
	defer browser.close()
	a, err := browser.do(plain("/wip/articles/new", cookie), true)
	if err != nil {
		return nil, err
	}
	form := url.Values{
		"standfirst": {"Un article écrit pour mesurer."},
		"body":       {"<p>" + strings.Repeat("Les équipages reprennent la mer après dix jours de grève. ", 40) + "</p>"},
		"country":    {"FRA"},
		"issue_at":   {time.Now().AddDate(0, 0, 7).Format("2006-01-02T15:04")},
	}
	for _, name := range []string{"genre", "section", "topic", "sector", "outlet"} {
		value := firstChoice(string(a.body), name)
		if value == "" {
			return nil, fmt.Errorf("no choice for %s (status %d)", name, a.status)
		}
		form.Set(name, value)
	}
	return form, nil
}

var option = regexp.MustCompile(`<option[^>]* value="([^"]+)"`)

// firstChoice returns the first value that a list of the page offers.
func firstChoice(page, name string) string {
	at := strings.Index(page, `name="`+name+`"`)
	if at < 0 {
		return ""
	}
	if found := option.FindStringSubmatch(page[at:]); found != nil {
		return html.UnescapeString(found[1])
	}
	return ""
}

var publishAction = regexp.MustCompile(`(/wip/articles/x[0-9a-zA-Z]+/publish)`)

// publications lists what the author's own list of articles offers to publish
// on its first page.
func (c *crowd) publications(ctx context.Context, cookie string) ([][]byte, error) {
	browser, err := dial(ctx, c.site.addr)
	if err != nil {
		return nil, err
	}
	defer browser.close()
	a, err := browser.do(plain("/wip/articles", cookie), true)
	if err != nil {
		return nil, err
	}
	var list [][]byte
	var seen []string
	for _, found := range publishAction.FindAllSubmatch(a.body, -1) {
		if path := string(found[1]); !slices.Contains(seen, path) {
			seen = append(seen, path)
			list = append(list, post(path, cookie, ""))
		}
	}
	return list, nil
}
