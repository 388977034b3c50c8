// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// breadth is how many links are taken of each page of a list, spread over it:
// frequent and rare choices of every filter, and every order.
const breadth = 12

// narrowed follows the filters and the orders that a list offers, two levels
// deep, and returns the addresses met: the list with one, two and three choices.
func narrowed(browser *client, cookie, list string) ([]string, error) {
	link := regexp.MustCompile(`href="(` + regexp.QuoteMeta(list) + `\?[^"]+)"`)
	offered := func(path string) ([]string, error) {
		a, err := browser.do(plain(path, cookie), true)
		if err != nil {
			return nil, err
		}
		if a.status != http.StatusOK {
			return nil, fmt.Errorf("%s: status %d", path, a.status)
		}
		var found []string
		for _, m := range link.FindAllSubmatch(a.body, -1) {
			to := html.UnescapeString(string(m[1]))
			if !strings.Contains(to, "after=") && !slices.Contains(found, to) {
				found = append(found, to)
			}
		}
		return spread(found, breadth), nil
	}
	first, err := offered(list)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(first)
	for _, path := range first {
		second, err := offered(path)
		if err != nil {
			return nil, err
		}
		all = append(all, second...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// spread takes at most n of a list, at even distances.
func spread(list []string, n int) []string {
	if len(list) <= n {
		return list
	}
	taken := make([]string, n)
	for i := range taken {
		taken[i] = list[i*len(list)/n]
	}
	return taken
}
