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

// What the addresses of the wall name (spec 03 §4.3).
var (
	wallTabs   = []string{"wall", "agencies", "media", "journalists", "com"}
	wallFacets = []string{"sector", "section", "genre", "topic", "pays_zip_ville", "departement", "ville"}
	wallSorts  = []string{"date", "views", "likes", "shares", "comments"}
)

const (
	perFacet   = 3 // how many values of a filter are opened, frequent and rare
	mostFacets = 3 // how many filters are chosen together
)

// walls returns addresses of the wall as members narrow it: each tab in each
// order, then with each filter alone and beside others, in all orders by turns.
// A session remembers what it was shown last: each of them writes one, and from
// then on /wire leads there (spec 03 §4.3), so they are opened after it.
func walls(browser *client, cookie string) ([]string, error) {
	var all []string
	for _, tab := range wallTabs {
		list := "/wire/tab/" + tab
		for i, sort := range wallSorts {
			all = append(all, list+"?sort="+sort)
			for at := i; at < len(wallFacets); at += len(wallSorts) {
				found, err := chosen(browser, cookie, list, sort, at)
				if err != nil {
					return nil, err
				}
				all = append(all, found...)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// chosen returns addresses of a tab with values of a filter, then of the next
// filters beside it.
func chosen(browser *client, cookie, list, sort string, first int) ([]string, error) {
	var all []string
	query := "sort=" + sort
	for i := range mostFacets {
		found, err := offeredBy(browser, cookie, list, wallFacets[(first+i)%len(wallFacets)], query)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			break
		}
		all = append(all, spread(found, perFacet)...)
		_, query, _ = strings.Cut(found[len(found)/2], "?")
	}
	return all, nil
}

// offeredBy returns the addresses that a filter of a tab leads to.
func offeredBy(browser *client, cookie, list, facet, query string) ([]string, error) {
	path := list + "/filter/" + facet + "?" + query
	a, err := browser.do(plain(path, cookie), true)
	if err != nil {
		return nil, err
	}
	if a.status != http.StatusOK {
		return nil, fmt.Errorf("%s: status %d", path, a.status)
	}
	var found []string
	link := regexp.MustCompile(`href="(` + regexp.QuoteMeta(list) + `\?(?:[^"]*;)?` + facet + `=[^"]+)"`)
	for _, m := range link.FindAllSubmatch(a.body, -1) {
		found = append(found, html.UnescapeString(string(m[1])))
	}
	return found, nil
}
