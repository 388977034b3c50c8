// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/platform/ids"
)

// canaries are what an answer to each field is recognised by, wherever it
// comes out.
func canaries(p *survey.Profile) survey.Answers {
	a := survey.Answers{}
	for i, q := range p.Questions() {
		sign := fmt.Sprintf("zq%dcanari", i)
		switch q.Widget {
		case survey.WidgetCheckbox, survey.WidgetTerms, survey.WidgetPassword:
		case survey.WidgetPlace:
			a.Set(q.Name, sign)
			a.Set(q.Detail.Name, "FRA / 99999 "+sign+"ville")
		case survey.WidgetPhone:
			a.Set(q.Name, fmt.Sprintf("+33 7 00 00 99 %02d", i))
		case survey.WidgetEmail, survey.WidgetUniqueEmail:
			a.Set(q.Name, sign+"@example.org")
		case survey.WidgetURL:
			a.Set(q.Name, "https://"+sign+".example")
		case survey.WidgetSelect:
			if q.Name != "civilite" { // one letter
				a.Set(q.Name, sign)
			}
		default:
			a.Set(q.Name, sign)
			if q.Detail != nil {
				a.Set(q.Detail.Name, sign+" / "+sign+"detail")
			}
		}
	}
	return a
}

// exposed is a member whose every answer is a canary.
type exposed struct {
	*apptest.App

	questions *survey.Survey
	asked     *survey.Profile
	answers   survey.Answers
	owner     access.Actor
}

func expose(t *testing.T, app *apptest.App) *exposed {
	t.Helper()
	questions, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	asked, _ := questions.Of("P001")
	x := &exposed{app, questions, asked, canaries(asked), app.Member(t, nil)}
	return x
}

// store saves the answers at a level with permissions, as the program does.
func (x *exposed) store(t *testing.T, level int64, permissions map[string]bool) {
	t.Helper()
	m, p := &member.Member{ID: x.owner.UserID}, &member.Profile{MemberID: x.owner.UserID}
	err := x.DB.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		if err := tx.NewSelect().Model(m).WherePK().Scan(ctx); err != nil {
			return err
		}
		if err := tx.NewSelect().Model(p).WherePK().Scan(ctx); err != nil {
			return err
		}
		p.DisplayLevel, p.ContactVisibility = level, permissions
		x.questions.Keep(m, p, x.asked, x.answers)
		m.Email, m.RecoveryEmail, m.Gender = x.answers.Text("email"), x.answers.Text("email_secours"), "?"
		m.ModifiedAt = x.Clock.Now()
		for _, model := range []any{m, p} {
			if _, err := tx.NewUpdate().Model(model).WherePK().Exec(ctx); err != nil {
				return err
			}
		}
		return x.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: m.ID})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// reader is who looks, and what the specification says of them.
type reader struct {
	name    string
	browser *apptest.Browser
	kind    string // contact type
	all     bool   // an administrator
	self    bool
	friend  bool // the owner follows the reader
}

// sees is the rule of spec 02 §11 and 05 §9, told anew: is this canary, of
// this field, shown to the reader?
func (r reader) sees(q survey.Question, level int64, permissions map[string]bool, second bool) bool {
	if r.all {
		return true
	}
	if q.Name == "photo" || q.Name == "photo_image_copyright" { // the credit stands with the portrait (spec 05 §5.1)
		return level > 0 || r.self
	}
	if q.VisibleAtLevel == nil || int64(*q.VisibleAtLevel) > level || q.Name == "pays_zip_ville" && second {
		return false
	}
	channel := q.ContactMaskChannel
	if channel == "" || r.self {
		return true
	}
	friend := r.friend && channel != "email_relation_presse" && permissions[channel+"_FOLLOWEE"]
	return level > 0 && (friend || r.kind != "" && permissions[channel+"_"+r.kind])
}

// check compares a page with what the reader may see, canary by canary.
func (x *exposed) check(t *testing.T, where, page string, level int64, permissions map[string]bool, r reader) {
	t.Helper()
	for _, q := range x.asked.Questions() {
		names := []string{q.Name}
		if q.Detail != nil {
			names = append(names, q.Detail.Name)
		}
		for i, name := range names {
			value := x.answers.Text(name)
			if _, item, found := strings.Cut(value, " / "); found {
				value = item
			}
			if value == "" {
				continue
			}
			if i == 0 && len(names) > 1 { // the detail begins with the family's sign
				page = strings.ReplaceAll(page, value+"detail", "(detail)")
				page = strings.ReplaceAll(page, value+"ville", "(town)")
			}
			want := r.sees(q, level, permissions, i == 1)
			shown := strings.Contains(page, value)
			if i == 1 {
				shown = strings.Contains(page, "("+map[bool]string{true: "town", false: "detail"}[q.Widget == survey.WidgetPlace]+")")
				if q.Widget != survey.WidgetPlace {
					continue // told together with its family
				}
			}
			if shown != want {
				t.Errorf("%s, level %d, %s: %s shown %v, want %v", where, level, r.name, name, shown, want)
			}
		}
	}
}

// grants open each channel to some contact types; inverted, to the others.
func (x *exposed) grants(inverted bool) map[string]bool {
	on := map[string]bool{}
	for c, channel := range x.questions.ContactChannels {
		for i, kind := range x.questions.ContactTypes {
			on[survey.Permission(channel.Code, kind.Code)] = ((i>>c)&1 == 0) != inverted
		}
		on[survey.Permission(channel.Code, survey.FollowedType)] = inverted
	}
	return on
}

// Every type of reader × channel × level, one canary per field: the page of a
// member shows exactly what the rule says (spec 02 §11, issue 3).
func TestDisclosure_profilePage(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		x := expose(t, app)
		stranger, friend := app.Member(t, nil), app.Member(t, nil)
		app.Follow(t, x.owner, friend)
		readers := []reader{
			{name: "without profile", browser: app.SignIn(t, stranger)},
			{name: "an administrator", browser: app.SignIn(t, app.Persona(t, apptest.Administrator)), all: true},
			{name: "the member", browser: app.SignIn(t, x.owner), self: true},
		}
		for _, kind := range x.questions.ContactTypes {
			for i, who := range []access.Actor{stranger, friend} {
				readers = append(readers, reader{name: kind.Code + []string{"", ", followed"}[i], browser: app.SignIn(t, who), kind: kind.Code, friend: i == 1})
			}
		}
		path := "/swork/members/" + ids.Encode(x.owner.UserID)
		for level := range int64(3) {
			for _, inverted := range []bool{false, true} {
				permissions := x.grants(inverted)
				x.store(t, level, permissions)
				for _, r := range readers {
					app.Exec(t, "UPDATE profiles SET contact_type = ? WHERE member_id IN (?, ?)", r.kind, stranger.UserID, friend.UserID)
					html, err := r.browser.Get(t, path).Find("main").Html()
					if err != nil {
						t.Fatal(err)
					}
					x.check(t, "profile page", html, level, permissions, r)
				}
			}
		}
	})
}

// Search and the directory find a member by nothing that the level keeps back
// and by no contact, whoever asks and whatever is allowed: the index is the
// same for all.
func TestDisclosure_searchAndDirectory(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		x := expose(t, app)
		browser := app.SignIn(t, app.Member(t, nil))
		page := "/swork/members/" + ids.Encode(x.owner.UserID)
		for level := range int64(3) {
			x.store(t, level, x.grants(false))
			app.Reindex(t)
			directory, err := browser.Get(t, "/swork/members").Find("main").Html()
			if err != nil {
				t.Fatal(err)
			}
			for _, q := range x.asked.Questions() {
				value := x.answers.Text(q.Name)
				if value == "" {
					continue
				}
				open := q.VisibleAtLevel != nil && int64(*q.VisibleAtLevel) <= level && q.ContactMaskChannel == ""
				found := browser.Get(t, "/search/?qs="+url.QueryEscape(`"`+value+`"`))
				if !open && found.Has(`a[href="`+page+`"]`) {
					t.Errorf("level %d: found by %s", level, q.Name)
				}
				suggested := browser.HTMX(t, "GET", "/search/suggest?qs="+url.QueryEscape(value), nil)
				if !open && suggested.Has(`a[href="`+page+`"]`) {
					t.Errorf("level %d: suggested by %s", level, q.Name)
				}
				if !open && strings.Contains(directory, value) {
					t.Errorf("level %d: the directory shows %s", level, q.Name)
				}
			}
			if name := x.answers.Text("last_name"); !browser.Get(t, "/search/?qs="+name).Has(`a[href="` + page + `"]`) {
				t.Errorf("level %d: not found by name: the search finds nothing at all", level)
			}
		}
	})
}
