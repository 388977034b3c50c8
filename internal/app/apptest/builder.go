// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package apptest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/modules/newsroom"
)

// Person is a member to make.
type Person struct {
	FirstName, LastName, Email string
	Code                       string // profile code of the survey
	Survey                     string // community, as the survey writes it
	JobTitle, Presentation     string
	Employer                   string // organisation of that name, made if there is none; "" for nobody's
	WallType                   string // of the employer's active Business Wall; "" for none
	Admin, Deactivated         bool
}

// hash is made once: it is slow by design.
var hash = sync.OnceValues(func() (string, error) {
	return member.HashPassword(context.Background(), Password)
})

// Member makes a member: a journalist of a media with a Business Wall, unless
// change says otherwise.
func (a *App) Member(t testing.TB, change func(*Person)) access.Actor {
	t.Helper()
	a.made++
	p := Person{
		FirstName: "Camille", LastName: fmt.Sprintf("Testard%d", a.made), Email: fmt.Sprintf("member%d@example.org", a.made),
		Code: "PM_DIR", Survey: "PRESS_MEDIA", JobTitle: "Journaliste",
		Employer: fmt.Sprintf("Journal numéro %d", a.made), WallType: "media",
	}
	if change != nil {
		change(&p)
	}
	now := a.Clock.Now()
	m := &member.Member{
		ID: a.IDs.Next(), Email: p.Email, Active: !p.Deactivated, ValidationStatus: "Inscription validée", Gender: "?",
		FirstName: p.FirstName, LastName: p.LastName, Language: "fr", Status: "Débutant",
		SubmittedAt: now, ValidatedAt: now, CreatedAt: now, ModifiedAt: now,
		TermsAcceptedAt: now, TermsVersion: terms.Bundled, EmailVerifiedAt: now,
	}
	var err error
	if m.PasswordHash, err = hash(); err != nil {
		t.Fatalf("hash the password: %v", err)
	}
	if p.Employer != "" {
		m.OrganisationID = a.Organisation(t, p.Employer, p.WallType).ID
	}
	rows := []any{m, &member.Role{MemberID: m.ID, Role: string(access.CommunityOf(p.Survey))}}
	if p.Admin {
		rows = append(rows, &member.Role{MemberID: m.ID, Role: member.RoleAdmin})
	}
	a.insert(t, append(rows, &member.Profile{
		MemberID: m.ID, Code: p.Code, Label: p.Code, Community: p.Survey, DisplayLevel: 1,
		JobTitle: p.JobTitle, Presentation: p.Presentation, ModifiedAt: now,
		Personal: map[string]any{}, Professional: map[string]any{}, Matchmaking: map[string]any{},
		Hobbies: map[string]any{}, WallInterest: map[string]any{}, ContactVisibility: map[string]bool{},
	})...)
	return a.reload(t, access.Actor{UserID: m.ID})
}

// Organisation returns the organisation of a name, made if there is none, with
// an active Business Wall unless the type is "".
func (a *App) Organisation(t testing.TB, name, wallType string) *organisation.Organisation {
	t.Helper()
	ctx, now := t.Context(), a.Clock.Now()
	var held []organisation.Organisation
	if err := a.DB.Writer().NewSelect().Model(&held).Where("o.name = ?", name).Scan(ctx); err != nil {
		t.Fatalf("look for the organisation: %v", err)
	}
	if len(held) > 0 {
		return &held[0]
	}
	o := &organisation.Organisation{ID: a.IDs.Next(), Name: name, Slug: fmt.Sprintf("o-%d", a.IDs.Next()), Active: true, CreatedAt: now, ModifiedAt: now}
	if wallType == "" {
		a.insert(t, o)
		return o
	}
	o.WallID, o.WallType, o.WallName = a.IDs.Next(), wallType, name
	owner := a.wallOwner(t)
	a.insert(t, o, &organisation.Wall{
		ID: o.WallID, Type: wallType, Status: organisation.WallActive, OwnerID: owner, PayerID: owner, OrganisationID: o.ID,
		Name: name, Baseline: "L’information de près", Country: "FRA", Town: "FRA / 35000 Rennes",
		Sectors: []string{}, CompanyTypes: []string{}, Missions: map[string]bool{},
		ActivatedAt: now, CreatedAt: now, ModifiedAt: now,
	})
	return o
}

// wallOwner is a member who owns the walls of tests and does nothing else.
func (a *App) wallOwner(t testing.TB) int64 {
	t.Helper()
	if p, made := a.people["wall-owner"]; made {
		return p.actor.UserID
	}
	owner := a.Member(t, func(p *Person) {
		p.FirstName, p.LastName, p.Email, p.Employer, p.Deactivated = "Odile", "Garnier", "walls@example.org", "", true
	})
	a.people["wall-owner"] = person{owner, "walls@example.org"}
	return owner.UserID
}

// ArticleInput is a valid article of the author, not yet saved.
func (a *App) ArticleInput(author access.Actor) newsroom.ArticleInput {
	a.made++
	return newsroom.ArticleInput{
		Title:      fmt.Sprintf("Le port de Brest rouvre, épisode %d", a.made),
		Standfirst: "Les équipages reprennent le travail après trois semaines.",
		Body:       "<p>Les équipages ont voté la reprise, lundi, à une large majorité.</p>",
		Genre:      "Actualité", Section: "Economie & Finance",
		Topic:    "INFO GÉNÉ / Information nationale & internationale",
		Sector:   "ARTS, CULTURE, MEDIAS / Architecture",
		OutletID: author.OrganisationID, Country: "FRA", Town: "FRA / 29200 Brest",
		IssueAt: a.Clock.Now().Add(24 * time.Hour),
	}
}

// Article saves a draft of the author, valid unless change says otherwise.
func (a *App) Article(t testing.TB, author access.Actor, change func(*newsroom.ArticleInput)) *newsroom.Article {
	t.Helper()
	in := a.ArticleInput(author)
	if change != nil {
		change(&in)
	}
	article, err := a.Articles.Create(t.Context(), author, in)
	if err != nil {
		t.Fatalf("create an article: %v", err)
	}
	return article
}

// Published saves an article and publishes it, and returns its post.
func (a *App) Published(t testing.TB, author access.Actor, change func(*newsroom.ArticleInput)) *content.Post {
	t.Helper()
	article := a.Article(t, author, change)
	if _, err := a.Articles.Publish(t.Context(), author, article.ID); err != nil {
		t.Fatalf("publish: %v", err)
	}
	return a.PostOf(t, article.ID)
}

// PostOf returns the mirror of an article, withdrawn or deleted too.
func (a *App) PostOf(t testing.TB, articleID int64) *content.Post {
	t.Helper()
	post := new(content.Post)
	err := a.DB.Writer().NewSelect().Model(post).WhereAllWithDeleted().
		Where("p.kind = ?", content.Article).Where("p.source_id = ?", articleID).Scan(t.Context())
	if err != nil {
		t.Fatalf("read the post of article %d: %v", articleID, err)
	}
	return post
}

// Posts puts n posts of the author on the wire, a minute apart, the last one
// now, without articles behind them: for long lists.
func (a *App) Posts(t testing.TB, author access.Actor, n int, change func(i int, p *content.Post)) []content.Post {
	t.Helper()
	ctx, now := t.Context(), a.Clock.Now()
	posts := make([]content.Post, n)
	for i := range posts {
		a.made++
		at := now.Add(-time.Duration(n-1-i) * time.Minute)
		posts[i] = content.Post{
			ID: a.IDs.Next(), Kind: content.Article, SourceID: a.IDs.Next(), OwnerID: author.UserID,
			PublisherID: author.OrganisationID, OutletID: author.OrganisationID,
			Title: fmt.Sprintf("Dépêche numéro %d", a.made), Summary: "En bref.", Content: "<p>Le texte.</p>",
			Section: "Economie & Finance", Language: "fr", Gallery: []content.Picture{}, Status: content.Public,
			PublishedAt: at, LastUpdatedAt: at, PublisherType: "media", CreatedAt: at, ModifiedAt: at,
		}
		if change != nil {
			change(i, &posts[i])
		}
	}
	if _, err := a.DB.Writer().NewInsert().Model(&posts).Exec(ctx); err != nil {
		t.Fatalf("insert posts: %v", err)
	}
	a.Exec(t, "UPDATE feed_versions SET version = version + 1")
	return posts
}

// Follow makes a member follow another.
func (a *App) Follow(t testing.TB, follower, followed access.Actor) {
	t.Helper()
	if err := a.Follows.Set(t.Context(), follower, "member", followed.UserID, true); err != nil {
		t.Fatalf("follow: %v", err)
	}
}

// Exec changes the database behind the program's back.
func (a *App) Exec(t testing.TB, query string, args ...any) {
	t.Helper()
	if _, err := a.DB.Writer().NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// Count answers a counting query.
func (a *App) Count(t testing.TB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := a.DB.Writer().NewRaw(query, args...).Scan(t.Context(), &n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// Events returns how many events of a kind were recorded.
func (a *App) Events(t testing.TB, kind string) int {
	t.Helper()
	return a.Count(t, "SELECT count(*) FROM outbox_events WHERE kind = ?", kind)
}

// BellsOf returns how many bells a member has, read or not.
func (a *App) BellsOf(t testing.TB, who access.Actor) int {
	t.Helper()
	return a.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ?", who.UserID)
}
