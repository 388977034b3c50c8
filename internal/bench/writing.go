// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
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
const drafts = 60

// writing prepares drafts through the newsroom's own form and returns the
// plans that publish them: one author alone, then several at once.
func (c *crowd) writing(ctx context.Context) ([]plan, error) {
	waiting := make([][][]byte, len(c.writers)) // publications by writer
	creations := make([][]byte, drafts)
	for w, cookie := range c.writers {
		form, err := c.draftForm(ctx, cookie)
		if err != nil {
			return nil, fmt.Errorf("open the form: %w", err)
		}
		for i := range drafts {
			form.Set("title", fmt.Sprintf("Mesure %d, article %d", w+1, i+1))
			request := post("/wip/articles", cookie, form.Encode())
			if w == 0 {
				creations[i] = request
				continue
			}
			if err := c.create(ctx, request); err != nil {
				return nil, err
			}
		}
		if w > 0 {
			if waiting[w], err = c.publications(ctx, cookie); err != nil {
				return nil, err
			}
		}
	}
	first := c.writers[0]
	return []plan{
		{name: "write a draft", workers: 1, want: http.StatusSeeOther, next: upTo(creations)},
		{name: "publish", workers: 1, want: http.StatusSeeOther, next: func(_, i int) []byte {
			if waiting[0] == nil {
				list, err := c.publications(ctx, first)
				if err != nil {
					return nil
				}
				waiting[0] = list
			}
			return upTo(waiting[0])(0, i)
		}},
		{name: fmt.Sprintf("publish, %d authors", len(c.writers)-1), workers: len(c.writers) - 1, want: http.StatusSeeOther, next: func(worker, i int) []byte {
			return upTo(waiting[worker+1])(worker, i)
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

// publications lists what the author's own list of articles offers to publish.
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
	if len(list) == 0 {
		return nil, errors.New("no draft in the list to publish")
	}
	return list, nil
}
