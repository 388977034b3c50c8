// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/preferences"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

const (
	bannerField = "image"
	creditField = "copyright"
)

func bannerForm(current string) form.Form {
	return form.Form{
		ID: "banner", Action: bannerPath, CancelURL: bannerPath,
		Groups: []form.Group{{Fields: []form.Field{
			{
				Name: bannerField, Kind: form.Image, Label: "preferences.banner", Hint: "preferences.banner.hint", Ratio: "4/1",
				MaxPixels: media.BannerWidth, Accept: []string{"image/jpeg", "image/png"}, Current: media.URL(current),
			},
			{Name: creditField, Kind: form.Text, Label: "preferences.banner.credit", Hint: "preferences.banner.credit_hint", MaxLength: preferences.MaxCredit},
		}}},
	}
}

// banner answers GET /preferences/banner.
func (h *handler) banner(w http.ResponseWriter, r *http.Request) error {
	banner, err := h.service.Banner(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	v := formView{Form: bannerForm(banner.Picture)}
	v.Values.Set(creditField, banner.Credit)
	return ui.Render(w, r, bannerPage(v))
}

// saveBanner answers POST /preferences/banner. A picture that cannot be taken
// leaves the present one; the credit is saved all the same.
func (h *handler) saveBanner(w http.ResponseWriter, r *http.Request) error {
	f := bannerForm("")
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if isCancelled(r) {
		web.Redirect(w, r, bannerPath)
		return nil
	}
	in := preferences.BannerInput{Credit: values.Text(creditField), Remove: values.Removed(bannerField)}
	if file, sent := values.File(bannerField); sent {
		in.Data = file.Data
	}
	err = h.service.SetBanner(r.Context(), ui.Actor(r), in)
	if err == nil {
		err = f.Validate(r.Context(), values) // what could not even be read
	}
	switch refusal := refusalOf(err); {
	case refusal != nil:
		return h.refused(w, r, bannerPath, refusal)
	case err != nil:
		return err
	}
	return h.saved(w, r, bannerPath)
}

// refused answers a form that could not be saved as it is: back to its page,
// with the reason.
func (h *handler) refused(w http.ResponseWriter, r *http.Request, path string, why *errs.Error) error {
	h.flash(r.Context(), web.Danger, why.Message, why.Args...)
	web.Redirect(w, r, path)
	return nil
}

// refusalOf is the first thing in err that the member can correct, or nil.
func refusalOf(err error) *errs.Error {
	var fields errs.Fields
	if errors.As(err, &fields) && len(fields) > 0 {
		return fields[0]
	}
	var one *errs.Error
	if errors.As(err, &one) && isRefusal(one) {
		return one
	}
	return nil
}
