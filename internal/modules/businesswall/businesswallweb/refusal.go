// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// managed is a page of management: the current wall, for those who may run it
// (spec 07 §7).
func (h *handler) managed(page func(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error) ui.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		wall, err := h.walls.Walls.Managed(r.Context(), ui.Actor(r))
		if err != nil {
			return err
		}
		return page(w, r, wall)
	}
}

// led leads people whom a service refuses to the page that helps: the missing
// step of the wizard, the entry, or why the page is closed (spec 07 §6, §7).
func (h *handler) led(page ui.HandlerFunc) ui.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		err := page(w, r)
		to, told := wayOf(r, err)
		if to == "" {
			return err
		}
		if told != nil {
			h.flash(r.Context(), web.Danger, told.Message, told.Args...)
		}
		web.Redirect(w, r, to)
		return nil
	}
}

// wayOf is where a refusal leads, and what is said there.
func wayOf(r *http.Request, err error) (to string, told *errs.Error) {
	switch {
	case err == nil:
		return "", nil
	case errors.Is(err, businesswall.ErrTypeMissing):
		return confirmPath, nil
	case errors.Is(err, businesswall.ErrSameType):
		return confirmPath, businesswall.ErrSameType
	case errors.Is(err, businesswall.ErrContactsMissing):
		return contactsPath, nil
	case errors.Is(err, businesswall.ErrQuantityMissing), errors.Is(err, businesswall.ErrNotActivated):
		return rootPath, nil
	}
	var one *errs.Error
	if !errors.As(err, &one) {
		return "", nil
	}
	for _, closed := range []error{
		businesswall.ErrNoWall, businesswall.ErrNotManager, businesswall.ErrMayNotSelect, businesswall.ErrHasWall,
		businesswall.ErrWrongLink, businesswall.ErrNoPartners,
	} {
		if errors.Is(err, closed) {
			return notAuthorizedPath, one
		}
	}
	if one.Kind == errs.Forbidden && !strings.HasPrefix(r.URL.Path, notAuthorizedPath) {
		return notAuthorizedPath, one
	}
	return "", nil
}

// notAuthorized answers GET /BW/not-authorized; why was kept for one showing,
// which the page itself does (spec 07 §7).
func (h *handler) notAuthorized(w http.ResponseWriter, r *http.Request) error {
	why := i18n.T(r.Context(), "businesswall.closed.text")
	if take := ui.VisitOf(r.Context()).Flashes; take != nil {
		if kept := take(); len(kept) > 0 {
			why = kept[len(kept)-1].Text
		}
	}
	return ui.RenderStatus(w, r, http.StatusForbidden, notAuthorizedPage(why))
}

// told answers a command that could not be carried out: back to a page, with
// the reason. What is not the member's to correct goes on as it is.
func (h *handler) told(w http.ResponseWriter, r *http.Request, err error, back string) error {
	if to, _ := wayOf(r, err); to != "" {
		return err
	}
	why := refusalOf(err)
	if why == nil {
		return err
	}
	h.flash(r.Context(), web.Danger, why.Message, why.Args...)
	web.Redirect(w, r, back)
	return nil
}

// done answers a command that was carried out.
func (h *handler) done(w http.ResponseWriter, r *http.Request, key, to string) error {
	h.flash(r.Context(), web.OK, key)
	web.Redirect(w, r, to)
	return nil
}

// answer answers a command: done, or told why not.
func (h *handler) answer(w http.ResponseWriter, r *http.Request, err error, key, to string) error {
	if err != nil {
		return h.told(w, r, err, to)
	}
	return h.done(w, r, key, to)
}

// refusalOf is the first thing in err that the member can correct, or nil.
func refusalOf(err error) *errs.Error {
	var fields errs.Fields
	if errors.As(err, &fields) && len(fields) > 0 {
		return fields[0]
	}
	var one *errs.Error
	if errors.As(err, &one) {
		switch one.Kind {
		case errs.Invalid, errs.Conflict, errs.TooLarge, errs.TooMany, errs.Unavailable, errs.NotFound:
			return one
		case errs.Internal, errs.Unauthenticated, errs.Forbidden:
		}
	}
	return nil
}

// isFormRefusal reports whether a form is to be shown again with err.
func isFormRefusal(err error) bool {
	var fields errs.Fields
	if errors.As(err, &fields) {
		return true
	}
	return errs.KindOf(err) == errs.Invalid || errs.KindOf(err) == errs.TooLarge
}

// typeOf is the type in the address, when a new wall may have it.
func typeOf(r *http.Request) (businesswall.Kind, error) {
	kind, offered := businesswall.Selectable(chi.URLParam(r, "type"))
	if !offered {
		return kind, businesswall.ErrTypeMissing
	}
	return kind, nil
}

// nameOf is how a wall is called.
func (h *handler) nameOf(ctx context.Context, wall *businesswall.Wall) (string, error) {
	if wall.Name != "" {
		return wall.Name, nil
	}
	return h.walls.Walls.Name(ctx, wall.ID)
}
