// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registrationweb

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// wizard answers GET /kyc/wizard/{id}; an unknown profile leads to the choice.
func (h *handler) wizard(w http.ResponseWriter, r *http.Request) error {
	profile, known := h.service.Survey().Of(chi.URLParam(r, "id"))
	if !known {
		http.Redirect(w, r, profilePath, http.StatusFound)
		return nil
	}
	return h.show(w, r, h.holder(r), profile, nil)
}

// show draws the questionnaire with what is filled in, and what is wrong.
func (h *handler) show(w http.ResponseWriter, r *http.Request, holder registration.Holder, p *survey.Profile, problems error) error {
	ctx := r.Context()
	filling, err := h.service.Filling(ctx, holder)
	if err != nil {
		return err
	}
	q, err := h.questionnaire(ctx, p, filling)
	if err != nil {
		return err
	}
	view := wizardView{
		Questionnaire: q, Values: q.values(filling.Answers), Problems: problems, Title: profileKey(p.ID),
		Community: access.CommunityOf(p.Community), Start: q.firstWrong(problems), Editing: filling.Editing, Waiting: waiting(ctx, filling.WaitingSince),
		Autosave: wizardPath + p.ID + "/draft", Email: filling.Answers.Text("email"),
	}
	status := http.StatusOK
	if isRushed(problems) {
		web.RetryAfter(w, time.Minute)
		status = http.StatusTooManyRequests
	}
	return ui.RenderStatus(w, r, status, wizardPage(view))
}

// isRushed reports whether the addresses could not be looked up: too many were.
func isRushed(problems error) bool {
	var fields errs.Fields
	return errors.As(problems, &fields) && slices.ContainsFunc(fields, func(e *errs.Error) bool { return e.Kind == errs.TooMany })
}

// firstWrong is the step to open: the first with something to correct.
func (q *questionnaire) firstWrong(problems error) int {
	var fields errs.Fields
	if !errors.As(problems, &fields) {
		return 0
	}
	for i, s := range q.Steps {
		for _, panel := range s.Panels {
			for _, field := range panel.Fields {
				if slices.ContainsFunc(fields, func(e *errs.Error) bool { return e.Field == field.Name }) {
					return i
				}
			}
		}
	}
	return 0
}

// send answers POST /kyc/wizard/{id}: all is kept; what is wrong is shown
// (status 200, spec 02 §5), what is right goes on to the summary.
func (h *handler) send(w http.ResponseWriter, r *http.Request) error {
	if err := ui.Limit(w, r, h.sendings); err != nil {
		return err
	}
	profile, known := h.service.Survey().Of(chi.URLParam(r, "id"))
	if !known {
		http.Redirect(w, r, profilePath, http.StatusFound)
		return nil
	}
	holder := h.holder(r)
	sent, problems, err := h.read(r, holder, profile)
	if err != nil {
		return err
	}
	token, err := h.service.Save(r.Context(), holder, sent)
	if problems, err = join(err, problems); err != nil {
		return err
	}
	h.keep(w, holder, token)
	if len(problems) == 0 {
		http.Redirect(w, r, summaryPath, http.StatusFound)
		return nil
	}
	if !holder.IsMember() {
		holder.Token = token
	}
	return h.show(w, r, holder, profile, problems)
}

// autosave answers POST /kyc/wizard/{id}/draft: what is typed so far is kept,
// without judging it (spec 02 §19.1).
func (h *handler) autosave(w http.ResponseWriter, r *http.Request) error {
	if err := ui.Limit(w, r, h.sendings); err != nil {
		return err
	}
	profile, known := h.service.Survey().Of(chi.URLParam(r, "id"))
	if !known {
		return registration.ErrProfile
	}
	holder := h.holder(r)
	sent, _, err := h.read(r, holder, profile)
	if err != nil {
		return err
	}
	sent.Partial, sent.Password = true, ""
	token, err := h.service.Save(r.Context(), holder, sent)
	if err != nil {
		return err
	}
	h.keep(w, holder, token)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// read takes what was posted, with what the form itself can tell is wrong.
func (h *handler) read(r *http.Request, holder registration.Holder, p *survey.Profile) (registration.Sent, errs.Fields, error) {
	ctx := r.Context()
	filling, err := h.service.Filling(ctx, holder)
	if err != nil {
		return registration.Sent{}, nil, err
	}
	q, err := h.questionnaire(ctx, p, filling)
	if err != nil {
		return registration.Sent{}, nil, err
	}
	values, err := q.Decode(r)
	if err != nil {
		return registration.Sent{}, nil, err
	}
	var problems errs.Fields
	if err := q.Validate(ctx, values); err != nil && !errors.As(err, &problems) {
		return registration.Sent{}, nil, err
	}
	return q.sent(values, r.PostForm, problems), problems, nil
}

// sent is what was posted, in the survey's terms.
func (q *questionnaire) sent(v form.Values, posted url.Values, problems errs.Fields) registration.Sent {
	sent := registration.Sent{Profile: q.Profile.ID, Answers: survey.Answers{}, Pictures: map[string][]byte{}}
	for _, asked := range registration.Questions(q.Profile, q.editing) {
		switch asked.Widget {
		case survey.WidgetPassword:
			sent.Password = v.Text(asked.Name)
		case survey.WidgetSquareImage, survey.WidgetImage:
			wrong := slices.ContainsFunc(problems, func(e *errs.Error) bool { return e.Field == asked.Name })
			if file, ok := v.File(asked.Name); ok && !wrong {
				sent.Pictures[asked.Name] = file.Data
			} else if v.Removed(asked.Name) {
				sent.Removed = append(sent.Removed, asked.Name)
			}
		case survey.WidgetTwoLevel:
			values := v.List(asked.Detail.Name)
			sent.Answers.Set(asked.Name, categories(posted[asked.Name], values)...)
			sent.Answers.Set(asked.Detail.Name, values...)
		default:
			sent.Answers.Set(asked.Name, v.List(asked.Name)...)
			if asked.Detail != nil {
				sent.Answers.Set(asked.Detail.Name, v.List(asked.Detail.Name)...)
			}
		}
	}
	return sent
}

// categories are those of the values, or those that were posted and have one: a
// value outside of them is refused (spec 02 §4.3).
func categories(posted, values []string) []string {
	var used []string
	for _, value := range values {
		category, _, found := strings.Cut(value, " / ")
		if found && !slices.Contains(used, category) && (len(posted) == 0 || slices.Contains(posted, category)) {
			used = append(used, category)
		}
	}
	return used
}

// join puts the service's refusals before the form's, one a field; failures
// pass on. Only the form has seen a picture that it refuses: the service, which
// never got it, would call it missing.
func join(err error, problems errs.Fields) (errs.Fields, error) {
	var told errs.Fields
	if err != nil && !errors.As(err, &told) {
		return nil, err
	}
	for _, problem := range problems {
		at := slices.IndexFunc(told, func(e *errs.Error) bool { return e.Field == problem.Field })
		switch {
		case at < 0:
			told = append(told, problem)
		case registration.IsPicture(problem.Field):
			told[at] = problem
		}
	}
	return told, nil
}

// probe answers GET /kyc/check_mail/{email}: « ok », or nothing (spec 02 §5).
func (h *handler) probe(w http.ResponseWriter, r *http.Request) error {
	address, err := url.PathUnescape(chi.URLParam(r, "email"))
	if err != nil {
		address = ""
	}
	free, err := h.service.IsFree(r.Context(), h.holder(r), address)
	if tooMany, ok := errors.AsType[*registration.WaitError](err); ok {
		web.RetryAfter(w, tooMany.Wait)
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if free {
		_, _ = w.Write([]byte("ok")) // a browser that left needs no answer
	}
	return nil
}

// judge answers POST /kyc/strength: how good the password being typed is, next to
// the answers that a guesser would know. It keeps nothing.
func (h *handler) judge(w http.ResponseWriter, r *http.Request) error {
	if err := ui.Limit(w, r, h.judged); err != nil {
		return err
	}
	return ui.TellStrength(w, r, registration.Judge(r.PostFormValue(ui.JudgedPassword), r.PostFormValue))
}

// picture answers GET /kyc/pictures/{field} with what its holder sent.
func (h *handler) picture(w http.ResponseWriter, r *http.Request) error {
	file, err := h.service.Picture(r.Context(), h.holder(r), chi.URLParam(r, "field"))
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // the bytes are sent by then
	w.Header().Set("Content-Type", file.ContentType)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}
