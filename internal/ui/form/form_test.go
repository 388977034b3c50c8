// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/ui/form"
)

// every is a form with each kind of field.
func every() form.Form {
	vocabulary := []form.Family{
		{Label: "TRANSPORTS", Options: []form.Option{{Value: "TRANSPORTS / Fret", Label: "Fret"}, {Value: "TRANSPORTS / Rail", Label: "Rail"}}},
		{Label: "SANTÉ", Options: []form.Option{{Value: "SANTÉ / Hôpital", Label: "Hôpital"}}},
	}
	long := form.Words("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
	return form.Form{ID: "article", Action: "/wip/articles", CancelURL: "/wip", Guard: "article-1", Groups: []form.Group{{
		Title: "Contenu", Intro: "Pour le lecteur.",
		Fields: []form.Field{
			{Name: "title", Label: "Titre", Hint: "Dix caractères au moins.", Required: true, MinLength: 10, MaxLength: 80},
			{Name: "standfirst", Kind: form.Textarea, Label: "Chapô", MaxLength: 300},
			{Name: "body", Kind: form.RichText, Label: "Corps", Required: true, UploadURL: "/media/attachments"},
			{Name: "genre", Kind: form.Select, Label: "Genre", Width: 3, Families: form.Words("Enquête", "Analyse")},
			{Name: "tones", Kind: form.Multi, Label: "Tons", Families: form.Words("Vif", "Posé"), MaxChoices: 1},
			{Name: "topics", Kind: form.Multi, Label: "Thèmes", Families: long},
			{Name: "sector", Kind: form.TwoLevel, Label: "Secteurs", Families: vocabulary},
			{Name: "members", Kind: form.Remote, Label: "Membres", Multiple: true, Source: "/search/people.json"},
			{Name: "outlet", Kind: form.Combo, Label: "Média", Families: form.Words("Strada")},
			{Name: "outlets", Kind: form.Combo, Label: "Médias", Multiple: true, Families: form.Words("Strada")},
			{Name: "day", Kind: form.Date, Label: "Jour"},
			{Name: "at", Kind: form.DateTime, Label: "Publication", Width: 3},
			{Name: "photo", Kind: form.Image, Label: "Portrait", Ratio: "1/1", Current: "/media/p.jpg"},
			{Name: "cv", Kind: form.File, Label: "CV", Accept: []string{"application/pdf"}},
			{Name: "price", Kind: form.Money, Label: "Prix", Min: 100, Max: 100_000},
			{Name: "seats", Kind: form.Number, Label: "Places", Min: 1, Max: 10},
			{Name: "tel", Kind: form.Phone, Label: "Téléphone"},
			{Name: "email", Kind: form.Email, Label: "E-mail"},
			{Name: "site", Kind: form.URL, Label: "Site"},
			{Name: "old", Kind: form.Password, Label: "Mot de passe"},
			{Name: "new", Kind: form.NewPassword, Label: "Nouveau mot de passe"},
			{Name: "terms", Kind: form.Checkbox, Label: "J’accepte", Link: "/page/cgu", LinkLabel: "Conditions"},
			{Name: "country", Kind: form.Place, Label: "Lieu", Families: form.Options(form.Option{Value: "FRA", Label: "France"}), Source: "/places/towns.json"},
			{Name: "token", Kind: form.Hidden},
			{Name: "note", Kind: form.Static, Label: "Une remarque."},
			{Name: "author", Label: "Auteur", ReadOnly: true},
		},
	}}}
}

// valid is an answer every accepts.
func valid() url.Values {
	return url.Values{"title": {"Le port du Havre"}, "body": {"<p>Deux quais rouvrent.</p>"}}
}

func posted(t testing.TB, f form.Form, values url.Values) form.Values {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	v, err := f.Decode(r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func html(t testing.TB, c templ.Component) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestValidate(t *testing.T) {
	t.Parallel()
	paris := func(s string) time.Time {
		at, err := form.ParseMoment(s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	tests := []struct {
		name   string
		set    url.Values
		change func(*form.Field) // of the field named by field
		field  string
		want   string // message key after "ui.form.error.", or ""
	}{
		{name: "valid"},
		{name: "missing", set: url.Values{"title": {" \u200e "}}, field: "title", want: "required"},
		{name: "short", set: url.Values{"title": {"Fret"}}, field: "title", want: "too_short"},
		{name: "long", set: url.Values{"title": {strings.Repeat("é", 81)}}, field: "title", want: "too_long"},
		{name: "exactly long enough", set: url.Values{"title": {strings.Repeat("é", 80)}}},
		{name: "empty markup", set: url.Values{"body": {"<p><br></p>"}}, field: "body", want: "required"},
		{name: "genre of the list", set: url.Values{"genre": {"Enquête"}}},
		{name: "genre invented", set: url.Values{"genre": {"Rumeur"}}, field: "genre", want: "choice"},
		{name: "too many tones", set: url.Values{"tones": {"Vif", "Posé"}}, field: "tones", want: "too_many"},
		{name: "sector", set: url.Values{"sector_detail": {"SANTÉ / Hôpital"}}},
		{name: "sector outside its family", set: url.Values{"sector_detail": {"SANTÉ / Fret"}}, field: "sector", want: "choice"},
		{name: "sector required", set: url.Values{"sector": {"SANTÉ"}}, change: func(f *form.Field) { f.Required = true }, field: "sector", want: "required"},
		{name: "free outlet", set: url.Values{"outlet": {"Mon journal"}}},
		{name: "day", set: url.Values{"day": {"2026-02-29"}}, field: "day", want: "date"},
		{name: "hour alone", set: url.Values{"at_time": {"09:30"}}, field: "at", want: "time"},
		{name: "too early", set: url.Values{"at": {"2026-11-21 08:00:00"}}, change: func(f *form.Field) { f.NotBefore = paris("2026-11-22") }, field: "at", want: "before"},
		{name: "too late", set: url.Values{"at": {"2026-11-21T08:00"}}, change: func(f *form.Field) { f.NotAfter = paris("2026-11-20") }, field: "at", want: "after"},
		{name: "price", set: url.Values{"price": {"69,50 €"}}},
		{name: "price in letters", set: url.Values{"price": {"cher"}}, field: "price", want: "money"},
		{name: "price below", set: url.Values{"price": {"0,99"}}, field: "price", want: "money_range"},
		{name: "seats", set: url.Values{"seats": {"1e3"}}, field: "seats", want: "number"},
		{name: "seats above", set: url.Values{"seats": {"11"}}, field: "seats", want: "number_range"},
		{name: "phone of the model", set: url.Values{"tel": {"+33(0)7 77 77 77 77"}}},
		{name: "phone short", set: url.Values{"tel": {"1234"}}, field: "tel", want: "phone"},
		{name: "e-mail", set: url.Values{"email": {"ada@example"}}, field: "email", want: "email"},
		{name: "e-mail with a name", set: url.Values{"email": {"Ada <ada@example.org>"}}, field: "email", want: "email"},
		{name: "site without scheme", set: url.Values{"site": {"www.example.org"}}},
		{name: "site with a script", set: url.Values{"site": {"javascript:alert(1)"}}, field: "site", want: "url"},
		{name: "terms", change: func(f *form.Field) { f.Required = true }, field: "terms", want: "must_tick"},
		{name: "country invented", set: url.Values{"country": {"XXX"}}, field: "country", want: "choice"},
		{name: "town missing", set: url.Values{"country": {"FRA"}}, change: func(f *form.Field) { f.Required = true }, field: "country", want: "required"},
		{name: "rule", change: func(f *form.Field) {
			f.Rules = []form.Rule{func(form.Values) error { return errs.New(errs.Invalid, "ui.form.error.phone") }}
		}, field: "token", want: "phone"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := every()
			for i := range f.Groups[0].Fields {
				if tt.change != nil && f.Groups[0].Fields[i].Name == tt.field {
					tt.change(&f.Groups[0].Fields[i])
				}
			}
			values := valid()
			for name, list := range tt.set {
				values[name] = list
			}
			err := f.Validate(t.Context(), posted(t, f, values))
			if tt.want == "" {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				return
			}
			var fields errs.Fields
			if !errors.As(err, &fields) || len(fields) != 1 {
				t.Fatalf("err = %v, want one field", err)
			}
			if fields[0].Field != tt.field || fields[0].Message != "ui.form.error."+tt.want {
				t.Errorf("%s: %s", fields[0].Field, fields[0].Message)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	values := valid()
	for name, list := range (url.Values{
		"title":      {"  Le\u202e port\r\ndu Havre\x00 "},
		"body":       {`<p onclick="x">Deux <script>alert(1)</script>quais.</p>`},
		"standfirst": {"un\r\n\r\ndeux  mots\n"}, "old": {" Mot de passe "},
		"sector_detail": {"TRANSPORTS / Rail", "SANTÉ / Hôpital", "TRANSPORTS / Fret", "TRANSPORTS / Rail"},
		"at_date":       {"2026-07-14"}, "at_time": {"09:30"}, "price": {"1\u202f284,5"}, "terms": {"on"},
		"outlets": {"Strada\nMon journal", "Strada"}, "author": {"Usurper"}, "owner_id": {"1"}, "note": {"x"},
	}) {
		values[name] = list
	}
	v := posted(t, every(), values)
	for name, want := range map[string]string{
		"title": "Le port du Havre", "standfirst": "un\n\ndeux mots", "old": " Mot de passe ", "author": "", "owner_id": "", "note": "",
	} {
		if got := v.Text(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if body := v.Text("body"); strings.Contains(body, "script") || strings.Contains(body, "onclick") {
		t.Errorf("body = %q", body)
	}
	if got := v.List("sector"); !slices.Equal(got, []string{"TRANSPORTS", "SANTÉ"}) {
		t.Errorf("families = %q", got)
	}
	if got := v.List("sector_detail"); len(got) != 3 {
		t.Errorf("entries = %q", got)
	}
	if got := v.List("outlets"); !slices.Equal(got, []string{"Strada", "Mon journal"}) {
		t.Errorf("outlets = %q", got)
	}
	if want := time.Date(2026, 7, 14, 7, 30, 0, 0, time.UTC); !v.Time("at").Equal(want) {
		t.Errorf("at = %v, want %v", v.Time("at"), want)
	}
	if v.Cents("price") != 128450 || !v.Bool("terms") {
		t.Errorf("price = %d, terms = %v", v.Cents("price"), v.Bool("terms"))
	}
}

// A page that cannot be edited shows words, not codes (spec 08 §11).
func TestRead(t *testing.T) {
	t.Parallel()
	f := every()
	v := posted(t, f, url.Values{
		"title": {"Le port"}, "sector_detail": {"TRANSPORTS / Rail"}, "at": {"2026-11-28T09:30"}, "price": {"69,5"},
		"terms": {"on"}, "country": {"FRA"}, "country_detail": {"FRA / 75011 Paris"}, "old": {"secret"},
	})
	text := html(t, form.Read(f, v, "/wip")).Text()
	for _, want := range []string{"Le port", "Rail", "28\u00a0nov. 2026 à\u00a09\u00a0h\u00a030", "69,50\u00a0€", "Oui", "75011 Paris, France", "••••", "Retour"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not shown in %q", want, text)
		}
	}
	if strings.Contains(text, "secret") {
		t.Error("a password is shown")
	}
}

// No posted bytes make decoding, checking or drawing fail other than by a 4xx.
func FuzzForm(f *testing.F) {
	f.Add("title=x&at_date=2026-01-01&at_time=99:99&price=1,5&sector_detail=A+/+B")
	f.Add("photo=data:image/png;base64,AAAA&photo_cropped=,&tones=%00&tones=%ff&at=%")
	all := every()
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		v, err := all.Decode(r)
		if err != nil {
			return
		}
		problems := all.Validate(t.Context(), v)
		if problems != nil && errs.KindOf(problems) != errs.Invalid {
			t.Errorf("kind = %v", errs.KindOf(problems))
		}
		html(t, form.View(all, v, problems))
	})
}
