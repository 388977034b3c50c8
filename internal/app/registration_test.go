// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// applicantPassword is long, and nobody's.
const applicantPassword = "sept chevaux gris au bord du quai"

// Each of the 33 profiles registers over HTTP from the survey's data alone: an
// empty form is refused question by question, an unknown value too, and what is
// stored is what was answered (spec 02 §4–§5).
func TestRegistration_everyProfile(t *testing.T) {
	t.Parallel()
	questions := mustSurvey(t)
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		a := apptest.New(t, db, apptest.Options{Idle: true, AllVocabularies: true})
		staff := a.SignIn(t, a.Persona(t, apptest.Administrator))
		for i, source := range questions.Profiles {
			if db.Engine() == database.Postgres && i%11 != 1 {
				continue // three of them tell that the engines agree
			}
			t.Run(source.ID, func(t *testing.T) {
				profile, _ := questions.Of(source.ID)
				s := &applicant{app: a, browser: a.Browser(t), profile: profile, email: strings.ToLower(source.Code) + "@candidat.example"}
				s.browser.IP = fmt.Sprintf("192.0.2.%d", 100+i)
				s.register(t)
				s.approved(t, staff)
				s.entersFirst(t)
			})
		}
	})
}

func mustSurvey(t *testing.T) *survey.Survey {
	t.Helper()
	questions, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	return questions
}

// applicant fills the questionnaire in as a person does.
type applicant struct {
	app     *apptest.App
	browser *apptest.Browser
	profile *survey.Profile
	email   string
	answers survey.Answers // what is answered, without pictures
}

func (s *applicant) path() string { return "/kyc/wizard/" + s.profile.ID }

func (s *applicant) register(t *testing.T) {
	t.Helper()
	if page := s.browser.Post(t, "/kyc/profile", url.Values{"profile": {s.profile.ID}}); page.Location() != s.path() {
		t.Fatalf("choice leads to %d %q", page.Status, page.Location())
	}
	page := s.browser.Get(t, s.path())
	for _, q := range s.profile.Questions() {
		if !page.Has(fmt.Sprintf("#kyc [name=%q]", q.Name)) && !page.Has(fmt.Sprintf("#kyc [name=%q]", q.Name+"_detail")) {
			t.Errorf("%s is not asked", q.Name)
		}
	}
	s.refuseEmpty(t)
	form := s.form(t)
	s.refuseUnknown(t, form)
	if page = s.browser.Post(t, s.path(), form); page.Location() != "/kyc/validation" {
		t.Fatalf("a full form: %d %q %s", page.Status, page.Location(), page.Text(".form-errors"))
	}
	if page = s.browser.Get(t, "/kyc/validation"); !strings.Contains(page.Text("main"), s.email) || strings.Contains(page.Body, applicantPassword) {
		t.Errorf("the summary shows %s", page.Text("main"))
	}
	if !page.Has(`img[src^="/kyc/pictures/photo"]`) {
		t.Error("the portrait is not shown before sending (spec 02 U9)")
	}
	before := s.app.Events(t, event.RegistrationSubmitted{}.Kind())
	for range 2 { // a double click (spec 02 U5)
		if page = s.browser.Post(t, "/kyc/done", nil); !strings.Contains(page.Text("h1"), "Votre inscription sera bientôt validée. Merci !") {
			t.Fatalf("the end: %d %s", page.Status, page.Text("main"))
		}
	}
	if after := s.app.Events(t, event.RegistrationSubmitted{}.Kind()); after != before+1 {
		t.Errorf("%d registrations for one", after-before)
	}
	s.compare(t)
}

// refuseEmpty sends nothing: each required question says so.
func (s *applicant) refuseEmpty(t *testing.T) {
	t.Helper()
	page := s.browser.Post(t, s.path(), url.Values{})
	if page.Status != http.StatusOK {
		t.Fatalf("an empty form: %d", page.Status)
	}
	for _, q := range s.profile.Questions() {
		if got := page.Has("#" + q.ID + "-err"); got != q.IsRequired() {
			t.Errorf("%s left empty: refused = %v", q.Name, got)
		}
	}
}

// refuseUnknown sends a value that no list has.
func (s *applicant) refuseUnknown(t *testing.T, form url.Values) {
	t.Helper()
	for name, wrong := range map[string]string{"metier_principal_detail": "MÉTIERS / de l'ombre", "langues": "Volapük ancien", "civilite": "X", "pays_zip_ville": "ZZZ"} {
		bad := clone(form)
		bad[name] = []string{wrong}
		page := s.browser.Post(t, s.path(), bad)
		field, _ := mustSurvey(t).FieldNamed(strings.TrimSuffix(name, "_detail"))
		if page.Status != http.StatusOK || !page.Has("#"+field.ID+"-err") {
			t.Errorf("%s = %q: %d %s", name, wrong, page.Status, page.Text(".form-errors"))
		}
	}
}

func clone(form url.Values) url.Values {
	copied := url.Values{}
	for name, values := range form {
		copied[name] = slices.Clone(values)
	}
	return copied
}

// form answers every question, from the survey's data alone.
func (s *applicant) form(t *testing.T) url.Values {
	t.Helper()
	form := url.Values{"unknown": {"ignored"}}
	s.answers = survey.Answers{}
	for i, q := range s.profile.Questions() {
		s.answer(t, form, q, i)
	}
	return form
}

func (s *applicant) answer(t *testing.T, form url.Values, q survey.Question, i int) {
	t.Helper()
	set := func(name string, values ...string) {
		form[name] = values
		s.answers.Set(name, values...)
	}
	switch q.Widget {
	case survey.WidgetSquareImage, survey.WidgetImage:
		picture := base64.StdEncoding.EncodeToString(apptest.Picture(t, 40+i, 30))
		form.Set(q.Name+"_cropped", "data:image/png;base64,"+picture)
	case survey.WidgetPassword:
		form.Set(q.Name, applicantPassword)
	case survey.WidgetUniqueEmail:
		set(q.Name, map[bool]string{true: s.email, false: "secours-" + s.email}[q.Name == "email"])
	case survey.WidgetEmail:
		set(q.Name, "presse@candidat.example")
	case survey.WidgetPhone:
		set(q.Name, "+33(0)7 77 77 77 77")
	case survey.WidgetURL:
		set(q.Name, "https://www.candidat.example/")
	case survey.WidgetCheckbox, survey.WidgetTerms:
		set(q.Name, survey.Yes)
	case survey.WidgetPlace:
		set(q.Name, "FRA")
		set(q.Detail.Name, "FRA / 75001 Paris")
	case survey.WidgetSelect:
		set(q.Name, s.entries(t, q, 1)...)
	case survey.WidgetMulti:
		set(q.Name, s.entries(t, q, 2)...)
	case survey.WidgetTwoLevel:
		values := s.entries(t, q, 2)
		category, _, _ := strings.Cut(values[0], " / ")
		set(q.Detail.Name, values...)
		s.answers.Set(q.Name, category)
		form.Del(q.Name)
	case survey.WidgetMultiCombo:
		set(q.Name, "La Gazette de "+s.profile.Code, "Un autre titre")
	default:
		set(q.Name, strings.ToUpper(q.Name[:1])+q.Name[1:]+" de "+s.profile.Code)
	}
}

// entries are the first of a question's vocabulary, of one category.
func (s *applicant) entries(t *testing.T, q survey.Question, n int) []string {
	t.Helper()
	list, err := s.app.Vocabularies.Entries(t.Context(), q.Vocabulary)
	if err != nil || len(list) < n {
		t.Fatalf("vocabulary %s: %d entries, %v", q.Vocabulary, len(list), err)
	}
	var values []string
	for _, e := range list {
		if len(values) < n && e.Category == list[0].Category {
			values = append(values, e.Value)
		}
	}
	return values
}

// compare reads what was stored.
func (s *applicant) compare(t *testing.T) {
	t.Helper()
	db := s.app.DB.Writer()
	m := new(member.Member)
	if err := db.NewSelect().Model(m).Where("m.email = ?", s.email).Scan(t.Context()); err != nil {
		t.Fatalf("the account: %v", err)
	}
	p := &member.Profile{MemberID: m.ID}
	if err := db.NewSelect().Model(p).WherePK().Scan(t.Context()); err != nil {
		t.Fatalf("the profile: %v", err)
	}
	stored := mustSurvey(t).AnswersOf(m, p)
	for _, q := range s.profile.Questions() {
		switch q.Widget {
		case survey.WidgetPassword:
		case survey.WidgetSquareImage, survey.WidgetImage:
			if stored.Text(q.Name) == "" {
				t.Errorf("%s is not stored", q.Name)
			}
		default:
			if !slices.Equal(stored[q.Name], s.answers[q.Name]) {
				t.Errorf("%s = %q, want %q", q.Name, stored[q.Name], s.answers[q.Name])
			}
			if q.Detail != nil && !slices.Equal(stored[q.Detail.Name], s.answers[q.Detail.Name]) {
				t.Errorf("%s = %q, want %q", q.Detail.Name, stored[q.Detail.Name], s.answers[q.Detail.Name])
			}
		}
	}
	var roles []string
	if err := db.NewSelect().Model((*member.Role)(nil)).Column("mr.role").Where("mr.member_id = ?", m.ID).Scan(t.Context(), &roles); err != nil {
		t.Fatal(err)
	}
	if want := []string{string(access.CommunityOf(s.profile.Community))}; !slices.Equal(roles, want) {
		t.Errorf("roles = %v, want %v", roles, want)
	}
	if m.Active || m.ValidationStatus != member.StatusNew || m.TermsVersion == "" || !strings.HasPrefix(m.PasswordHash, "$argon2id$") || p.DisplayLevel != 1 {
		t.Errorf("the account is %+v", m)
	}
}
