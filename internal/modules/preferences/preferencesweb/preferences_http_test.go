// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/notice"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/platform/ids"
)

// room is a journalist at his or her preferences.
type room struct {
	*apptest.App

	who     access.Actor
	browser *apptest.Browser
}

func each(t *testing.T, test func(t *testing.T, x *room)) {
	t.Helper()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		who := app.Member(t, nil)
		app.Exec(t, "UPDATE profiles SET survey_profile = 'P001', contact_type = 'PRESSE' WHERE member_id = ?", who.UserID)
		app.Exec(t, "UPDATE members SET mobile = '+33 7 11 22 33 44' WHERE id = ?", who.UserID)
		test(t, &room{app, who, app.SignIn(t, who)})
	})
}

func (x *room) profile(t *testing.T) *member.Profile {
	t.Helper()
	p := &member.Profile{MemberID: x.who.UserID}
	if err := x.DB.Writer().NewSelect().Model(p).WherePK().Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

// post sends a form, and checks that it leads back with a word.
func (x *room) post(t *testing.T, path string, form url.Values, toast string) {
	t.Helper()
	page := x.browser.Post(t, path, form)
	if page.Status != http.StatusSeeOther || page.Location() != path {
		t.Fatalf("POST %s = %d to %q", path, page.Status, page.Location())
	}
	if text := x.browser.Get(t, path).Text("#toasts"); !strings.Contains(text, toast) || toast == "" && strings.TrimSpace(text) != "" {
		t.Errorf("POST %s: toast %q, want %q", path, text, toast)
	}
}

// Spec 02 §12: the root leads to the visibility, visitors to signing in; the
// menu has the specification's order.
func TestPreferences_menu(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		for _, path := range []string{"/preferences", "/preferences/"} {
			if page := x.browser.Get(t, path); page.Status/100 != 3 {
				t.Errorf("%s = %d", path, page.Status)
			}
		}
		if page := x.Browser(t).Get(t, "/preferences/profile"); !strings.HasPrefix(page.Location(), "/auth/login") {
			t.Errorf("a visitor gets %d to %q", page.Status, page.Location())
		}
		for path, target := range map[string]string{"password": "/auth/change", "email": "/auth/change-email"} {
			if page := x.browser.Get(t, "/preferences/"+path); page.Location() != target {
				t.Errorf("%s leads to %q", path, page.Location())
			}
		}
		var shown []string
		for _, a := range x.browser.Get(t, "/preferences/profile").Find(".side-d .sidenav a").EachIter() {
			shown = append(shown, a.AttrOr("href", ""))
		}
		order := []string{
			"/preferences/profile", "/auth/change", "/auth/change-email", "/preferences/invitations", "/kyc/profile",
			"/preferences/interests", "/preferences/contact-options", "/preferences/banner", "/preferences/security",
			"/preferences/notification", "/preferences/integration", "/preferences/account",
		}
		wanted := slices.DeleteFunc(slices.Clone(order), func(path string) bool { return !slices.Contains(shown, path) })
		if !slices.Equal(shown, wanted) || len(shown) < 7 {
			t.Errorf("menu = %q", shown)
		}
		if !slices.Contains(menu(x.browser.Get(t, "/wire")), "/preferences/profile") {
			t.Error("the account menu does not lead to the preferences")
		}
	})
}

func menu(page apptest.Page) []string {
	var list []string
	for _, a := range page.Find("#menu-account a").EachIter() {
		list = append(list, a.AttrOr("href", ""))
	}
	return list
}

// Spec 02 §12, §11.5, §18 U5: a visit previews and changes nothing, a post
// saves, giving up saves nothing.
func TestVisibility(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		const path = "/preferences/profile"
		page := x.browser.Get(t, path+"?level=2&as=EXPERT")
		if !strings.Contains(page.Text("#preview"), "Voici comment apparaîtra votre profil aux autres utilisateurs") ||
			page.Find(`input[name="level"][value="2"][checked]`).Length() != 1 || page.Find(`option[value="EXPERT"][selected]`).Length() != 1 {
			t.Error("the preview is not of what was asked")
		}
		if readers := page.Find(`select[name="as"] option`).Length(); readers != 9 {
			t.Errorf("%d readers, want the 8 types and those one follows", readers)
		}
		x.post(t, path, url.Values{"level": {"2"}, "submit": {"cancel"}}, "")
		if got := x.profile(t).DisplayLevel; got != 1 {
			t.Errorf("level after a visit and a cancel = %d", got)
		}
		x.post(t, path, url.Values{"level": {"2"}, "submit": {"save"}}, "enregistrées")
		if got := x.profile(t).DisplayLevel; got != 2 {
			t.Errorf("level = %d, want 2", got)
		}
	})
}

// « Voir comme » masks as the contact options say, for each type of reader.
func TestVisibility_viewAs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		questions, err := survey.Load()
		if err != nil {
			t.Fatal(err)
		}
		x.post(t, "/preferences/contact-options", url.Values{"mobile_EXPERT": {"1"}, "mobile_FOLLOWEE": {"1"}}, "enregistrées")
		codes := []string{survey.FollowedType}
		for _, kind := range questions.ContactTypes {
			codes = append(codes, kind.Code)
		}
		for _, code := range codes {
			open := code == "EXPERT" || code == survey.FollowedType
			shown := strings.Contains(x.browser.Get(t, "/preferences/profile?as="+code).Text("#preview"), "+33 7 11 22 33 44")
			if shown != open {
				t.Errorf("as %s: mobile shown %v", code, shown)
			}
		}
	})
}

// Spec 02 §11.5: levels that are no number are 1, others are clamped; GET
// previews, POST saves; visitors get a bare 401.
func TestGroups_json(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		const path = "/kyc/profil_groups/"
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			if page := x.Browser(t).Do(t, x.Browser(t).Request(t, method, path+"1", nil)); page.Status != http.StatusUnauthorized {
				t.Errorf("%s by a visitor = %d", method, page.Status)
			}
		}
		page := x.browser.Get(t, path+"0")
		var answer struct {
			Results, Labels, URLs map[string]string
			Kycgroups             []struct {
				Label string
				IDs   []string
			}
			Description string `json:"profile_description"`
		}
		if err := json.Unmarshal([]byte(page.Body), &answer); err != nil {
			t.Fatalf("%v: %s", err, page.Body)
		}
		if answer.Labels["F005"] != "Prénom" || answer.Results["F005"] == "" || answer.Results["F019"] != survey.Masked || len(answer.Kycgroups) == 0 {
			t.Errorf("answer = %s", page.Body)
		}
		if got := x.profile(t).DisplayLevel; got != 1 {
			t.Errorf("a visit saved level %d", got)
		}
		for level, want := range map[string]int64{"2": 2, "9": 2, "-3": 0, "abc": 1} {
			if page := x.browser.Post(t, path+level, nil); page.Status != http.StatusOK {
				t.Errorf("POST %s = %d", level, page.Status)
			}
			if got := x.profile(t).DisplayLevel; got != want {
				t.Errorf("level %s = %d, want %d", level, got, want)
			}
		}
	})
}

// Spec 02 §12: 8 × 3 boxes and those for the members one follows; absent is
// off; an empty save clears all; unknown names are not kept.
func TestContactOptions(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		const path = "/preferences/contact-options"
		if boxes := x.browser.Get(t, path).Find(`main input[type="checkbox"]`).Length(); boxes != 8*3+2 {
			t.Errorf("%d boxes", boxes)
		}
		given := url.Values{"submit": {"save"}, "email_PRESSE": {"1"}, "email_relation_presse_ETUDIANT": {"on"}, "mobile_FOLLOWEE": {"1"}, "admin": {"1"}}
		x.post(t, path, given, "enregistrées")
		on := func() (list []string) {
			for name, yes := range x.profile(t).ContactVisibility {
				if yes {
					list = append(list, name)
				}
			}
			slices.Sort(list)
			return list
		}
		want := []string{"email_PRESSE", "email_relation_presse_ETUDIANT", "mobile_FOLLOWEE"}
		if got := on(); !slices.Equal(got, want) {
			t.Errorf("on = %q", got)
		}
		if got := x.browser.Get(t, path).Find("main input[checked]").Length(); got != 3 {
			t.Errorf("%d boxes ticked", got)
		}
		x.post(t, path, url.Values{"submit": {"cancel"}}, "")
		if got := on(); !slices.Equal(got, want) {
			t.Errorf("after a cancel = %q", got)
		}
		x.post(t, path, url.Values{"submit": {"save"}}, "enregistrées")
		if got := on(); len(got) != 0 {
			t.Errorf("after an empty save = %q", got)
		}
	})
}

// Spec 02 §12, §18 U9: 1500 characters, checked by the server; the same value
// as the survey's; a proposal that waits gets it too (§6.2).
func TestInterests(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		const path = "/preferences/interests"
		x.Exec(t, "INSERT INTO profile_proposals (member_id, survey_profile, answers, changed, submitted_at) VALUES (?, 'P001', '{\"hobbies\":[\"Judo\"],\"first_name\":[\"Ada\"]}', '[]', ?)", x.who.UserID, x.Clock.Now())
		long := strings.Repeat("é", 1500)
		x.post(t, path, url.Values{"hobbies": {long}}, "enregistrées")
		if got := x.profile(t).Hobbies["hobbies"]; got != long {
			t.Errorf("kept %v", got)
		}
		if page := x.browser.Post(t, path, url.Values{"hobbies": {long + "é"}}); page.Status != http.StatusUnprocessableEntity || !page.Has(".err") || page.Text("textarea") != long+"é" {
			t.Errorf("1501 characters = %d", page.Status)
		}
		x.post(t, path, url.Values{"hobbies": {"Voile"}, "submit": {"cancel"}}, "")
		x.post(t, path, url.Values{"hobbies": {"Voile"}, "submit": {"save"}}, "enregistrées")
		waiting := &survey.Proposal{MemberID: x.who.UserID}
		if err := x.DB.Writer().NewSelect().Model(waiting).WherePK().Scan(t.Context()); err != nil {
			t.Fatal(err)
		}
		if waiting.Answers.Text("hobbies") != "Voile" || waiting.Answers.Text("first_name") != "Ada" {
			t.Errorf("proposal = %v", waiting.Answers)
		}
		if page := x.browser.Get(t, "/swork/members/"+ids.Encode(x.who.UserID)); !strings.Contains(page.Text("main"), "Voile") {
			t.Error("one's page does not show the interests at level 1")
		}
	})
}

// Spec 02 §12: the banner is brought to 1200 × 300; one too large, or no
// picture at all, keeps the present one and saves the credit; it may be
// removed.
func TestBanner(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		const path = "/preferences/banner"
		state := func() (cover, credit string) {
			t.Helper()
			m := &member.Member{ID: x.who.UserID}
			if err := x.DB.Writer().NewSelect().Model(m).WherePK().Scan(t.Context()); err != nil {
				t.Fatal(err)
			}
			return m.Cover, m.CoverCredit
		}
		upload := func(data []byte, form url.Values) {
			t.Helper()
			if page := x.browser.Upload(t, path, "image", "b.jpg", data, form); page.Status != http.StatusSeeOther || page.Location() != path {
				t.Fatalf("upload = %d", page.Status)
			}
		}
		upload(apptest.Picture(t, 2000, 900), url.Values{"copyright": {"  Ada Photo "}})
		first, credit := state()
		if first == "" || credit != "Ada Photo" {
			t.Fatalf("banner %q, credit %q", first, credit)
		}
		if n := x.Count(t, "SELECT count(*) FROM media_files WHERE name = ? AND width = 1200 AND height = 300", first); n != 1 {
			t.Error("the banner is not 1200 × 300")
		}
		if page := x.SignIn(t, x.Member(t, nil)).Get(t, "/media/"+first); page.Status != http.StatusOK {
			t.Errorf("another member gets the banner with %d", page.Status)
		}
		upload(append(apptest.Picture(t, 100, 100), make([]byte, 5<<20)...), url.Values{"copyright": {"Bob"}})
		if cover, credit := state(); cover != first || credit != "Bob" {
			t.Errorf("after one too large: %q, %q", cover, credit)
		}
		if text := x.browser.Get(t, path).Text("#toasts"); !strings.Contains(text, "trop volumineuse") {
			t.Errorf("toast = %q", text)
		}
		upload([]byte("<svg/>"), url.Values{"copyright": {"Eve"}})
		if cover, credit := state(); cover != first || credit != "Eve" {
			t.Errorf("after no picture: %q, %q", cover, credit)
		}
		upload(apptest.Picture(t, 1300, 400), url.Values{"submit": {"cancel"}, "copyright": {"X"}})
		if cover, credit := state(); cover != first || credit != "Eve" {
			t.Errorf("after a cancel: %q, %q", cover, credit)
		}
		x.post(t, path, url.Values{"image_remove": {"on"}, "copyright": {""}}, "enregistrées")
		if cover, credit := state(); cover != "" || credit != "" {
			t.Errorf("after removal: %q, %q", cover, credit)
		}
	})
}

// Spec 02 §18 U13: a refused bell is not posted; what has no channel cannot be
// chosen; the staff's kinds are the staff's.
func TestNotices(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		const path = "/preferences/notification"
		author, reader, quiet := app.Persona(t, apptest.Journalist), app.Member(t, nil), app.Member(t, nil)
		app.Follow(t, reader, author)
		app.Follow(t, quiet, author)
		x := &room{app, quiet, app.SignIn(t, quiet)}
		administrator := app.Persona(t, apptest.Administrator)
		for _, who := range []access.Actor{quiet, administrator} {
			want := 0
			for _, o := range notice.Offers(who) {
				want += map[bool]int{true: 1}[o.Bell] + map[bool]int{true: 1}[o.Mail]
			}
			if boxes := app.SignIn(t, who).Get(t, path).Find(`main input[type="checkbox"]`).Length(); boxes != want {
				t.Errorf("administrator %v chooses among %d boxes, want %d", who.Admin, boxes, want)
			}
		}
		if len(notice.Offers(administrator)) <= len(notice.Offers(quiet)) {
			t.Error("the staff's kinds are offered to members")
		}
		x.post(t, path, url.Values{"submit": {"cancel"}}, "")
		if !x.browser.Get(t, path).Has(`input[name="bell_article_published"][checked]`) {
			t.Error("a cancel refused the bell")
		}
		x.post(t, path, url.Values{"submit": {"save"}}, "enregistrées")
		app.Published(t, author, nil)
		app.Settle(t)
		if app.BellsOf(t, reader) != 1 || app.BellsOf(t, quiet) != 0 {
			t.Errorf("bells: %d and %d, want 1 and 0", app.BellsOf(t, reader), app.BellsOf(t, quiet))
		}
		x.post(t, path, url.Values{"bell_article_published": {"1"}}, "enregistrées")
		app.Published(t, author, nil)
		app.Settle(t)
		if app.BellsOf(t, quiet) != 1 {
			t.Errorf("bells after asking again: %d", app.BellsOf(t, quiet))
		}
	})
}

// Spec 02 §18 U13: the secret address opens the wall's public posts, is kept
// by hash only, and dies when it is changed, revoked, or the account closed.
func TestFeed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, x *room) {
		const path = "/preferences/integration"
		author := x.Persona(t, apptest.Journalist)
		post := x.Published(t, author, nil)
		draft := x.Article(t, author, nil)
		open := func() string {
			t.Helper()
			page := x.browser.Post(t, path, url.Values{"action": {"open"}})
			address := page.Find("#feed-address").AttrOr("value", "")
			_, after, found := strings.Cut(address, "/feeds/wall/")
			if page.Status != http.StatusOK || !found || page.Header.Get("Cache-Control") != "no-store" {
				t.Fatalf("opening = %d, address %q", page.Status, address)
			}
			return "/feeds/wall/" + after
		}
		fetch := func(address string) apptest.Page { return x.Browser(t).Get(t, address) }
		first := open()
		feed := fetch(first)
		if feed.Status != http.StatusOK || !strings.Contains(feed.Body, post.Title) || strings.Contains(feed.Body, draft.Title) ||
			!strings.HasPrefix(feed.Header.Get("Content-Type"), "application/atom+xml") || strings.Contains(feed.Body, strings.TrimPrefix(first, "/feeds/wall/")) {
			t.Errorf("feed = %d %s", feed.Status, feed.Body)
		}
		if x.browser.Get(t, path).Has("#feed-address") {
			t.Error("the address is shown twice")
		}
		secret := strings.TrimPrefix(first, "/feeds/wall/")
		if n := x.Count(t, "SELECT count(*) FROM personal_feeds WHERE token_hash = ?", secret); n != 0 {
			t.Error("the secret itself is kept")
		}
		second := open()
		if fetch(first).Status != http.StatusNotFound || fetch(second).Status != http.StatusOK {
			t.Error("changing the address does not close the old one")
		}
		x.Exec(t, "UPDATE members SET active = FALSE WHERE id = ?", x.who.UserID)
		if fetch(second).Status != http.StatusNotFound {
			t.Error("a closed account reads on")
		}
		x.Exec(t, "UPDATE members SET active = TRUE WHERE id = ?", x.who.UserID)
		x.post(t, path, url.Values{"action": {"close"}}, "révoqué")
		if fetch(second).Status != http.StatusNotFound || fetch("/feeds/wall/x").Status != http.StatusNotFound {
			t.Error("a revoked feed answers")
		}
	})
}
