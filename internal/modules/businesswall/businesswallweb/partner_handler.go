// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"net/http"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// partnerView is an agency of a wall.
type partnerView struct {
	ID, AgencyID  string
	Name, Contact string
	Status        string
	Tone          ui.Tone
	Revocable     bool
	Question      string
	Starts, Ends  string // as a date field holds them
	Notes         string
}

// partnersView is the page of external partners (spec 07 §7.9).
type partnersView struct {
	None    bool
	InForce []partnerView
	Waiting []partnerView
	Choices []choiceView
	Invite  invitationView
}

// invitationView is the form that invites an agency, as it was typed.
type invitationView struct {
	Problem      string // why it was refused, or ""
	Message      string
	Starts, Ends string
}

// choiceView is a value to choose.
type choiceView struct {
	Value, Label string
	On           bool
}

// partners answers GET /BW/manage-external-partners.
func (h *handler) partners(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	return h.showPartners(w, r, wall, http.StatusOK, invitationView{})
}

// showPartners is the page, with what was typed to invite an agency.
func (h *handler) showPartners(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall, status int, typed invitationView) error {
	ctx := r.Context()
	page, err := h.walls.Partners.Page(ctx, ui.Actor(r), wall.ID)
	if err != nil {
		return err
	}
	v := partnersView{None: page.NoPartner, Invite: typed}
	for _, p := range page.InForce {
		v.InForce = append(v.InForce, newPartnerView(ctx, p))
	}
	for _, p := range page.Waiting {
		v.Waiting = append(v.Waiting, newPartnerView(ctx, p))
	}
	for _, c := range page.Choices {
		v.Choices = append(v.Choices, choiceView{Value: ids.Encode(c.WallID), Label: c.Name, On: ids.Encode(c.WallID) == r.PostFormValue("agency")})
	}
	return ui.RenderStatus(w, r, status, partnersPage(v))
}

func newPartnerView(ctx context.Context, p businesswall.Partner) partnerView {
	v := partnerView{
		ID: ids.Encode(p.ID), AgencyID: ids.Encode(p.AgencyID), Name: p.Agency, Contact: strings.Trim(p.OwnerName+" · "+p.OwnerEmail, " ·"),
		Status: i18n.T(ctx, "businesswall.partner_status."+p.Status), Tone: ui.ToneNeutral, Question: i18n.T(ctx, "businesswall.partners.question", "Name", p.Agency),
		Starts: day(p.StartsAt), Ends: day(p.EndsAt), Notes: p.Notes,
	}
	switch p.Status {
	case mandate.PartnershipActive, mandate.PartnershipAccepted:
		v.Revocable, v.Tone = true, ui.ToneOK
	case mandate.PartnershipInvited:
		v.Revocable, v.Tone = true, ui.ToneWarn
	}
	return v
}

// day is a date as a date field holds it.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(i18n.Paris()).Format(time.DateOnly)
}

// contractDays reads the first and the last day of a contract; either may be
// left open.
func contractDays(r *http.Request) (starts, ends time.Time, err error) {
	if starts, err = dayOf(r.PostFormValue("starts")); err == nil {
		ends, err = dayOf(r.PostFormValue("ends"))
	}
	return starts, ends, err
}

func dayOf(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, text, i18n.Paris())
	if err != nil {
		return time.Time{}, businesswall.ErrContractDay
	}
	return day, nil
}

// changePartners answers POST /BW/manage-external-partners.
func (h *handler) changePartners(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	ctx, by, posted := r.Context(), ui.Actor(r), r.PostFormValue
	switch posted("action") {
	case "none":
		return h.answer(w, r, h.walls.Partners.DeclareNone(ctx, by, wall.ID, posted("no_partner") != ""), "businesswall.flash.saved", partnersPath)
	case "invite":
		return h.invitePartner(w, r, wall)
	case "revoke":
		id, unreadable := ids.Parse(posted("agency"))
		if unreadable != nil {
			return h.told(w, r, businesswall.ErrRevoke, partnersPath)
		}
		return h.answer(w, r, h.walls.Partners.Revoke(ctx, by, wall.ID, id), "businesswall.flash.partner_revoked", partnersPath)
	case "contract":
		id, err := formID(r, "partnership")
		if err != nil {
			return err
		}
		starts, ends, err := contractDays(r)
		if err == nil {
			err = h.walls.Partners.SetContract(ctx, by, wall.ID, id, starts, ends, posted("notes"))
		}
		return h.answer(w, r, err, "businesswall.flash.saved", partnersPath)
	}
	return web.ErrMalformed
}

// invitePartner invites an agency, or shows again what was typed and why not.
func (h *handler) invitePartner(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	ctx, posted := r.Context(), r.PostFormValue
	id, err := ids.Parse(posted("agency"))
	if err != nil {
		err = businesswall.ErrInvite
	}
	starts, ends, unreadable := contractDays(r)
	if err == nil {
		err = unreadable
	}
	if err == nil {
		err = h.walls.Partners.Invite(ctx, ui.Actor(r), wall.ID, businesswall.Invitation{
			AgencyID: id, Message: posted("message"), StartsAt: starts, EndsAt: ends,
		})
	}
	if err == nil {
		return h.done(w, r, "businesswall.flash.partner_invited", partnersPath)
	}
	to, _ := wayOf(r, err)
	why := refusalOf(err)
	if to != "" || why == nil {
		return err
	}
	return h.showPartners(w, r, wall, ui.Status(why), invitationView{
		Problem: i18n.T(ctx, why.Message, why.Args...), Message: posted("message"), Starts: posted("starts"), Ends: posted("ends"),
	})
}

// clientView is a client of an agency.
type clientView struct {
	WallID, Name, TypeName string
	Status                 string
	Tone                   ui.Tone
	InForce                bool
	ReplyURL               string // where an invitation is answered, or ""
	Missions               []string
	Period                 string
	Staff                  []holderView
}

// clientsView is « Mes clients » (spec 07 §14.2).
type clientsView struct {
	Clients  []clientView
	Members  []choiceView
	Count    int
	Search   bool // there are more colleagues than the lists hold
	Query    string
	MayReply bool // is the owner, who alone answers a client's invitation
}

// clients answers GET /BW/clients: whom an agency represents.
func (h *handler) clients(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	ctx, by := r.Context(), ui.Actor(r)
	if wall.Kind().HasPartners() {
		return errs.ErrNotFound
	}
	list, err := h.walls.Cockpit.Clients(ctx, by, wall.ID)
	if err != nil {
		return err
	}
	query := r.URL.Query().Get("q")
	team, others, err := h.walls.Cockpit.Colleagues(ctx, by, wall.ID, query)
	if err != nil {
		return err
	}
	v := clientsView{Search: others || query != "", Query: query, MayReply: isOwner(by, wall)}
	for _, m := range team {
		v.Members = append(v.Members, choiceView{Value: ids.Encode(m.ID), Label: m.FirstName + " " + m.LastName})
	}
	for _, c := range list {
		view := newClientView(ctx, c)
		if view.InForce {
			v.Count++
		} else if v.MayReply && c.Status == mandate.PartnershipInvited {
			view.ReplyURL = partnerPath + ids.Encode(wall.ID) + "/" + ids.Encode(c.PartnershipID)
		}
		v.Clients = append(v.Clients, view)
	}
	return ui.Render(w, r, clientsPage(v))
}

func newClientView(ctx context.Context, c businesswall.Client) clientView {
	v := clientView{
		WallID: ids.Encode(c.WallID), Name: c.Name, Status: i18n.T(ctx, "businesswall.partner_status."+c.Status), Tone: ui.ToneWarn,
		InForce: c.Status == mandate.PartnershipActive || c.Status == mandate.PartnershipAccepted,
	}
	if kind, known := businesswall.KindOf(c.Type); known {
		v.TypeName = kind.Name
	}
	switch {
	case v.InForce:
		v.Tone = ui.ToneOK
	case c.Status == mandate.PartnershipRevoked:
		v.Tone = ui.ToneNeutral
	}
	if !c.EndsAt.IsZero() {
		v.Period = i18n.T(ctx, "businesswall.partners.until", "Date", i18n.Date(ctx, c.EndsAt))
	}
	for _, m := range mandate.Missions() {
		if c.Missions[string(m)] {
			v.Missions = append(v.Missions, i18n.T(ctx, "businesswall.mission."+string(m)))
		}
	}
	for _, p := range c.Staff {
		view := holderOf(ctx, p)
		view.Status = mandate.RoleName(ctx, c.Type, p.Role)
		v.Staff = append(v.Staff, view)
	}
	return v
}

// changeClients answers POST /BW/clients.
func (h *handler) changeClients(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	client, err := formID(r, "client")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), ui.Actor(r)
	switch r.PostFormValue("action") {
	case "appoint":
		member, err := formID(r, "member")
		if err != nil {
			return err
		}
		return h.answer(w, r, h.walls.Cockpit.Appoint(ctx, by, wall.ID, client, member, r.PostFormValue("role")), "businesswall.flash.appointed", clientsPath)
	case "dismiss":
		role, err := formID(r, "role_id")
		if err != nil {
			return err
		}
		return h.answer(w, r, h.walls.Cockpit.Dismiss(ctx, by, wall.ID, client, role), "businesswall.flash.dismissed", clientsPath)
	}
	return web.ErrMalformed
}

// externalRoles are what an agency may appoint its members to.
func externalRoles(ctx context.Context) []choiceView {
	var list []choiceView
	for _, role := range []access.WallRole{access.ExternalPROfficer, access.ExternalManager} {
		list = append(list, choiceView{Value: string(role), Label: mandate.RoleName(ctx, "", string(role))})
	}
	return list
}

// policyView is to whom a wall sells.
type policyView struct {
	Options []choiceView
	Media   []choiceView
}

// policy answers GET /BW/rights-policy (spec 07 §13).
func (h *handler) policy(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	if !wall.Kind().RightsHolder {
		return errs.ErrNotFound
	}
	held, media, err := h.walls.Walls.Policy(r.Context(), ui.Actor(r), wall.ID)
	if err != nil {
		return err
	}
	chosen := map[int64]bool{}
	for _, id := range held.Media {
		chosen[id] = true
	}
	var v policyView
	for _, o := range []businesswall.Option{businesswall.AllSubscribed, businesswall.Whitelist, businesswall.Blacklist, businesswall.Nobody} {
		v.Options = append(v.Options, choiceView{Value: string(o), Label: i18n.T(r.Context(), "businesswall.policy."+string(o)), On: o == held.Option})
	}
	for _, m := range media {
		v.Media = append(v.Media, choiceView{Value: ids.Encode(m.WallID), Label: m.Name, On: chosen[m.WallID]})
	}
	return ui.Render(w, r, policyPage(v))
}

// savePolicy answers POST /BW/rights-policy.
func (h *handler) savePolicy(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	if !wall.Kind().RightsHolder {
		return errs.ErrNotFound
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	p := businesswall.Policy{Option: businesswall.Option(r.PostFormValue("option"))}
	for _, text := range r.PostForm["media"] {
		if id, err := ids.Parse(text); err == nil {
			p.Media = append(p.Media, id)
		}
	}
	return h.answer(w, r, h.walls.Walls.SetPolicy(r.Context(), ui.Actor(r), wall.ID, p), "businesswall.flash.policy", policyPath)
}
