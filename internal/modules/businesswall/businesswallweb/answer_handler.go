// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// selectView is a wall to act for.
type selectView struct {
	URL, Name, TypeName, Organisation string
	Status                            string
	Tone                              ui.Tone
	Selected, Manages                 bool
	Rights                            []string
}

// selector answers GET /BW/select-bw (spec 07 §7.3).
func (h *handler) selector(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	choices, err := h.walls.Walls.Choices(ctx, ui.Actor(r))
	if err != nil {
		return err
	}
	if len(choices) == 0 || len(choices) == 1 && choices[0].Manages {
		web.Redirect(w, r, rootPath)
		return nil
	}
	views := make([]selectView, len(choices))
	for i, c := range choices {
		views[i] = newSelectView(ctx, c)
	}
	return ui.Render(w, r, selectPage(views, ui.Actor(r).WallID == 0))
}

func newSelectView(ctx context.Context, c businesswall.Choice) selectView {
	v := selectView{
		URL: selectPath + "/" + ids.Encode(c.WallID), Name: c.Name, Organisation: c.Organisation, Selected: c.Selected, Manages: c.Manages,
		Status: i18n.T(ctx, "businesswall.status."+string(c.Status)), Tone: ui.ToneOK,
	}
	if c.Status != businesswall.Active {
		v.Tone = ui.ToneWarn
	}
	if kind, known := businesswall.KindOf(c.Type); known {
		v.TypeName = kind.Name
	}
	if c.Owned {
		v.Rights = append(v.Rights, i18n.T(ctx, "businesswall.select.owner"))
	}
	for _, role := range c.Roles {
		if role != "BW_OWNER" || !c.Owned {
			v.Rights = append(v.Rights, i18n.T(ctx, "businesswall.select.role", "Role", mandate.RoleName(ctx, c.Type, role)))
		}
	}
	for _, m := range c.Missions {
		v.Rights = append(v.Rights, i18n.T(ctx, "businesswall.select.mission", "Mission", i18n.T(ctx, "businesswall.publish."+m)))
	}
	return v
}

// selectWall answers POST /BW/select-bw/{id}: rights are asked before anything
// is kept.
func (h *handler) selectWall(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return businesswall.ErrMayNotSelect
	}
	manages, err := h.walls.Walls.Select(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	if manages {
		web.Redirect(w, r, dashboardPath)
		return nil
	}
	return h.done(w, r, "businesswall.flash.selected", workPath)
}

// answerView is an invitation to answer, or its outcome.
type answerView struct {
	Title, Lead string
	Items       []ui.MetaItem
	Action      string // where the answer is posted; "" once it is given
	Outcome     string
	Tone        ui.Tone
	Next        string
	NextLabel   string
}

// offer answers GET /BW/confirm-role-invitation/{wall}/{role}/{member}.
func (h *handler) offer(w http.ResponseWriter, r *http.Request) error {
	wall, role, member, err := offerOf(r)
	if err != nil {
		return err
	}
	o, err := h.walls.Roles.Offer(r.Context(), ui.Actor(r), wall, role, member)
	if err != nil {
		return err
	}
	return ui.Render(w, r, answerPage(newOfferView(r, o)))
}

// answerOffer answers the same address by POST: anything but an acceptance
// refuses (spec 07 §9).
func (h *handler) answerOffer(w http.ResponseWriter, r *http.Request) error {
	wall, role, member, err := offerOf(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	_, err = h.walls.Roles.Answer(r.Context(), ui.Actor(r), wall, role, member, r.PostFormValue("action") == "accept")
	if err != nil {
		return h.told(w, r, err, r.URL.Path)
	}
	web.Redirect(w, r, r.URL.Path)
	return nil
}

func offerOf(r *http.Request) (wall int64, role string, member int64, err error) {
	wall, err = web.PathID(r, "wall")
	if err == nil {
		member, err = web.PathID(r, "member")
	}
	if err != nil {
		return 0, "", 0, businesswall.ErrWrongLink
	}
	return wall, chi.URLParam(r, "role"), member, nil
}

func newOfferView(r *http.Request, o *businesswall.Offer) answerView {
	ctx := r.Context()
	kind, _ := businesswall.KindOf(o.WallType) // an unknown type has no name
	v := answerView{
		Title: i18n.T(ctx, "businesswall.offer.title"), Lead: i18n.T(ctx, "businesswall.offer.lead", "Name", o.WallName),
		Items: []ui.MetaItem{
			{Label: "Business Wall", Text: o.WallName},
			{Label: i18n.T(ctx, "businesswall.information.type"), Text: kind.Name},
			{Label: i18n.T(ctx, "businesswall.offer.role"), Text: mandate.RoleName(ctx, o.WallType, o.Role)},
			{Label: i18n.T(ctx, "businesswall.offer.date"), Text: i18n.Date(ctx, o.InvitedAt)},
		},
		Next: profilePath, NextLabel: i18n.T(ctx, "businesswall.offer.to_profile"),
	}
	if o.Status == mandate.Pending {
		v.Action = r.URL.Path
		return v
	}
	v.Outcome, v.Tone = i18n.T(ctx, "businesswall.offer_outcome."+o.Status), ui.ToneInfo
	if o.Status == mandate.Accepted {
		v.Tone = ui.ToneOK
		if businesswall.OpensDashboard(o.Role) {
			v.Next, v.NextLabel = selectPath, i18n.T(ctx, "businesswall.to_dashboard")
		}
	}
	return v
}

// proposal answers GET /BW/confirm-partnership-invitation/{wall}/{partnership}.
func (h *handler) proposal(w http.ResponseWriter, r *http.Request) error {
	agency, id, err := proposalOf(r)
	if err != nil {
		return err
	}
	p, err := h.walls.Partners.Proposal(r.Context(), ui.Actor(r), agency, id)
	if err != nil {
		return err
	}
	return ui.Render(w, r, answerPage(newProposalView(r, p)))
}

// answerProposal answers the same address by POST.
func (h *handler) answerProposal(w http.ResponseWriter, r *http.Request) error {
	agency, id, err := proposalOf(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	_, err = h.walls.Partners.Answer(r.Context(), ui.Actor(r), agency, id, r.PostFormValue("action") == "accept")
	if err != nil {
		return h.told(w, r, err, r.URL.Path)
	}
	web.Redirect(w, r, r.URL.Path)
	return nil
}

func proposalOf(r *http.Request) (agency, id int64, err error) {
	agency, err = web.PathID(r, "wall")
	if err == nil {
		id, err = web.PathID(r, "partnership")
	}
	if err != nil {
		return 0, 0, businesswall.ErrWrongLink
	}
	return agency, id, nil
}

func newProposalView(r *http.Request, p *businesswall.Proposal) answerView {
	ctx := r.Context()
	v := answerView{
		Title: i18n.T(ctx, "businesswall.proposal.title"), Lead: i18n.T(ctx, "businesswall.proposal.lead", "Client", p.Client, "Agency", p.Agency),
		Items: []ui.MetaItem{
			{Label: i18n.T(ctx, "businesswall.proposal.client"), Text: p.Client},
			{Label: i18n.T(ctx, "businesswall.proposal.agency"), Text: p.Agency},
			{Label: i18n.T(ctx, "businesswall.offer.date"), Text: i18n.Date(ctx, p.InvitedAt)},
		},
		Next: rootPath, NextLabel: i18n.T(ctx, "businesswall.proposal.to_walls"),
	}
	if p.Message != "" {
		v.Items = append(v.Items, ui.MetaItem{Label: i18n.T(ctx, "businesswall.proposal.message"), Text: p.Message})
	}
	if p.Status == mandate.PartnershipInvited {
		v.Action = r.URL.Path
		return v
	}
	v.Outcome, v.Tone = i18n.T(ctx, "businesswall.proposal_outcome."+p.Status), ui.ToneInfo
	if p.Status == mandate.PartnershipActive || p.Status == mandate.PartnershipAccepted {
		v.Tone = ui.ToneOK
	}
	return v
}

// detailItems is where the provider sends its invoices, or nothing.
func detailItems(ctx context.Context, d Details) []ui.MetaItem {
	if d == (Details{}) {
		return nil
	}
	return []ui.MetaItem{
		{Label: i18n.T(ctx, "businesswall.field.email"), Text: d.Email},
		{Label: i18n.T(ctx, "businesswall.field.vat"), Text: d.VATNumber},
		{Label: i18n.T(ctx, "businesswall.field.address"), Text: d.Address},
	}
}
