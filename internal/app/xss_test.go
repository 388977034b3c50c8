// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
	"aipress24.com/aipress24/internal/platform/testkit/xsscorpus"
)

// forbiddenElements never stand on a page, whoever wrote what is on it.
var forbiddenElements = []string{
	"applet", "base", "embed", "frame", "frameset", "iframe", "object", "style", "math", "foreignobject", "annotation-xml",
	"animate", "animatemotion", "animatetransform", "set", "marquee", "bgsound", "layer", "xml", "isindex", "plaintext", "xmp",
}

// addressAttributes hold addresses that a browser may follow.
var addressAttributes = []string{"href", "src", "action", "formaction", "data", "poster", "background", "cite", "longdesc", "lowsrc", "dynsrc", "xlink:href", "manifest", "ping", "hx-get", "hx-post"}

// executable lists what a browser would run in a page, or load from elsewhere,
// that is not the program's own.
func executable(page string) []string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	var found []string
	for node := range root.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		name := strings.ToLower(node.Data)
		if slices.Contains(forbiddenElements, name) {
			found = append(found, "<"+name+">")
		}
		if name == "script" && !isData(node) && (!strings.HasPrefix(attribute(node, "src"), "/assets/") || node.FirstChild != nil) {
			found = append(found, "a script of its own")
		}
		if name == "link" && !strings.HasPrefix(attribute(node, "href"), "/assets/") {
			found = append(found, "a link to "+attribute(node, "href"))
		}
		if name == "meta" && attribute(node, "http-equiv") != "" {
			found = append(found, "<meta http-equiv>")
		}
		for _, a := range node.Attr {
			found = append(found, badAttribute(name, a)...)
		}
	}
	return found
}

// isData reports whether a script only tells machines what the page is about: a
// whole JSON value, out of which no tag leads.
func isData(node *html.Node) bool {
	inside := node.FirstChild
	return attribute(node, "type") == "application/ld+json" && attribute(node, "src") == "" && inside != nil &&
		json.Valid([]byte(inside.Data)) && !strings.Contains(inside.Data, "<")
}

func attribute(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func badAttribute(element string, a html.Attribute) []string {
	key := strings.ToLower(a.Key)
	if a.Namespace != "" {
		key = a.Namespace + ":" + key
	}
	switch {
	case strings.HasPrefix(key, "on"), key == "style", key == "srcdoc":
		return []string{fmt.Sprintf("<%s %s>", element, key)}
	case slices.Contains(addressAttributes, key) && !isHarmless(a.Val):
		return []string{fmt.Sprintf("<%s %s=%.60q>", element, key, a.Val)}
	}
	return nil
}

// isHarmless reports whether an address leads to a page, a mail or a telephone.
func isHarmless(address string) bool {
	// Browsers drop these before they look at the scheme.
	address = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || unicode.IsSpace(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, address)
	head, _, hasScheme := strings.Cut(address, ":")
	if !hasScheme || strings.ContainsAny(head, "/?#") {
		return true
	}
	if head == "about" {
		return address == "about:invalid#templfailedsanitizationurl" // what templ makes of a bad one
	}
	return slices.Contains([]string{"http", "https", "mailto", "tel"}, head)
}

// TestExecutable shows that the judge of the tests below can condemn.
func TestExecutable(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		`<script>alert(1)</script>`, `<script src="https://evil.example/x.js"></script>`, `<img src=x onerror=alert(1)>`,
		`<a href="java&#10;script:alert(1)">`, `<a href=" JAVASCRIPT:alert(1)">`, `<svg><a xlink:href="javascript:alert(1)">`,
		`<iframe src="/wire">`, `<form action="data:text/html,x">`, `<p style="x:y">`, `<math><mtext>`, `<base href="//evil.example">`,
		`<script type="application/ld+json">{"name":"</script>`, `<script type="application/ld+json">{"name":"<!--"}</script>`, `<button formaction="vbscript:x">`, `<svg><set attributename=href>`, `<meta http-equiv=refresh content=0>`, `<link rel=stylesheet href="//evil">`,
	} {
		if len(executable(bad)) == 0 {
			t.Errorf("%s passes for harmless", bad)
		}
	}
	for _, good := range []string{`<p>&lt;script&gt;</p>`, `<a href="/wire?x=a:b">`, `<a href="https://example.org">`, `<script type="application/ld+json">{"name":"\u003cscript>"}</script>`, `<img src="/media/a.jpg" alt="onerror=alert(1)">`} {
		if found := executable(good); len(found) > 0 {
			t.Errorf("%s is condemned: %v", good, found)
		}
	}
}

// corpusWorld is the corpus put into every field that people fill in, past all
// checks on the way in, as an attacker of the database or of an older version
// would have left it.
type corpusWorld struct {
	app     *apptest.App
	browser *apptest.Browser
	vectors []xsscorpus.Vector
	ids     []int64 // member, organisation, post and article of each vector share it
}

func newCorpusWorld(t *testing.T, app *apptest.App) corpusWorld {
	t.Helper()
	vectors, err := xsscorpus.Load()
	if err != nil {
		t.Fatal(err)
	}
	vectors = slices.Clone(vectors)
	reader := app.Persona(t, apptest.Journalist)
	w := corpusWorld{app: app, browser: app.SignIn(t, reader), vectors: vectors}
	var rows struct {
		organisations []organisation.Organisation
		walls         []businesswall.Wall
		members       []member.Member
		profiles      []member.Profile
		articles      []newsroom.Article
	}
	now, questions := app.Clock.Now(), mustSurvey(t)
	for i := range vectors {
		// PostgreSQL keeps no such character, and no door lets it in.
		vectors[i].Input = strings.ToValidUTF8(strings.ReplaceAll(vectors[i].Input, "\x00", ""), "")
		id, in := app.IDs.Next(), vectors[i].Input
		w.ids = append(w.ids, id)
		rows.organisations = append(rows.organisations, organisation.Organisation{ID: id, Name: short(in, 100), WallID: id, WallType: "media", WallName: short(in, 100), Slug: in, Active: true, CreatedAt: now, ModifiedAt: now})
		wall := businesswall.Wall{ID: id, Type: "media", Status: businesswall.Active, OwnerID: reader.UserID, PayerID: reader.UserID, OrganisationID: id,
			Logo: in, Cover: in, Missions: map[string]bool{}, Standing: businesswall.Good, Verification: businesswall.ToVerify, CreatedAt: now, ModifiedAt: now}
		wall.Fill(everywhere[businesswall.Content](in))
		rows.walls = append(rows.walls, wall)
		rows.members = append(rows.members, member.Member{ID: id, Email: fmt.Sprintf("%d@example.org", id), Active: true, Gender: "?", FirstName: short(in, member.MaxName), LastName: short(in, member.MaxName),
			Photo: in, Cover: in, Language: "fr", OrganisationID: id, SubmittedAt: now, CreatedAt: now, ModifiedAt: now})
		profile := member.Profile{MemberID: id, ModifiedAt: now}
		asked, _ := questions.Of(questions.Profiles[i%len(questions.Profiles)].ID)
		questions.Keep(&member.Member{}, &profile, asked, answersOf(asked, in))
		profile.JobTitle, profile.Label, profile.Presentation = in, in, in
		rows.profiles = append(rows.profiles, profile)
		rows.articles = append(rows.articles, newsroom.Article{ID: id, OwnerID: reader.UserID, OutletID: id, CommissionerID: reader.UserID, PublisherID: id,
			Title: in, Standfirst: in, Body: in, Genre: in, Section: in, Topic: in, Sector: in, Language: "fr", Address: in, Town: in, Copyright: in, Tags: []string{in},
			Status: content.Draft, IssueAt: now, Version: 1, CreatedAt: now, ModifiedAt: now})
	}
	insertRows(t, app, rows.organisations)
	insertRows(t, app, rows.members)
	insertRows(t, app, rows.walls)
	insertRows(t, app, rows.profiles)
	insertRows(t, app, rows.articles)
	app.Posts(t, reader, len(vectors), func(i int, p *content.Post) {
		in := vectors[i].Input
		p.ID, p.SourceID, p.OwnerID, p.PublisherID, p.OutletID = w.ids[i], w.ids[i], w.ids[i], w.ids[i], w.ids[i]
		p.Title, p.Summary, p.Content, p.Genre, p.Section, p.Topic, p.Sector, p.Address, p.Town = in, in, in, in, in, in, in, in, in
		p.Tags = []tag.Tag{{Label: in}, {Label: in, Auto: true}}
		p.Image, p.ImageAlt, p.Gallery = in, in, []content.Picture{{Name: in, Caption: in, Copyright: in}}
	})
	return w
}

// everywhere is a record with a text in each of its texts and lists of texts.
func everywhere[T any](text string) T {
	var record T
	fields := reflect.ValueOf(&record).Elem()
	for i := range fields.NumField() {
		switch field := fields.Field(i); {
		case field.Type() == reflect.TypeFor[string]():
			field.SetString(text)
		case field.Type() == reflect.TypeFor[[]string]():
			field.Set(reflect.ValueOf([]string{text}))
		}
	}
	return record
}

// answersOf answers every question of a profile with a text.
func answersOf(asked *survey.Profile, text string) survey.Answers {
	answers := survey.Answers{}
	for _, q := range asked.Questions() {
		answers.Set(q.Name, text)
		if q.Detail != nil {
			answers.Set(q.Detail.Name, text)
		}
	}
	return answers
}

func insertRows[T any](t *testing.T, app *apptest.App, rows []T) {
	t.Helper()
	for part := range slices.Chunk(rows, 200) {
		if _, err := app.DB.Writer().NewInsert().Model(&part).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// check opens a page and condemns what is executable on it.
func (w corpusWorld) check(t *testing.T, path, vector string) apptest.Page {
	t.Helper()
	page := w.browser.Get(t, path)
	if page.Status != http.StatusOK {
		t.Errorf("%s (%s) = %d", path, vector, page.Status)
	}
	for _, what := range executable(page.Body) {
		t.Errorf("%s (%s) holds %s", path, vector, what)
	}
	return page
}

// TestNothingExecutable_pages renders every vector of the corpus in every field
// of every page, and parses what comes out.
func TestNothingExecutable_pages(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, dbtest.Open(t, database.SQLite), apptest.Options{})
	w := newCorpusWorld(t, app)
	tagged := w
	tagged.browser = app.SignIn(t, app.Persona(t, apptest.Expert)) // the wall of whom it is remembered for
	for i, v := range w.vectors {
		id := ids.Encode(w.ids[i])
		w.check(t, "/wire/"+id, v.ID)
		if i%4 == 0 { // the chip shows it, as /wire/… does for every vector
			tagged.check(t, "/wire/tab/wall?"+url.Values{"sort": {"date"}, "tag": {short(v.Input, 200)}}.Encode(), v.ID)
		}
		w.check(t, "/wip/articles/"+id, v.ID)
		for _, path := range []string{"/swork/members/" + id, "/swork/organisations/" + id, "/wip/articles/" + id + "/edit"} {
			w.check(t, path, v.ID)
		}
		if i%16 == 0 { // captions and credits, which /wire/… shows for every vector
			w.check(t, "/wip/articles/"+id+"/images", v.ID)
		}
	}
	for _, list := range []struct {
		path, next string
		atLeast    int
	}{
		{"/wire", `a[href^="/wire?after="]`, len(w.vectors)/30 - 1},
		{"/swork/members", `a[href^="/swork/members?after="]`, len(w.vectors)/30 - 1},
		{"/swork/organisations", `a[href^="/swork/organisations?after="]`, len(w.vectors)/30 - 1},
		{"/wip/articles", `a[rel=next]`, len(w.vectors)/10 - 1},
	} {
		pages := 0
		for path := list.path; path != ""; pages++ {
			path = w.check(t, path, "list").Find(list.next).AttrOr("href", "")
		}
		if pages < list.atLeast {
			t.Errorf("%s: only %d pages", list.path, pages)
		}
	}
}

// TestNothingExecutable_search finds the vectors again, marked, in results and
// suggestions, and asks for each of them.
func TestNothingExecutable_search(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, dbtest.Open(t, database.SQLite), apptest.Options{})
	w := newCorpusWorld(t, app)
	app.Reindex(t)
	for _, words := range []string{"alert", "img src", "svg"} {
		for _, filter := range []string{"articles", "members", "orgs"} {
			path := searchURL(words, "filter", filter)
			for range 60 {
				page := w.check(t, path, words)
				next := page.Find("#main a[rel=next]").AttrOr("href", "")
				if next == "" {
					break
				}
				path = next
			}
		}
	}
	for i, v := range w.vectors {
		text := short(v.Input, 200)
		if i%3 == 0 {
			w.check(t, searchURL(text), v.ID)
		} else {
			w.check(t, "/search/suggest?"+url.Values{"qs": {text}}.Encode(), v.ID)
		}
	}
}

// TestNothingExecutable_bells puts the corpus into what bells say and where
// they lead.
func TestNothingExecutable_bells(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, dbtest.Open(t, database.SQLite), apptest.Options{Idle: true})
	w := newCorpusWorld(t, app)
	reader := app.Persona(t, apptest.Journalist)
	for i, part := range slices.Collect(slices.Chunk(w.vectors, 10)) {
		app.Exec(t, "DELETE FROM notifications")
		for _, v := range part {
			app.Exec(t, "INSERT INTO notifications (id, receiver_id, event_id, message, args, url, created_at) VALUES (?, ?, ?, 'notifications.article_published', ?, ?, ?)",
				app.IDs.Next(), reader.UserID, app.IDs.Next(), map[string]string{"Author": v.Input, "Title": v.Input}, v.Input, app.Clock.Now())
		}
		page := w.check(t, "/notifications", fmt.Sprintf("bells %d", i))
		if n := page.Find("#main li").Length(); n != len(part) {
			t.Errorf("bells %d: %d lines, want %d", i, n, len(part))
		}
	}
}

// TestNothingExecutable_stored sends every vector through the newsroom's own
// door: what is kept is clean already, before any page cleans it again.
func TestNothingExecutable_stored(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, dbtest.Open(t, database.SQLite), apptest.Options{Idle: true})
	vectors, err := xsscorpus.Load()
	if err != nil {
		t.Fatal(err)
	}
	author := app.Persona(t, apptest.Journalist)
	kept := 0
	for _, v := range vectors {
		in := app.ArticleInput(author)
		in.Title, in.Standfirst, in.Body = "T "+short(v.Input, 200), short(v.Input, 1500), "<p>Début.</p>"+v.Input
		article, err := app.Articles.Create(t.Context(), author, in)
		if err != nil {
			continue // refused with a message, which the newsroom's tests check
		}
		kept++
		if again := richtext.Sanitise(article.Body); again != article.Body {
			t.Errorf("%s: the body that is kept changes when cleaned again", v.ID)
		}
		for _, what := range executable("<body>" + article.Body + "</body>") {
			t.Errorf("%s: %s is kept", v.ID, what)
		}
		for _, plain := range []string{article.Title, article.Standfirst} {
			if strings.ContainsFunc(plain, func(c rune) bool { return c != '\n' && unicode.IsControl(c) }) {
				t.Errorf("%s: control characters are kept in %q", v.ID, plain)
			}
		}
	}
	if kept < len(vectors)*9/10 {
		t.Errorf("only %d of %d vectors were accepted and cleaned", kept, len(vectors))
	}
}

func short(text string, most int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), most)])
}
