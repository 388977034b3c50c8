// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// ownerForm asks for the address of the next owner of a wall.
func ownerForm(id int64) form.Form {
	return form.Form{
		ID: "owner", Action: ownerPath + ids.Encode(id), Submit: "orgadmin.owner.submit", CancelURL: recordURL(id),
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "email", Kind: form.Text, Label: "orgadmin.owner.email", Hint: "orgadmin.owner.hint", MaxLength: 254, Autocomplete: "off"},
		}}},
	}
}

// ownerView is the page on which a wall gets another owner.
type ownerView struct {
	ID     int64
	Name   string
	Wall   string
	Owner  string
	Form   form.Form
	Values form.Values
	Err    error
}

// owner answers GET /admin/change_bw_owner/{id}, prefilled with the present
// owner's address (spec 08 §5.5).
func (h *handler) owner(w http.ResponseWriter, r *http.Request) error {
	record, wall, err := h.walled(r)
	if err != nil {
		return err
	}
	if wall == nil {
		return h.refused(w, r, orgadmin.ErrNoWall, recordURL(record.ID))
	}
	v := newOwnerView(r.Context(), record, wall)
	v.Values.Set("email", wall.OwnerEmail)
	return ui.Render(w, r, ownerPage(v))
}

// walled reads the organisation of the address and its wall, which is nil when
// it has none.
func (h *handler) walled(r *http.Request) (*orgadmin.Record, *orgadmin.Wall, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return nil, nil, err
	}
	record, err := h.desk.Record(r.Context(), staffer(r), id)
	if err != nil {
		return nil, nil, err
	}
	return record, record.Current(), nil
}

func newOwnerView(ctx context.Context, record *orgadmin.Record, wall *orgadmin.Wall) ownerView {
	return ownerView{
		ID: record.ID, Name: record.Name, Wall: wallName(ctx, wall), Form: ownerForm(record.ID),
		Owner: strings.TrimSpace(wall.OwnerName + " · " + wall.OwnerEmail),
	}
}

// changeOwner answers POST /admin/change_bw_owner/{id}.
func (h *handler) changeOwner(w http.ResponseWriter, r *http.Request) error {
	record, wall, err := h.walled(r)
	if err != nil {
		return err
	}
	if wall == nil {
		return h.refused(w, r, orgadmin.ErrNoWall, recordURL(record.ID))
	}
	v := newOwnerView(r.Context(), record, wall)
	if v.Values, err = v.Form.Decode(r); err != nil {
		return err
	}
	err = h.desk.ChangeOwner(r.Context(), staffer(r), record.ID, v.Values.Text("email"))
	var one *errs.Error
	switch {
	case err == nil:
		h.flash(r.Context(), web.OK, "orgadmin.flash.owner", "Email", v.Values.Text("email"))
		web.Redirect(w, r, recordURL(record.ID))
		return nil
	case errors.As(err, &one) && one.Kind == errs.Invalid:
		v.Err = err
		return ui.RenderStatus(w, r, http.StatusUnprocessableEntity, ownerPage(v))
	}
	return h.refused(w, r, err, recordURL(record.ID))
}

// mergeView is the page on which an unofficial organisation finds the one it is.
type mergeView struct {
	ID      int64
	Name    string
	Members int
	Search  string
	Asked   bool
	Found   []targetView
}

// targetView is an organisation into which another may go.
type targetView struct {
	ID, Name, Facts, Question string
}

// mergeTargets answers GET /admin/merge_org/{id}; ?search= finds others than the
// organisations of the same name.
func (h *handler) mergeTargets(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	record, err := h.desk.Record(ctx, staffer(r), id)
	if err != nil {
		return err
	}
	if err := record.CanMerge(); err != nil {
		return h.refused(w, r, err, recordURL(id))
	}
	v := mergeView{ID: id, Name: record.Name, Members: record.Members, Search: strings.TrimSpace(richtext.Plain(r.URL.Query().Get("search")))}
	found := record.Twins
	if v.Asked = v.Search != ""; v.Asked {
		if found, err = h.desk.MergeTargets(ctx, staffer(r), id, v.Search); err != nil {
			return err
		}
	}
	for i := range found {
		v.Found = append(v.Found, newTargetView(ctx, record, &found[i]))
	}
	return ui.Render(w, r, mergePage(v))
}

// merge answers POST /admin/merge_org/{id}. With scripts a dialogue has asked
// whether one is sure; without, a page asks.
func (h *handler) merge(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	into, err := ids.Parse(r.PostFormValue("into"))
	if err != nil {
		return web.ErrBadID
	}
	if !isAsked(r) {
		return h.confirmMerge(w, r, id, into)
	}
	changed, err := h.desk.Merge(r.Context(), staffer(r), id, into)
	if err != nil {
		return h.refused(w, r, err, recordURL(id))
	}
	message := "orgadmin.flash.unchanged"
	if changed {
		message = "orgadmin.flash.merged"
	}
	h.flash(r.Context(), web.OK, message)
	web.Redirect(w, r, recordURL(into))
	return nil
}

// confirmMerge asks whether two organisations are to become one.
func (h *handler) confirmMerge(w http.ResponseWriter, r *http.Request, id, into int64) error {
	ctx := r.Context()
	record, err := h.desk.Record(ctx, staffer(r), id)
	if err != nil {
		return err
	}
	target, err := h.desk.Record(ctx, staffer(r), into)
	if err != nil {
		return err
	}
	shown := newTargetView(ctx, record, &target.Row)
	return ui.Render(w, r, confirmPage(question{
		Name: record.Name, Label: i18n.T(ctx, "orgadmin.merge.title"), Text: shown.Question, Danger: true,
		URL: mergePath + ids.Encode(id), BackURL: mergePath + ids.Encode(id), ListURL: listPath,
		Fields: [][2]string{{"into", shown.ID}},
	}))
}

// queue answers GET /admin/walls: the Business Walls in force by what the staff
// thinks of them, to verify first; ?after= goes on (spec 07 §14.23).
func (h *handler) queue(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	state := values.Get("verification")
	if state != orgadmin.Verified && state != orgadmin.Refused {
		state = orgadmin.ToVerify
	}
	after := int64(0)
	if text := values.Get("after"); text != "" {
		id, err := ids.Parse(text)
		if err != nil {
			return web.ErrBadID
		}
		after = id
	}
	rows, err := h.desk.Queue(r.Context(), staffer(r), state, after)
	if err != nil {
		return err
	}
	return ui.Render(w, r, queuePage(newQueueView(r.Context(), state, rows)))
}
