// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registrationweb

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/profile"
)

// formID is the DOM id of the questionnaire.
const formID = "kyc"

// step is one screen of the questionnaire: a group of the survey.
type step struct {
	Key    string
	Title  string
	Panels []form.Group
}

// questionnaire is the survey's questions to one profile, as a form.
type questionnaire struct {
	form.Form

	Profile *survey.Profile
	Steps   []step
	editing bool
}

// questionnaire declares the form from the survey's data (spec 02 §4).
func (h *handler) questionnaire(ctx context.Context, p *survey.Profile, f *registration.Filling) (*questionnaire, error) {
	q := &questionnaire{Profile: p, editing: f.Editing}
	q.ID, q.Action, q.FullRefresh, q.Kept = formID, wizardPath+p.ID, true, true
	for _, g := range p.Groups {
		s := step{Key: g.Key, Title: profile.GroupLabel(ctx, g.Key)}
		for _, panel := range g.Panels {
			group := form.Group{Title: panelKeys[panel.Label]}
			for _, asked := range panel.Questions {
				if f.Editing && !asked.EditableAfterRegistration {
					continue
				}
				field, err := h.field(ctx, asked, f)
				if err != nil {
					return nil, err
				}
				if asked.Intro != "" {
					group.Fields = append(group.Fields, form.Field{Kind: form.Static, Label: "registration.intro." + asked.Name})
				}
				group.Fields = append(group.Fields, field)
			}
			if len(group.Fields) > 0 {
				s.Panels = append(s.Panels, group)
			}
		}
		q.Steps = append(q.Steps, s)
		q.Groups = append(q.Groups, s.Panels...)
	}
	return q, nil
}

// panelKeys are the messages of sub-headings.
var panelKeys = map[string]string{
	"PRÉSENTEZ-VOUS":                 "registration.panel.introduction",
	"PARCOURS PROFESSIONNEL":         "registration.panel.career",
	"CONNEXIONS":                     "registration.panel.contacts",
	"INFORMATIONS INSTITUTIONNELLES": "registration.panel.institution",
	"ADRESSE, TÉLÉPHONE & WEB":       "registration.panel.address",
	"FONCTIONS & POSITIONS":          "registration.panel.functions",
	"VOS CENTRES D’INTÉRÊT":          "registration.panel.interests",
	"HOBBIES":                        "registration.panel.hobbies",
	"CONVIVIALITÉ":                   "registration.panel.conviviality",
}

// kinds are the form kit's for the survey's widgets.
var kinds = map[string]form.Kind{
	survey.WidgetText: form.Text, survey.WidgetTextarea: form.Textarea, survey.WidgetSelect: form.Select,
	survey.WidgetMulti: form.Multi, survey.WidgetTwoLevel: form.TwoLevel, survey.WidgetCombo: form.Combo,
	survey.WidgetMultiCombo: form.Combo, survey.WidgetPlace: form.Place, survey.WidgetUniqueEmail: form.Email,
	survey.WidgetEmail: form.Email, survey.WidgetPhone: form.Phone, survey.WidgetURL: form.URL,
	survey.WidgetPassword: form.NewPassword, survey.WidgetSquareImage: form.Image, survey.WidgetImage: form.Image,
	survey.WidgetCheckbox: form.Checkbox, survey.WidgetTerms: form.Checkbox,
}

// field declares one question.
func (h *handler) field(ctx context.Context, q survey.Question, f *registration.Filling) (form.Field, error) {
	field := form.Field{
		Name: q.Name, ID: q.ID, Kind: kinds[q.Widget], Label: profile.FieldLabel(ctx, q.Name), Note: noteOf(ctx, q),
		Required: q.IsRequired(), MaxLength: registration.Longest(q), Width: widthOf(q), Autocomplete: autocomplete[q.Name],
		Attrs: templ.Attributes{},
	}
	if q.IsRequired() {
		field.Attrs["data-needed"] = "" // what the browser says before the server does
	}
	switch q.Widget {
	case survey.WidgetSelect:
		return h.listed(ctx, field, q.Vocabulary, "")
	case survey.WidgetMulti, survey.WidgetTwoLevel:
		return h.listed(ctx, field, q.Vocabulary, form.VocabularyURL(ctx, q.Vocabulary))
	case survey.WidgetPlace:
		return h.listed(ctx, field, q.Vocabulary, form.TownsURL)
	case survey.WidgetCombo, survey.WidgetMultiCombo:
		field.Multiple, field.Source = q.Multiple, form.OrganisationsURL(q.Vocabulary)
	case survey.WidgetTextarea:
		field.Rows = 4
	case survey.WidgetUniqueEmail:
		field.Attrs["data-probe"] = probePath
	case survey.WidgetPassword:
		field.MinLength, field.MaxLength, field.Hint = member.MinPassword, 0, "registration.hint.password"
		field.Source, field.Hints = strengthPath, registration.KnownBy
		if f.HasPassword {
			field.Required, field.Hint = false, "registration.hint.password_kept"
			delete(field.Attrs, "data-needed")
		}
	case survey.WidgetSquareImage, survey.WidgetImage:
		pictureField(&field, q, f)
	case survey.WidgetCheckbox:
		if q.BusinessWallType != "" {
			field.Hint = "registration.wall." + q.BusinessWallType
		}
	case survey.WidgetTerms:
		field.Link, field.LinkLabel = q.Link.URL, "registration.terms_link"
	}
	return field, nil
}

// pictureField declares a portrait or a scan (spec 02 §4.3).
func pictureField(field *form.Field, q survey.Question, f *registration.Filling) {
	field.MaxLength, field.MaxPixels = 0, 1200
	if q.Widget == survey.WidgetSquareImage {
		field.Ratio, field.MaxPixels = "1/1", 400
	}
	if name := f.Answers.Text(q.Name); name != "" {
		field.Current = picturesPath + q.Name + "?v=" + name[:min(12, len(name))]
		delete(field.Attrs, "data-needed")
	}
}

// listed gives a field the values of a vocabulary, which is the server's law,
// and where the script asks for them.
func (h *handler) listed(ctx context.Context, field form.Field, vocabulary, source string) (form.Field, error) {
	entries, err := h.lists.Entries(ctx, vocabulary)
	if err != nil {
		return field, err
	}
	field.Families, field.Source, field.MaxLength = form.VocabularyFamilies(ctx, entries), source, 0
	if field.Kind == form.Multi && len(entries) <= shortList {
		field.Source = ""
	}
	return field, nil
}

// shortList is the length of a list that the page may carry itself.
const shortList = 20

// noteOf is what is said after a label (spec 02 §4.3).
func noteOf(ctx context.Context, q survey.Question) string {
	var parts []string
	add := func(yes bool, key string, args ...any) {
		if yes {
			parts = append(parts, i18n.T(ctx, key, args...))
		}
	}
	add(q.IsRequired(), "registration.suffix.required")
	add(q.Multiple, "registration.suffix.multiple")
	add(q.Widget == survey.WidgetTextarea, "registration.suffix.textarea", "Max", q.MaxLength)
	add(q.Widget == survey.WidgetSquareImage || q.Widget == survey.WidgetImage, "registration.suffix.image")
	add(q.VisibleAtLevel != nil, "registration.suffix.public")
	return strings.Join(parts, " ")
}

// widthOf puts short answers two on a line.
func widthOf(q survey.Question) int {
	switch q.Widget {
	case survey.WidgetSelect, survey.WidgetUniqueEmail, survey.WidgetEmail, survey.WidgetPhone, survey.WidgetURL,
		survey.WidgetPassword, survey.WidgetSquareImage, survey.WidgetImage:
		return 3
	case survey.WidgetText:
		if q.OrganisationName || strings.HasPrefix(q.Name, "nom_") {
			return 6
		}
		return 3
	}
	return 6
}

// autocomplete lets browsers fill in what they know.
var autocomplete = map[string]string{
	"first_name": "given-name", "last_name": "family-name", "email": "email", "tel_mobile": "tel",
	"adresse_pro": "street-address", "url_site_web": "url",
}

// values are the answers as the form shows them.
func (q *questionnaire) values(a survey.Answers) form.Values {
	var v form.Values
	for _, asked := range registration.Questions(q.Profile, q.editing) {
		switch asked.Widget {
		case survey.WidgetCheckbox, survey.WidgetTerms:
			v.SetBool(asked.Name, a.Bool(asked.Name))
		case survey.WidgetSquareImage, survey.WidgetImage, survey.WidgetPassword:
		default:
			v.Set(asked.Name, a[asked.Name]...)
			if asked.Detail != nil {
				v.Set(asked.Detail.Name, a[asked.Detail.Name]...)
			}
		}
	}
	return v
}
