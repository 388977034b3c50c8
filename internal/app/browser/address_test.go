// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"context"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/app/browser"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/ids"
)

// release finds a press release of a member in a state.
func release(id func(query string, args ...any) string, email, status string) string {
	return id("SELECT r.id FROM press_releases r JOIN members m ON m.id = r.owner_id WHERE m.email = ? AND r.status = ? ORDER BY r.id DESC LIMIT 1", email, status)
}

// commentPaths are the addresses of a comment that the journalist may change, or
// of another's, to be reported.
func commentPaths(t *testing.T, site *browser.Site, pattern string) []string {
	t.Helper()
	column, table := "post_id", "posts"
	if strings.HasPrefix(pattern, "/events/") {
		column, table = "event_id", "event_posts"
	}
	var c struct{ ID, OnID int64 }
	err := site.App.DB.Reader().NewRaw(`SELECT c.id, p.id AS on_id FROM comments c JOIN ? p ON p.id = c.? AND p.status = 'public'
WHERE c.owner_id <> (SELECT id FROM members WHERE email = ?) ORDER BY c.id DESC LIMIT 1`, bun.Ident(table), bun.Ident(column), site.Email(t, "journalist")).Scan(t.Context(), &c)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(pattern, "/edit") { // the journalist's own, of just now
		own := site.App.IDs.Next()
		_, err := site.App.DB.Writer().NewRaw("INSERT INTO comments (id, ?, owner_id, content, created_at) SELECT ?, ?, id, 'À voir.', ? FROM members WHERE email = ?",
			bun.Ident(column), own, c.OnID, site.App.Now().UTC(), site.Email(t, "journalist")).Exec(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c.ID = own
	}
	return []string{strings.NewReplacer("{id}", ids.Encode(c.OnID), "{comment}", ids.Encode(c.ID)).Replace(pattern)}
}

// pathsOf returns addresses of a route in the demonstration's world. A new
// route with a parameter needs a line here.
func pathsOf(t *testing.T, site *browser.Site, pattern string) []string {
	t.Helper()
	id := func(query string, args ...any) string {
		var found int64
		if err := site.App.DB.Reader().NewRaw(query, args...).Scan(t.Context(), &found); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return ids.Encode(found)
	}
	written := func(status string) string {
		return id("SELECT a.id FROM articles a JOIN members m ON m.id = a.owner_id WHERE m.email = ? AND a.status = ? ORDER BY a.id DESC LIMIT 1",
			site.Email(t, "journalist"), status)
	}
	switch pattern {
	case "/wire/{id}":
		return []string{
			"/wire/" + id("SELECT id FROM posts ORDER BY published_at DESC LIMIT 1"),
			"/wire/" + id("SELECT id FROM posts WHERE kind = 'press_release' ORDER BY published_at DESC LIMIT 1"),
		}
	case "/wire/{id}/comments", "/wire/{id}/comments/{comment}", "/wire/{id}/comments/{comment}/edit", "/wire/{id}/comments/{comment}/report",
		"/events/{id}/comments", "/events/{id}/comments/{comment}", "/events/{id}/comments/{comment}/edit", "/events/{id}/comments/{comment}/report":
		return commentPaths(t, site, pattern)
	case "/wire/tab/{tab}":
		return []string{"/wire/tab/wall", "/wire/tab/agencies", "/wire/tab/journalists", "/wire/tab/com", "/wire/tab/com?sort=likes&pays_zip_ville=FRA", "/wire/tab/com?ville=Nulle+part"}
	case "/wire/tab/{tab}/filter/{facet}":
		return []string{"/wire/tab/com/filter/genre"}
	case "/wip/communiques/{id}":
		return []string{"/wip/communiques/" + release(id, site.Email(t, "pr-consultant"), "public"), "/wip/communiques/" + release(id, site.Email(t, "pr-consultant"), "draft")}
	case "/wip/communiques/{id}/edit", "/wip/communiques/{id}/images":
		return []string{"/wip/communiques/" + release(id, site.Email(t, "pr-consultant"), "draft") + strings.TrimPrefix(pattern, "/wip/communiques/{id}")}
	case "/wip/articles/{id}":
		return []string{"/wip/articles/" + written("public"), "/wip/articles/" + written("draft")}
	case "/wip/articles/{id}/edit", "/wip/articles/{id}/images":
		return []string{"/wip/articles/" + written("draft") + strings.TrimPrefix(pattern, "/wip/articles/{id}")}
	case "/wip/articles/{id}/versions", "/wip/communiques/{id}/versions", "/wip/events/{id}/versions":
		form := pathsOf(t, site, strings.TrimSuffix(pattern, "/versions")+"/edit")[0]
		return []string{strings.TrimSuffix(form, "/edit") + "/versions"}
	case "/wip/articles/{id}/versions/{version}", "/wip/communiques/{id}/versions/{version}", "/wip/events/{id}/versions/{version}":
		list := pathsOf(t, site, strings.TrimSuffix(pattern, "/{version}"))[0]
		return []string{list + "/" + rewritten(t, site, list)}
	case "/wip/sujets/{id}", "/wip/sujets/{id}/edit":
		return []string{"/wip/sujets/" + id(ownStory("pitches", "status <> 'archived'"), site.Email(t, "journalist")) + strings.TrimPrefix(pattern, "/wip/sujets/{id}")}
	case "/wip/commandes/{id}", "/wip/commandes/{id}/edit":
		return []string{"/wip/commandes/" + id(ownStory("assignments", "status IN ('draft', 'pending')"), site.Email(t, "journalist")) + strings.TrimPrefix(pattern, "/wip/commandes/{id}")}
	case "/events/{id}", "/events/{id}/badge":
		return []string{"/events/" + id("SELECT p.id FROM event_posts p JOIN participations pa ON pa.post_id = p.id JOIN members m ON m.id = pa.member_id WHERE m.email = ? AND pa.status = 'approved' AND p.status = 'public' ORDER BY p.starts_at DESC LIMIT 1",
			site.Email(t, "journalist")) + strings.TrimPrefix(pattern, "/events/{id}")}
	case "/events/calendar":
		return []string{"/events/calendar", "/events/calendar?month=2026-12"}
	case "/wip/events/{id}", "/wip/events/{id}/edit", "/wip/events/{id}/images", "/wip/events/{id}/accreditations", "/wip/events/{id}/checkin":
		return []string{"/wip/events/" + id("SELECT e.id FROM events e JOIN members m ON m.id = e.owner_id WHERE m.email = ? ORDER BY e.id DESC LIMIT 1",
			site.Email(t, "journalist")) + strings.TrimPrefix(pattern, "/wip/events/{id}")}
	case "/swork/members/{id}":
		return []string{
			"/swork/members/" + id("SELECT id FROM members WHERE email = ?", site.Email(t, "journalist")),
			"/swork/members/" + id("SELECT id FROM members WHERE email = ?", site.Email(t, "expert")),
		}
	case "/swork/organisations/{id}":
		media := "/swork/organisations/" + id("SELECT organisation_id FROM members WHERE email = ?", site.Email(t, "journalist"))
		plain := "/swork/organisations/" + id("SELECT id FROM organisations WHERE wall_id IS NULL AND deleted_at IS NULL ORDER BY id LIMIT 1")
		return []string{media, media + "?tab=contacts", media + "?tab=publications", media + "?tab=events", plain}
	case "/kyc/wizard/{id}":
		return []string{"/kyc/wizard/P002", "/kyc/wizard/P010"}
	case "/admin/show_user/{id}":
		return []string{"/admin/show_user/" + id("SELECT id FROM members WHERE email = ?", site.Email(t, "journalist"))}
	case "/admin/show_org/{id}", "/admin/change_bw_owner/{id}":
		official := strings.TrimSuffix(pattern, "{id}") + id("SELECT organisation_id FROM members WHERE email = ?", site.Email(t, "journalist"))
		if pattern != "/admin/show_org/{id}" {
			return []string{official}
		}
		return []string{official, "/admin/show_org/" + id("SELECT id FROM organisations WHERE wall_id IS NULL AND deleted_at IS NULL ORDER BY id LIMIT 1")}
	case "/admin/merge_org/{id}":
		return []string{"/admin/merge_org/" + id("SELECT o.id FROM organisations o WHERE o.wall_id IS NULL AND o.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM business_walls bw WHERE bw.organisation_id = o.id) ORDER BY o.id LIMIT 1") + "?search=a"}
	case "/admin/validation_profile/{id}":
		return []string{"/admin/validation_profile/" + id("SELECT id FROM members WHERE validation_status = ? ORDER BY id LIMIT 1", member.StatusNew)}
	case "/search/":
		return []string{"/search/", "/search/?qs=fret", "/search/?qs=port&filter=article", "/search/?qs=xyzzyx"}
	case "/page/{slug}":
		return []string{"/page/cgu", "/page/confidentialite", "/page/contact", "/page/offre-journalistes", "/page/guide-utilisateur"}
	case "/admin/cms/{slug}/{lang}":
		return []string{"/admin/cms/cgu/fr"}
	case "/dev/mail/{id}":
		return []string{letter(t, site)}
	}
	if strings.Contains(pattern, "{") {
		t.Errorf("no address known for %s: tell pathsOf, or notPages", pattern)
		return nil
	}
	return []string{pattern}
}

// rewritten gives the content of a list of versions a history, and returns the
// latest version.
func rewritten(t *testing.T, site *browser.Site, list string) string {
	t.Helper()
	parts := strings.Split(list, "/") // "", "wip", the kind, the content, "versions"
	id, err := ids.Parse(parts[3])
	if err != nil {
		t.Fatal(err)
	}
	object := map[string]revision.Object{
		"articles": newsroom.Written(id), "communiques": pressroom.Written(id), "events": events.Written(id),
	}[parts[2]]
	change := revision.Change{
		Before: revision.Words{"title": {"Le port s’arrête"}, "body": {"<p>Les dockers ont voté.</p><p>Les grues se taisent.</p>"}},
		After:  revision.Words{"title": {"Le port repart"}, "body": {"<p>Les dockers ont voté.</p><p>Les grues reprennent lundi.</p>"}},
	}
	versions := site.App.Articles.Versions()
	err = site.App.DB.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		return versions.Keep(ctx, tx, object, actorOf(t, site, "journalist").UserID, change)
	})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := versions.Lines(t.Context(), object)
	if err != nil {
		t.Fatal(err)
	}
	return ids.Encode(lines[0].ID)
}

// letter has a sample mail sent and returns its page.
func letter(t *testing.T, site *browser.Site) string {
	t.Helper()
	tab := site.NewTab(t, browser.Desktop)
	tab.Open("/dev/mail")
	tab.Type(`form[action="/dev/mail/test"] input[type=email]`, "somebody@example.org")
	tab.Follow(`form[action="/dev/mail/test"] button`)
	tab.Wait(`a[href^="/dev/mail/x"]`)
	return browser.Ask[string](tab, `document.querySelector('a[href^="/dev/mail/x"]').getAttribute("href")`)
}

// ownStory asks for a pitch or an assignment of a member, by address.
func ownStory(table, state string) string {
	return "SELECT s.id FROM " + table + " s JOIN members m ON m.id = s.owner_id WHERE m.email = ? AND s.deleted_at IS NULL AND s." + state + " ORDER BY s.id LIMIT 1"
}
