// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"context"
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// formView is a form with what is in it. Passwords never come back.
type formView struct {
	Form   form.Form
	Values form.Values
	Err    error
	Error  string // said above the form: not of a field
	Next   string
}

// errDiffer says that a password was not typed twice alike.
var errDiffer = errs.New(errs.Invalid, "account.error.confirmation")

// currentPassword and newPassword are the questions of these forms. The length
// of a new password is the policy's to judge, which says more.
func currentPassword(label string) form.Field {
	return form.Field{Name: "password", Kind: form.Password, Label: label, Required: true, MaxLength: 1024, Autocomplete: "current-password"}
}

func newPassword(name, confirm, judge string) []form.Field {
	return []form.Field{
		{
			Name: name, Kind: form.NewPassword, Label: "account.password.new", Hint: "account.password.hint", Required: true,
			MaxLength: 1024, Autocomplete: "new-password", Source: judge,
		},
		{
			Name: confirm, Kind: form.Password, Label: "account.password.confirm", Required: true, MaxLength: 1024, Autocomplete: "new-password",
			Rules: []form.Rule{func(v form.Values) error {
				if v.Text(name) != v.Text(confirm) {
					return errDiffer
				}
				return nil
			}},
		},
	}
}

// read decodes and checks a form; what is wrong goes into the view.
func (v *formView) read(r *http.Request) (ok bool, err error) {
	if v.Values, err = v.Form.Decode(r); err != nil {
		return false, err
	}
	v.Err = v.Form.Validate(r.Context(), v.Values)
	return v.Err == nil, nil
}

// refused puts a refusal into the view, beside its field or above the form. It
// gives back what is no refusal.
func (v *formView) refused(ctx context.Context, w http.ResponseWriter, err error) error {
	var refusal *errs.Error
	if !errors.As(err, &refusal) || refusal.Kind == errs.Internal {
		return err
	}
	var tooMany *account.DelayError
	switch {
	case errors.As(err, &tooMany):
		web.RetryAfter(w, tooMany.Wait)
		v.Error = i18n.N(ctx, refusal.Message, tooMany.Minutes())
	case refusal.Kind == errs.Invalid && refusal.Field != "":
		v.Err = errs.Fields{refusal}
	default:
		v.Error = i18n.T(ctx, refusal.Message, refusal.Args...)
	}
	return nil
}

// first is the refusal in words, wherever it belongs.
func (v *formView) first(ctx context.Context) string {
	var refusal *errs.Error
	if v.Error == "" && errors.As(v.Err, &refusal) {
		return i18n.T(ctx, refusal.Message, refusal.Args...)
	}
	return v.Error
}

// statusOf is that of a form shown again.
func statusOf(err error) int {
	if err == nil {
		return http.StatusUnprocessableEntity
	}
	return ui.Status(err)
}

// maxCode is the longest code one may type: a recovery code with its dashes.
const maxCode = 32
