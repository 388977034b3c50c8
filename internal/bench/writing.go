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
	"strings"
	"time"
)

// drafts is how many articles each writer prepares, then publishes.
const drafts = 300

// steadily is the pace of a busy platform: twenty articles a second, 72,000 an
// hour. Back to back, the next publication also waits for what the ones before
// set in motion, and the measure is of the queue.
const steadily = time.Second / 20

// author is a writer with the requests that publish what she has written.
type author struct {
	waiting [][]byte
}

// writing prepares drafts through the newsroom's own form and returns the
// plans that publish them: at a steady pace, then one author back to back, then
// several at once.
func (c *crowd) writing(ctx context.Context) ([]plan, error) {
	authors := make([]*author, len(c.writers))
	creations := make([][]byte, drafts)
	for w, cookie := range c.writers {
		authors[w] = &author{}
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
			path, err := c.newest(ctx, cookie)
			if err != nil {
				return nil, err
			}
			authors[w].waiting = append(authors[w].waiting, post(path, cookie, ""))
		}
	}
	steady, lone, together := authors[0], authors[1], authors[2:len(authors)-1]
	return []plan{
		{name: "write a draft", workers: 1, want: http.StatusSeeOther, next: upTo(creations)},
		{name: "publish, 20 a second", workers: 1, every: steadily, want: http.StatusSeeOther, next: upTo(steady.waiting)},
		{name: "publish, back to back", workers: 1, want: http.StatusSeeOther, next: upTo(lone.waiting)},
		{name: fmt.Sprintf("publish, %d authors", len(together)), workers: len(together), want: http.StatusSeeOther, next: func(worker, i int) []byte {
			return upTo(together[worker].waiting)(worker, i)
		}},
	}, nil
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
	a, err := c.ask(ctx, request)
	if err != nil {
		return err
	}
	if a.status != http.StatusSeeOther {
		return fmt.Errorf("write a draft: status %d: %s", a.status, reason(a.body))
	}
	return nil
}

var publishAction = regexp.MustCompile(`/wip/articles/x[0-9a-zA-Z]+/publish`)

// newest returns the address that publishes the draft at the head of the
// author's list.
func (c *crowd) newest(ctx context.Context, cookie string) (string, error) {
	a, err := c.ask(ctx, plain("/wip/articles", cookie))
	if err != nil {
		return "", err
	}
	path := publishAction.Find(a.body)
	if path == nil {
		return "", fmt.Errorf("no draft in the list (status %d)", a.status)
	}
	return string(path), nil
}

// ask sends one request on a connection of its own.
func (c *crowd) ask(ctx context.Context, request []byte) (answer, error) {
	browser, err := dial(ctx, c.site.addr)
	if err != nil {
		return answer{}, err
	}
	defer browser.close()
	return browser.do(request, true)
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
