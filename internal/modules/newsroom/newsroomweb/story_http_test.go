// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomweb"
	"aipress24.com/aipress24/internal/platform/ids"
)

func pitchPath(id int64) string      { return "/wip/sujets/" + ids.Encode(id) }
func assignmentPath(id int64) string { return "/wip/commandes/" + ids.Encode(id) }

// proposed is a valid form of a pitch.
func (d *desk) proposed() url.Values {
	return url.Values{
		"title": {"Les dockers et l’hydrogène"}, "brief": {"Trois ports s’équipent ;\r\nqui paie ?"}, "genre": {"Enquête"}, "section": {""},
		"topic": {""}, "sector": {"TRANSPORTS / Fret"}, "outlet": {ids.Encode(d.EchosID)}, "country": {"FRA"}, "country_detail": {"76600 Le Havre"},
		"valid_until_date": {"2026-12-01"}, "valid_until_time": {"12:00"}, "issue_at_date": {"2026-12-20"}, "issue_at_time": {"06:30"},
	}
}

// A pitch from its form to its list, with what is wrong kept and told (spec 04
// §7.2), then to the desk of the media, which answers it.
func TestPitch_journey(t *testing.T) {
	t.Parallel()
	d := open(t)
	empty := d.get(t, d.Author, "/wip/sujets")
	wantStatus(t, empty, http.StatusOK)
	if got := empty.Find("#pitches .empty a").AttrOr("href", ""); got != "/wip/sujets/new" {
		t.Errorf("the empty list leads to %q", got)
	}
	wantStatus(t, d.get(t, d.Author, "/wip/sujets/new"), http.StatusOK)
	wantRedirect(t, d.post(t, d.Author, "/wip/sujets", url.Values{"_action": {"cancel"}}), "/wip/sujets")
	wrong := d.proposed()
	wrong.Set("genre", "Horoscope")
	wrong.Set("issue_at_date", "")
	refused := d.post(t, d.Author, "/wip/sujets", wrong)
	wantStatus(t, refused, http.StatusUnprocessableEntity)
	if refused.Find("#f-title").AttrOr("value", "") != "Les dockers et l’hydrogène" || refused.Find(".form-errors li").Length() != 2 {
		t.Errorf("errors = %q", refused.Find(".form-errors").Text())
	}
	wantRedirect(t, d.post(t, d.Author, "/wip/sujets", d.proposed()), "/wip/sujets")
	row := d.get(t, d.Author, "/wip/sujets").Find("#pitches tbody tr")
	if row.Find(".st").Text() != "Brouillon" || labels(row) != "Voir, Modifier, Publier, Supprimer" {
		t.Errorf("row = %q, menu = %q", row.Text(), labels(row))
	}
	path := row.Find(".ttl").AttrOr("href", "")
	wantRedirect(t, d.post(t, d.Author, path+"/publish", nil), "/wip/sujets")
	wantRedirect(t, d.post(t, d.Author, path+"/publish", nil), "/wip/sujets") // again: told, and nothing changes

	received := d.get(t, d.Editor, "/wip/sujets").Find("#pitches tbody tr")
	if received.Find(".st").Text() != "Publié" || labels(received) != "Voir, Modifier, Accepter, Refuser" {
		t.Errorf("received = %q, menu = %q", received.Text(), labels(received))
	}
	page := d.get(t, d.Editor, path)
	wantStatus(t, page, http.StatusOK)
	if page.Find("#answer").Length() != 1 || !strings.Contains(page.Find("main").Text(), "Jeanne Morel") || page.Find("form[action$='/delete']").Length() != 0 {
		t.Error("the editor cannot answer, does not see the author, or may delete")
	}
	empties := d.post(t, d.Editor, path+"/counter", url.Values{"message": {" "}})
	wantStatus(t, empties, http.StatusUnprocessableEntity)
	if empties.Find("details[open] .form-errors").Length() != 1 {
		t.Error("an empty counter-offer is not told over its form")
	}
	wantRedirect(t, d.post(t, d.Editor, path+"/counter", url.Values{"fee": {"420,50"}, "message": {"Plus court ?"}}), "/wip/sujets")
	offered := d.get(t, d.Author, path)
	if text := offered.Find("[data-testid=offer]").Text(); !strings.Contains(text, "420,50") || !strings.Contains(text, "Léa Garnier") {
		t.Errorf("the counter-offer says %q", text)
	}
	answer := d.post(t, d.Author, path+"/offer/accept", nil)
	if !strings.HasPrefix(answer.Header.Get("Location"), "/wip/commandes/") {
		t.Fatalf("accepting leads to %d %q", answer.Status, answer.Header.Get("Location"))
	}
	wantStatus(t, d.get(t, d.Editor, path), http.StatusNotFound) // answered: the author's again
	if got := d.post(t, d.Editor, path+"/refuse", nil); got.Status != http.StatusSeeOther {
		t.Errorf("refusing what was accepted = %d", got.Status)
	}
	archived := d.get(t, d.Author, "/wip/sujets?status=accepted").Find("#pitches tbody tr")
	if archived.Find(".st").Text() != "Accepté" || labels(archived) != "Voir, Supprimer" {
		t.Errorf("archived = %q, menu = %q", archived.Find(".st").Text(), labels(archived))
	}
}

// A pitch that lacks something leads back to its form with the reason, and so
// does one in the name of an organisation one may not publish for (spec 04 §4.2).
func TestPitch_notSent(t *testing.T) {
	t.Parallel()
	d := open(t)
	blank := d.Pitch(t, func(in *newsroom.StoryInput) { in.Title = "" })
	page := d.post(t, d.Author, pitchPath(blank.ID)+"/publish", nil)
	wantStatus(t, page, http.StatusUnprocessableEntity)
	if page.Find("#pitch-form .form-errors").Length() != 1 {
		t.Error("no reason over the form")
	}
	foreign := d.Pitch(t, nil)
	if _, err := d.DB.Writer().NewRaw("UPDATE pitches SET publisher_id = ? WHERE id = ?", d.PlainID, foreign.ID).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	page = d.post(t, d.Author, pitchPath(foreign.ID)+"/publish", nil)
	if page.Find("#pitch-form .form-errors").Length() != 1 || d.StoredPitch(t, foreign.ID).State() != newsroom.PitchDraft {
		t.Errorf("status = %d: %s", page.Status, page.Find(".form-errors").Text())
	}
}

// From an order to its article: each party sees what is theirs to do, and
// nothing else (spec 04 §5.3, §12.33).
func TestAssignment_journey(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.Editor.WallID, d.Reporter.WallID = d.EchosWallID, d.EchosWallID
	form := d.proposed()
	form.Set("assignee", ids.Encode(d.Reporter.UserID))
	form.Set("copy_deadline_date", "2026-12-18")
	form.Set("pay_at_date", "2027-01-31")
	form.Set("fee", "350")
	if got := d.get(t, d.Editor, "/wip/commandes/new"); !strings.Contains(got.Find("#assignment-form").Text(), "Inès Caron") {
		t.Error("an editor cannot choose a journalist")
	}
	if got := d.get(t, d.Reporter, "/wip/commandes/new"); strings.Contains(got.Find("#assignment-form").Text(), "Léa Garnier") || got.Status != http.StatusOK {
		t.Error("a reporter may order from others")
	}
	wantRedirect(t, d.post(t, d.Editor, "/wip/commandes", form), "/wip/commandes")
	row := d.get(t, d.Editor, "/wip/commandes").Find("#assignments tbody tr")
	path := row.Find(".ttl").AttrOr("href", "")
	if got := labels(row); got != "Voir, Modifier, Valider, Annuler la commande" {
		t.Errorf("the commissioner's menu = %q", got)
	}
	wantRedirect(t, d.post(t, d.Editor, path+"/confirm", nil), "/wip/commandes")
	row = d.get(t, d.Reporter, "/wip/commandes").Find("#assignments tbody tr")
	if got := labels(row); row.Find(".st").Text() != "Proposée" || got != "Voir, Modifier, Accepter la commande, Supprimer" {
		t.Errorf("the journalist's row = %q, menu = %q", row.Find(".st").Text(), got)
	}
	wantRedirect(t, d.post(t, d.Reporter, path+"/accept", nil), path)
	edited := d.get(t, d.Reporter, path+"/edit")
	wantStatus(t, edited, http.StatusOK)
	if got := edited.Find("#f-fee").AttrOr("value", ""); got != "350,00" {
		t.Errorf("fee = %q", got)
	}
	begun := d.post(t, d.Reporter, path+"/article", nil)
	article := begun.Header.Get("Location")
	if begun.Status != http.StatusSeeOther || !strings.HasSuffix(article, "/edit") {
		t.Fatalf("beginning leads to %d %q", begun.Status, article)
	}
	if got := d.get(t, d.Reporter, article).Find("#f-title").AttrOr("value", ""); got != "Les dockers et l’hydrogène" {
		t.Errorf("the article begins with %q", got)
	}
	story := d.get(t, d.Reporter, strings.TrimSuffix(article, "/edit"))
	if story.Find("[data-testid=timeline] a[href='"+path+"']").Length() != 1 {
		t.Error("the article does not lead to its assignment")
	}
	wantRedirect(t, d.post(t, d.Reporter, path+"/article", nil), "/wip/commandes") // one article: told
	page := d.get(t, d.Editor, path)
	if page.Find("#end form[action$='/cancel']").Length() != 1 || page.Find("form[action$='/article'], form[action$='/delete']").Length() != 0 {
		t.Error("the commissioner cannot cancel, or may write or delete")
	}
	wantRedirect(t, d.post(t, d.Editor, path+"/cancel", url.Values{"reason": {"Dépassé."}}), "/wip/commandes")
	if got := d.get(t, d.Reporter, path); !strings.Contains(got.Text(), "Dépassé.") || got.Find("form[action$='/article']").Length() != 0 {
		t.Error("the journalist does not read why, or may write still")
	}
	wantRedirect(t, d.get(t, d.Reporter, path+"/edit"), path) // closed
}

// Who is neither party finds nothing under any address: 404, or 403 where the
// whole list is closed; and nothing changes.
func TestStories_strangers(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.Reporter.WallID = d.EchosWallID
	sent, order := d.Sent(t, nil), d.Confirmed(t, nil)
	paths := map[string][]string{pitchPath(sent.ID): {}, assignmentPath(order.ID): {}}
	for _, route := range newsroomweb.StoryRoutes(newsroomweb.DeskNeeds{}) {
		list, command, found := strings.Cut(route.Pattern, "/{id}")
		if !found {
			continue
		}
		for path := range paths {
			if strings.HasPrefix(path, list+"/") {
				paths[path] = append(paths[path], route.Method+" "+path+command)
			}
		}
	}
	for name, tt := range map[string]struct {
		by   access.Actor
		want int
	}{
		"colleague": {d.Colleague, 404}, "reporter of the media": {d.Reporter, 404}, "press officer": {d.Officer, 404},
		"member without a room": {access.Actor{UserID: 5}, 403},
	} {
		for _, addresses := range paths {
			if len(addresses) < 9 {
				t.Fatalf("only %d addresses", len(addresses))
			}
			for _, address := range addresses {
				method, path, _ := strings.Cut(address, " ")
				want := tt.want
				if strings.HasSuffix(path, "/article") && !access.Articles.Allows(tt.by) {
					want = 403
				}
				var got answer
				if method == http.MethodGet {
					got = d.get(t, tt.by, path)
				} else {
					got = d.post(t, tt.by, path, d.proposed())
				}
				if got.Status != want || strings.Contains(got.Text(), sent.Title) {
					t.Errorf("%s: %s answers %d, want %d", name, address, got.Status, want)
				}
			}
		}
	}
	if got := d.StoredPitch(t, sent.ID); got.Version != sent.Version {
		t.Errorf("changed to %+v", got)
	}
	if got := d.StoredAssignment(t, order.ID); got.Version != order.Version {
		t.Errorf("changed to %+v", got)
	}
}

// Lists and their files: searched, filtered, sorted and paged by their address
// (spec 04 §7.1).
func TestStories_list(t *testing.T) {
	t.Parallel()
	d := open(t)
	for range 11 {
		d.Accepted(t, nil)
	}
	d.Pitch(t, func(in *newsroom.StoryInput) { in.Title = "Un <b>fret</b>" })
	for _, tt := range []struct{ list, rows, total string }{
		{"/wip/sujets", "#pitches tbody tr", "Lignes 1 à 10 sur 12"},
		{"/wip/commandes", "#assignments tbody tr", "Lignes 1 à 10 sur 11"},
	} {
		page := d.get(t, d.Author, tt.list)
		wantStatus(t, page, http.StatusOK)
		if page.Find(tt.rows).Length() != 10 || page.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d rows", tt.list, page.Find(tt.rows).Length())
		}
		if got := page.Find("[role=status]").Last().Text(); got != tt.total {
			t.Errorf("%s: %q", tt.list, got)
		}
		for _, sort := range []string{"title", "-status", "date"} {
			first := d.get(t, d.Author, tt.list+"?sort="+sort)
			next := d.get(t, d.Author, first.Find("a[rel=next]").AttrOr("href", ""))
			if next.Status != http.StatusOK || next.Find(tt.rows).Length() == 0 || next.Find(tt.rows).Length() > 2 {
				t.Errorf("%s by %s: %d rows on the next page", tt.list, sort, next.Find(tt.rows).Length())
			}
			if back := next.Find("a[rel=prev]").AttrOr("href", ""); back != tt.list+"?sort="+sort {
				t.Errorf("%s by %s goes back to %q", tt.list, sort, back)
			}
		}
		wantStatus(t, d.get(t, d.Author, tt.list+"?before=garbage"), http.StatusSeeOther) // to the first page
		none := d.get(t, d.Author, tt.list+"?q=licorne")
		if none.Find(".empty a").AttrOr("href", "") != tt.list {
			t.Errorf("%s: nothing found leads nowhere", tt.list)
		}
		file := d.get(t, d.Author, tt.list+"/export")
		if file.Status != http.StatusOK || !strings.Contains(file.Header.Get("Content-Disposition"), ".csv") || strings.Count(file.Text(), "\n") < 11 {
			t.Errorf("%s: the file is %d, %q", tt.list, file.Status, file.Header.Get("Content-Disposition"))
		}
	}
	found := d.get(t, d.Author, "/wip/sujets?q=FRET&status=draft&box=sent").Find("#pitches tbody .ttl")
	if got := found.Map(func(_ int, s *goquery.Selection) string { return s.Text() }); len(got) != 1 || got[0] != "Un <b>fret</b>" {
		t.Errorf("found %q", got)
	}
}
