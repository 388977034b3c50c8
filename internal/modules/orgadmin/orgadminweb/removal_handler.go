// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb

import (
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// removalPath is « Delete BWs » (spec 08 §5.1).
const removalPath = "/admin/delete-bws"

// removalView is the page on which all Business Walls are deleted.
type removalView struct {
	Count  int
	Closed bool // by the configuration
	Form   form.Form
	Values form.Values
	Err    error
}

func (h *handler) newRemovalView(count int) removalView {
	return removalView{Count: count, Closed: !h.desk.MayDeleteWalls, Form: form.Form{
		ID: "removal", Action: removalPath, Submit: "orgadmin.removal.submit", Danger: true,
		Groups: []form.Group{{Fields: []form.Field{{
			Name: "count", Label: "orgadmin.removal.count", Hint: "orgadmin.removal.hint", Kind: form.Text, Width: 3, MaxLength: 12, Autocomplete: "off",
		}}}},
	}}
}

// removal answers GET /admin/delete-bws.
func (h *handler) removal(w http.ResponseWriter, r *http.Request) error {
	count, err := h.desk.CountWalls(r.Context(), staffer(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, removalPage(h.newRemovalView(count)))
}

// removeAll answers POST /admin/delete-bws.
func (h *handler) removeAll(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), staffer(r)
	count, err := h.desk.CountWalls(ctx, by)
	if err != nil {
		return err
	}
	v := h.newRemovalView(count)
	if v.Values, err = v.Form.Decode(r); err != nil {
		return err
	}
	done, err := h.desk.ConfirmDeleteWalls(ctx, by, v.Values.Text("count"))
	var one *errs.Error
	if errors.As(err, &one) && one.Kind == errs.Invalid {
		v.Err = err
		return ui.RenderStatus(w, r, http.StatusUnprocessableEntity, removalPage(v))
	}
	if err != nil {
		return err
	}
	h.flash(ctx, web.OK, "orgadmin.flash.removed", "Walls", done.Walls, "Ended", done.Ended)
	if done.Failed > 0 {
		h.flash(ctx, web.Warn, "orgadmin.flash.not_ended", "Count", done.Failed)
	}
	web.Redirect(w, r, removalPath)
	return nil
}
