// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb_test

import (
	"net/http"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/access"
)

func TestWork(t *testing.T) {
	t.Parallel()
	d := open(t)
	wantRedirect(t, d.get(t, d.Author, "/wip"), "/wip/newsroom")
	expert := access.Actor{UserID: 9, Community: access.Expert}
	page := d.get(t, expert, "/wip")
	wantStatus(t, page, http.StatusOK)
	if page.Find("main .empty").Length() != 1 || page.Find("main .empty a[href='/wire']").Length() != 1 {
		t.Error("no plain words, or no way on")
	}
	wantStatus(t, d.get(t, expert, "/wip/newsroom"), http.StatusForbidden)
}

func TestRoom_tiles(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.Draft(t, nil)
	page := d.get(t, d.Author, "/wip/newsroom")
	wantStatus(t, page, http.StatusOK)
	if tile := page.Find("[data-testid=tiles] .tile"); tile.Length() != 1 || !strings.Contains(tile.Text(), "1 élément") {
		t.Errorf("tile = %q", tile.Text())
	}
	institutional := d.Author
	institutional.ProfileCode = "PM_JR_INST"
	page = d.get(t, institutional, "/wip/newsroom")
	wantStatus(t, page, http.StatusOK)
	if page.Find(".tile").Length() != 0 || page.Find("[data-testid=no-tiles]").Length() != 1 {
		t.Error("an institutional journalist sees a tile, or no reason why there is none")
	}
	wantStatus(t, d.get(t, institutional, "/wip/articles"), http.StatusForbidden)
}
