// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui/form"
)

// The DOM ids of the forms of the validation page.
const (
	refusalFormID  = "refusal"
	noteFormID     = "note"
	questionFormID = "question"
	assignFormID   = "assignment"
	answerFormID   = "answer"
)

// refusalForm asks why somebody is refused; both answers may be missing.
func refusalForm(ctx context.Context, action string) form.Form {
	options := []form.Option{{Value: "", Label: "membership.reason.none"}}
	for _, name := range membership.CannedReasons() {
		options = append(options, form.Option{Value: name, Label: "membership.reason." + name})
	}
	f := form.Form{
		ID: refusalFormID, Action: action, Submit: "membership.action.reject", Danger: true,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "action", Kind: form.Hidden}, {Name: "back", Kind: form.Hidden},
			{Name: "reason", Kind: form.Select, Label: "membership.field.reason", Families: form.Options(options...)},
			{Name: "why", Kind: form.Textarea, Label: "membership.field.reason_text", Hint: "membership.field.reason_hint", MaxLength: membership.MaxNote, Rows: 4},
		}}},
	}
	f.Attrs = templ.Attributes{
		"data-confirm": i18n.T(ctx, "membership.confirm.reject"), "data-confirm-action": i18n.T(ctx, "membership.action.reject"),
	}
	return f
}

// textForm asks for one text; id is also the name of its field.
func textForm(id, action string, hint, submit string, rows int) form.Form {
	return form.Form{
		ID: id, Action: action, Submit: submit,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "back", Kind: form.Hidden},
			{Name: id, Kind: form.Textarea, Label: "membership.field." + id, Hint: hint, Required: true, MaxLength: membership.MaxNote, Rows: rows},
		}}},
	}
}

func noteForm(action string) form.Form {
	return textForm(noteFormID, action, "membership.field.note_hint", "membership.action.note", 3)
}

func questionForm(action string) form.Form {
	return textForm(questionFormID, action, "membership.field.question_hint", "membership.action.ask", 3)
}

// answerForm is the applicant's.
func answerForm(action string) form.Form {
	f := textForm(answerFormID, action, "", "membership.action.answer", 8)
	f.Guard = answerFormID
	return f
}

func assignForm(action string, reviewers []membership.Person) form.Form {
	options := []form.Option{{Value: "", Label: "membership.nobody"}}
	for _, p := range reviewers {
		options = append(options, form.Option{Value: ids.Encode(p.ID), Label: p.Name})
	}
	return form.Form{
		ID: assignFormID, Action: action, Submit: "membership.action.assign",
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "back", Kind: form.Hidden},
			{Name: "reviewer", Kind: form.Select, Label: "membership.field.reviewer", Families: form.Options(options...)},
		}}},
	}
}
