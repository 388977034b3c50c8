// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/notice"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/ids"
)

// onPortals runs a test on what an author has published on each portal: comments
// are the same everywhere (spec 03 §5.2, §5.7). The author is the journalist.
func onPortals(t *testing.T, options apptest.Options, test func(t *testing.T, app *apptest.App, author access.Actor, on content.Ref)) {
	t.Helper()
	t.Parallel()
	for _, portal := range []content.Portal{content.News, content.Events} {
		t.Run(string(portal), func(t *testing.T) {
			t.Parallel()
			apptest.EachWith(t, options, func(t *testing.T, app *apptest.App) {
				author := app.Persona(t, apptest.Journalist)
				if portal == content.News {
					test(t, app, author, app.Published(t, author, nil).Subject().Ref)
					return
				}
				_, event := announce(t, app, author, nil)
				test(t, app, author, content.Ref{Portal: portal, ID: event})
			})
		})
	}
}

// commentCount is what a publication counts.
func commentCount(t *testing.T, app *apptest.App, on content.Ref) int {
	t.Helper()
	if on.Portal == content.Events {
		return app.Count(t, "SELECT comment_count FROM event_posts WHERE id = ?", on.ID)
	}
	return app.Count(t, "SELECT comment_count FROM posts WHERE id = ?", on.ID)
}

func said(text string) url.Values { return url.Values{"content": {text}} }

// Spec 03 §4.11: without JavaScript a comment leads back to the comments with a
// message; htmx gets them anew with an empty form. Markup is shown, not obeyed;
// addresses are links.
func TestComment_pages(t *testing.T) {
	onPortals(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App, _ access.Actor, on content.Ref) {
		page, talk := on.Path(), on.Path()+"/comments"
		expert := app.SignIn(t, app.Persona(t, apptest.Expert))
		plain := expert.Post(t, talk, said("Bien <script>vu</script> (https://exemple.invalid/a).\nMerci"))
		if plain.Status != http.StatusSeeOther || plain.Location() != page+"#comments-title" {
			t.Fatalf("posting = %d to %q", plain.Status, plain.Location())
		}
		shown := expert.Get(t, page)
		if !strings.Contains(shown.Body, "Votre commentaire a été posté.") || shown.Text("#comments-title") != "1 commentaire" {
			t.Errorf("the page says %q", shown.Text("#comments-title"))
		}
		words := shown.Find(".talk-item .talk-text")
		if words.Find("script").Length() != 0 || strings.TrimSpace(words.Text()) != "Bien <script>vu</script> (https://exemple.invalid/a).\nMerci" {
			t.Errorf("the comment reads %q", words.Text())
		}
		if link := words.Find("a"); link.AttrOr("href", "") != "https://exemple.invalid/a" || !strings.Contains(link.AttrOr("rel", ""), "nofollow") {
			t.Error("the address is no link")
		}
		if blank := expert.Post(t, talk, said("  ")); blank.Location() != page+"#comments-title" || commentCount(t, app, on) != 1 {
			t.Errorf("blank words lead to %q", blank.Location())
		}
		live := expert.HTMX(t, http.MethodPost, talk, said("Et encore."))
		if live.Status != http.StatusOK || live.Find("#comments .talk-item").Length() != 2 || live.Text("#comments textarea") != "" || !strings.Contains(live.Header.Get("HX-Trigger"), "saved") {
			t.Errorf("htmx gets %d: %s", live.Status, live.Body)
		}
	})
}

// What is refused comes back in its form, with the reason (spec 03 §4.11).
func TestComment_refusedKeepsTheWords(t *testing.T) {
	onPortals(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App, _ access.Actor, on content.Ref) {
		talk, long := on.Path()+"/comments", strings.Repeat("mot ", 1000)
		expert := app.SignIn(t, app.Persona(t, apptest.Expert))
		for name, page := range map[string]apptest.Page{"plain": expert.Post(t, talk, said(long)), "htmx": expert.HTMX(t, http.MethodPost, talk, said(long))} {
			if page.Status != http.StatusUnprocessableEntity || page.Find(`#comments textarea[aria-invalid="true"]`).Text() != long || !page.Has("#f-comment-err") {
				t.Errorf("%s: %d with %.20q", name, page.Status, page.Text("#comments textarea"))
			}
		}
		for range 12 {
			app.Clock.Advance(time.Second)
			expert.Post(t, talk, said(app.Clock.Now().String()))
		}
		if full := expert.Post(t, talk, said("de trop")); full.Status != http.StatusTooManyRequests || full.Text("#comments textarea") != "de trop" {
			t.Errorf("too many: %d with %q", full.Status, full.Text("#comments textarea"))
		}
	})
}

// A comment is changed in place, deleted and reported, each with and without
// htmx; what is not on offer is refused.
func TestComment_actions(t *testing.T) {
	onPortals(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App, _ access.Actor, on content.Ref) {
		talk := on.Path() + "/comments"
		expert, academic := app.SignIn(t, app.Persona(t, apptest.Expert)), app.SignIn(t, app.Persona(t, apptest.Academic))
		expert.Post(t, talk, said("Bien vu."))
		one := talk + "/" + strings.TrimPrefix(expert.Get(t, talk).Find(".talk-item").AttrOr("id", ""), "comment-")
		if form := expert.HTMX(t, http.MethodGet, one+"/edit", nil); form.Text("textarea") != "Bien vu." {
			t.Errorf("the form holds %q", form.Text("textarea"))
		}
		if saved := expert.HTMX(t, http.MethodPost, one, said("Très bien vu.")); !strings.Contains(saved.Text(".talk-item"), "Très bien vu.") || !strings.Contains(saved.Text(".talk-item"), "modifié") {
			t.Errorf("saved: %s", saved.Body)
		}
		if plain := expert.Post(t, one, said("Vraiment.")); plain.Status != http.StatusSeeOther {
			t.Errorf("saved without htmx = %d", plain.Status)
		}
		for path, want := range map[string]int{one + "/edit": 403, one + "/report": 200, one: 200} {
			if got := academic.Get(t, path).Status; got != want {
				t.Errorf("another member opens %s = %d, want %d", path, got, want)
			}
		}
		if got := academic.Post(t, one+"/delete", nil).Status; got != http.StatusForbidden {
			t.Errorf("another member deletes it = %d", got)
		}
		if missing := academic.Post(t, one+"/report", url.Values{"words": {"rien"}}); missing.Status != http.StatusUnprocessableEntity || !strings.Contains(missing.Body, "rien") {
			t.Errorf("a report without reason = %d", missing.Status)
		}
		if done := academic.Post(t, one+"/report", url.Values{"reason": {"spam"}}); done.Status != http.StatusSeeOther {
			t.Errorf("the report = %d", done.Status)
		}
		if page := academic.Get(t, talk); page.Has(`a[href="`+one+`/report"]`) || !strings.Contains(page.Text(".talk-item"), "Vous avez signalé") {
			t.Error("it may be reported again")
		}
		if gone := expert.HTMX(t, http.MethodPost, one+"/delete", nil); gone.Find(".talk-item").Length() != 0 || commentCount(t, app, on) != 0 {
			t.Errorf("deleted: %s", gone.Body)
		}
	})
}

// A withdrawn, scheduled or expired post shows its comments at no address, to
// nobody (spec 03 §4.2).
func TestComment_notOfHiddenPosts(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author, now := app.Persona(t, apptest.Journalist), app.Clock.Now()
		posts := app.Posts(t, author, 3, func(i int, p *content.Post) {
			switch i {
			case 0:
				p.Status = content.Draft
			case 1:
				p.PublishedAt = now.Add(time.Hour)
			case 2:
				p.ExpiresAt = now
			}
		})
		hidden := []content.Ref{}
		for _, post := range posts {
			hidden = append(hidden, post.Subject().Ref)
		}
		for _, post := range app.Agendas(t, author, 3, func(i int, e *events.Event) {
			switch i {
			case 0:
				e.Status = content.Draft
			case 1:
				e.PublishedAt = now.Add(time.Hour)
			case 2:
				e.ExpiresAt = now
			}
		}) {
			hidden = append(hidden, post.Subject().Ref)
		}
		secret := "ce que personne ne lit"
		for _, name := range []apptest.Persona{apptest.Journalist, apptest.Expert, apptest.Administrator} {
			browser := app.SignIn(t, app.Persona(t, name))
			for _, on := range hidden {
				id, talk := remark(t, app, on, author, secret), on.Path()+"/comments"
				for _, path := range []string{on.Path(), talk, talk + "?after=" + ids.Encode(id+1), talk + "/" + ids.Encode(id), talk + "/" + ids.Encode(id) + "/edit", talk + "/" + ids.Encode(id) + "/report", "/search/?qs=personne"} {
					if page := browser.Get(t, path); strings.Contains(page.Body, secret) {
						t.Errorf("%s reads it at %s", name, path)
					}
				}
			}
		}
	})
}

// Spec 03 §4.11, §6: who published is told of the first comment of a batch, by
// the bell until it is read, by mail once a day, unless they refuse; one's own
// comment is told to nobody. Jobs that run again tell nothing twice.
func TestComment_told(t *testing.T) {
	onPortals(t, apptest.Options{}, func(t *testing.T, app *apptest.App, author access.Actor, on content.Ref) {
		expert, ctx := app.Persona(t, apptest.Expert), t.Context()
		mails := func() int {
			return app.Count(t, "SELECT count(*) FROM mail_messages WHERE recipient LIKE ?", "%"+app.Email(t, apptest.Journalist)+"%")
		}
		say := func(words string) {
			t.Helper()
			if _, err := app.Talk.Post(ctx, expert, on, words); err != nil {
				t.Fatal(err)
			}
			app.Settle(t)
		}
		if _, err := app.Talk.Post(ctx, author, on, "À vous."); err != nil {
			t.Fatal(err)
		}
		app.Settle(t)
		if app.BellsOf(t, author) != 0 || mails() != 0 {
			t.Error("one's own comment is told")
		}
		say("Bien vu.")
		say("Encore.")
		if bells, sent := app.BellsOf(t, author), mails(); bells != 1 || sent != 1 {
			t.Errorf("of two comments %d bells and %d mails, want one each", bells, sent)
		}
		if n := app.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ? AND url = ?", author.UserID, on.Path()+"#comments"); n != 1 {
			t.Errorf("%d bells lead to the comments", n)
		}
		app.Exec(t, "UPDATE notifications SET read = TRUE")
		app.Clock.Advance(25 * time.Hour)
		say("Le lendemain.")
		if bells, sent := app.BellsOf(t, author), mails(); bells != 2 || sent != 2 {
			t.Errorf("the next day %d bells and %d mails, want two", bells, sent)
		}
		app.Exec(t, "UPDATE notifications SET read = TRUE")
		app.Clock.Advance(25 * time.Hour)
		err := app.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			return notice.Save(ctx, tx, []notice.Choice{{MemberID: author.UserID, Kind: notice.CommentPosted}})
		})
		if err != nil {
			t.Fatal(err)
		}
		say("Dans le vide.")
		if bells, sent := app.BellsOf(t, author), mails(); bells != 2 || sent != 2 {
			t.Errorf("refused: %d bells and %d mails", bells, sent)
		}
	})
}

// Spec 05 §9: the staff is told of a report and decides; who reported and whose
// comment it was are told what was decided.
func TestComment_moderated(t *testing.T) {
	onPortals(t, apptest.Options{}, func(t *testing.T, app *apptest.App, _ access.Actor, on content.Ref) {
		expert, academic := app.Persona(t, apptest.Expert), app.Persona(t, apptest.Academic)
		staff := app.Persona(t, apptest.Administrator)
		c, err := app.Talk.Post(t.Context(), expert, on, "Achetez mes sacs")
		if err != nil {
			t.Fatal(err)
		}
		if err := app.Talk.Report(t.Context(), academic, on, c.ID, "spam", "C’est de la publicité."); err != nil {
			t.Fatal(err)
		}
		app.Settle(t)
		if n := app.BellsOf(t, staff); n != 1 {
			t.Errorf("the staff has %d bells", n)
		}
		desk := app.SignIn(t, staff)
		page := desk.Get(t, "/admin/reports")
		for _, word := range []string{"Achetez mes sacs", "Publicité ou spam", "C’est de la publicité.", academic.Name, expert.Name} {
			if !strings.Contains(page.Text("[data-testid=case]"), word) {
				t.Errorf("the staff does not see %q", word)
			}
		}
		if !page.Has(`[data-testid=case] a[href="` + on.Path() + `"]`) {
			t.Error("the staff is not led to the publication")
		}
		decide := "/admin/reports/" + ids.Encode(c.ID)
		if got := desk.Post(t, decide, url.Values{"action": {"forget"}}).Status; got != http.StatusBadRequest {
			t.Errorf("an unknown action = %d", got)
		}
		if got := desk.Post(t, decide, url.Values{"action": {"remove"}}); got.Location() != "/admin/reports" {
			t.Errorf("the decision leads to %q", got.Location())
		}
		app.Settle(t)
		for name, who := range map[string]int{"who reported": app.BellsOf(t, academic), "its author": app.BellsOf(t, expert)} {
			if who != 1 {
				t.Errorf("%s has %d bells", name, who)
			}
		}
		if n := app.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ? AND CAST(args AS TEXT) LIKE ?", expert.UserID, "%"+academic.Name+"%"); n != 0 {
			t.Error("the author learns who reported")
		}
		if after := desk.Get(t, "/admin/reports?status=upheld"); !strings.Contains(after.Text("[data-testid=case]"), "Achetez mes sacs") || desk.Get(t, "/admin/reports").Has("[data-testid=case]") {
			t.Error("the removal is not among the decisions")
		}
	})
}
