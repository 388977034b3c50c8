// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// cardView is one task of the dashboard.
type cardView struct {
	Title, Text, URL, Icon string
}

// dashboardView is the dashboard of a wall.
type dashboardView struct {
	Name         string
	TypeName     string
	Free         bool
	Roles        string
	Suspended    businesswall.Suspension // "" when it is not
	PastDue      string                  // when it will be suspended, or ""
	Verified     bool                    // by the staff
	Correction   string                  // what the staff wants corrected, or ""
	Several      bool
	Cards        []cardView
	Subscription subscriptionView
}

// dashboard answers GET /BW/dashboard (spec 07 §7.1).
func (h *handler) dashboard(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	ctx, by := r.Context(), ui.Actor(r)
	name, err := h.nameOf(ctx, wall)
	if err != nil {
		return err
	}
	held, err := h.walls.Walls.HeldRoles(ctx, by, wall.ID)
	if err != nil {
		return err
	}
	choices, err := h.walls.Walls.Choices(ctx, by)
	if err != nil {
		return err
	}
	paid, err := h.subscription(r, wall)
	if err != nil {
		return err
	}
	paid.MayCancel = len(held) > 0 && !paid.Portal
	suspended, err := h.walls.Walls.Suspended(ctx, wall)
	if err != nil {
		return err
	}
	view := dashboardView{
		Name: name, TypeName: wall.Kind().Name, Free: wall.Kind().Free, Roles: roleNames(ctx, wall.Type, held), Suspended: suspended,
		Several: len(choices) > 1, Cards: cardsOf(ctx, wall.Kind()), Subscription: paid,
	}
	view.Verified = wall.Verification == businesswall.Verified
	if wall.Verification == businesswall.Refused {
		view.Correction = wall.VerificationComment
	}
	if !wall.SuspendsAt.IsZero() && suspended == "" {
		view.PastDue = i18n.Date(ctx, wall.SuspendsAt)
	}
	return ui.Render(w, r, dashboardPage(view))
}

// cardsOf are the tasks of the dashboard, numbered; agencies have no partners
// page and have clients instead.
func cardsOf(ctx context.Context, kind businesswall.Kind) []cardView {
	cards := []cardView{
		{"config", "", configPath, "settings"}, {"content", "", contentPath, "file-pen"}, {"gallery", "", galleryPath, "images"},
		{"invitations", "", invitePath, "mail-plus"}, {"members", "", membersPath, "users"}, {"roles", "", rolesPath, "user-cog"},
	}
	if kind.HasPartners() {
		cards = append(cards, cardView{"partners", "", partnersPath, "handshake"})
	}
	cards = append(cards, cardView{"missions", "", missionsPath, "clipboard-check"})
	for i := range cards {
		title := i18n.T(ctx, "businesswall.card."+cards[i].Title)
		if i > 0 {
			title = i18n.Number(ctx, int64(i)) + "- " + title
		}
		cards[i].Title, cards[i].Text = title, i18n.T(ctx, "businesswall.card_text."+cards[i].Title)
	}
	if !kind.HasPartners() {
		cards = append(cards, cardView{i18n.T(ctx, "businesswall.card.clients"), i18n.T(ctx, "businesswall.card_text.clients"), clientsPath, "briefcase"})
	}
	if kind.RightsHolder {
		cards = append(cards, cardView{i18n.T(ctx, "businesswall.card.policy"), i18n.T(ctx, "businesswall.card_text.policy"), policyPath, "copyright"})
	}
	return append(cards,
		cardView{i18n.T(ctx, "businesswall.card.information"), i18n.T(ctx, "businesswall.card_text.information"), informationPath, "info"},
		cardView{i18n.T(ctx, "businesswall.card.history"), i18n.T(ctx, "businesswall.card_text.history"), historyPath, "history"},
	)
}

func roleNames(ctx context.Context, wallType string, roles []string) string {
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = mandate.RoleName(ctx, wallType, role)
	}
	return strings.Join(names, ", ")
}

// configForm is the base data (spec 07 §7.2).
func (h *handler) configForm(ctx context.Context, kind businesswall.Kind) (form.Form, error) {
	sizes, err := h.families(ctx, "taille_organisation")
	if err != nil {
		return form.Form{}, err
	}
	note := "businesswall.config.flat"
	fields := []form.Field{
		{Name: "name", Kind: form.Text, Label: "businesswall.field.name", MaxLength: 200, Width: 3},
		{Name: "size", Kind: form.Select, Label: "businesswall.field.size", Families: sizes, Width: 3},
	}
	if kind.By == organisation.Employees {
		note = "businesswall.config.by_headcount"
		fields = append(fields, form.Field{Name: "employees", Kind: form.Number, Label: "businesswall.field.headcount", Min: 1, Max: 9_999_999, Width: 3})
	}
	return form.Form{
		ID: "config", Action: configPath, CancelURL: dashboardPath, FullRefresh: true,
		Groups: []form.Group{
			{Intro: note, Fields: fields},
			{Title: "businesswall.missions.title", Fields: []form.Field{{
				Name: "missions", Kind: form.Multi, Label: "businesswall.missions.allowed", Families: missionFamilies(ctx, "businesswall.mission."),
			}}},
		},
	}, nil
}

func missionFamilies(ctx context.Context, prefix string) []form.Family {
	var options []form.Option
	for _, m := range mandate.Missions() {
		options = append(options, form.Option{Value: string(m), Label: i18n.T(ctx, prefix+string(m))})
	}
	return form.Options(options...)
}

// granted lists the missions that a wall lets its PR managers have.
func granted(wall *businesswall.Wall) []string {
	var list []string
	for _, m := range mandate.Missions() {
		if wall.Missions[string(m)] {
			list = append(list, string(m))
		}
	}
	return list
}

func missionsOf(values []string) []mandate.Mission {
	list := make([]mandate.Mission, len(values))
	for i, v := range values {
		list[i] = mandate.Mission(v)
	}
	return list
}

// config answers GET /BW/edit-config.
func (h *handler) config(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	f, err := h.configForm(r.Context(), wall.Kind())
	if err != nil {
		return err
	}
	var v form.Values
	v.Set("name", wall.Name)
	v.Set("size", wall.Size)
	v.Set("missions", granted(wall)...)
	if wall.Employees > 0 {
		v.SetInt("employees", wall.Employees)
	}
	return ui.Render(w, r, configPage(formView{f, v, nil}))
}

// saveConfig answers POST /BW/edit-config.
func (h *handler) saveConfig(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	f, err := h.configForm(r.Context(), wall.Kind())
	if err != nil {
		return err
	}
	v, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(r.Context(), v); err == nil {
		err = h.walls.Walls.Configure(r.Context(), ui.Actor(r), wall.ID, businesswall.Config{
			Name: v.Text("name"), Size: v.Text("size"), Employees: v.Int("employees"), Missions: missionsOf(v.List("missions")),
		})
	}
	switch {
	case err == nil:
		return h.done(w, r, "businesswall.flash.config", dashboardPath)
	case !isFormRefusal(err):
		return err
	}
	return ui.RenderStatus(w, r, ui.Status(err), configPage(formView{f, v, err}))
}

// missions answers GET /BW/assign-missions.
func (h *handler) missions(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	return ui.Render(w, r, missionsPage(newMissionsView(r.Context(), wall)))
}

// missionsView is what PR managers of a wall may publish.
type missionsView struct {
	Back     string
	Count    int
	Missions []missionView
}

type missionView struct {
	Value, Label, Text string
	On                 bool
}

func newMissionsView(ctx context.Context, wall *businesswall.Wall) missionsView {
	v := missionsView{Back: partnersPath, Count: len(granted(wall))}
	if !wall.Kind().HasPartners() {
		v.Back = rolesPath
	}
	for _, m := range mandate.Missions() {
		v.Missions = append(v.Missions, missionView{
			Value: string(m), Label: i18n.T(ctx, "businesswall.publish."+string(m)), Text: i18n.T(ctx, "businesswall.where."+string(m)), On: wall.Missions[string(m)],
		})
	}
	return v
}

// saveMissions answers POST /BW/assign-missions; only its own button saves.
func (h *handler) saveMissions(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if r.PostFormValue("action") != "finish" {
		return web.ErrMalformed
	}
	err := h.walls.Walls.AssignMissions(r.Context(), ui.Actor(r), wall.ID, missionsOf(r.PostForm["missions"]))
	if err != nil {
		return h.told(w, r, err, missionsPath)
	}
	return h.done(w, r, "businesswall.flash.missions", dashboardPath)
}

// information answers GET /BW/information, for all who have a current wall
// (spec 07 §7.11).
func (h *handler) information(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	wall, err := h.walls.Walls.Current(ctx, ui.Actor(r))
	if err != nil {
		return err
	}
	name, err := h.nameOf(ctx, wall)
	if err != nil {
		return err
	}
	subscription, activated := "businesswall.paid_word", i18n.T(ctx, "businesswall.information.never")
	if wall.Kind().Free {
		subscription = "businesswall.free_word"
	}
	if !wall.ActivatedAt.IsZero() {
		activated = wall.ActivatedAt.In(i18n.Paris()).Format("02/01/2006")
	}
	return ui.Render(w, r, informationPage([]ui.MetaItem{
		{Label: i18n.T(ctx, "businesswall.information.type"), Text: wall.Kind().Name},
		{Label: i18n.T(ctx, "businesswall.information.status"), Text: i18n.T(ctx, "businesswall.status."+string(wall.Status))},
		{Label: i18n.T(ctx, "businesswall.information.subscription"), Text: i18n.T(ctx, subscription)},
		{Label: i18n.T(ctx, "businesswall.information.activated"), Text: activated},
		{Label: i18n.T(ctx, "businesswall.information.organisation"), Text: name},
	}))
}

// cancel answers POST /BW/cancel-subscription. A subscription that the provider
// has is ended in its portal (spec 07 §10).
func (h *handler) cancel(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	if err := h.walls.Walls.Cancel(r.Context(), ui.Actor(r), wall.ID); err != nil {
		return h.told(w, r, err, dashboardPath)
	}
	return h.done(w, r, "businesswall.flash.cancelled", workPath)
}

// portal answers POST /BW/billing-portal with the way to the provider's.
func (h *handler) portal(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	address, err := h.checkout.Portal(r.Context(), ui.Actor(r), wall.ID, dashboardPath)
	if err != nil {
		return h.told(w, r, err, dashboardPath)
	}
	web.Leave(w, r, address)
	return nil
}

// isOwner reports whether by owns a wall.
func isOwner(by access.Actor, wall *businesswall.Wall) bool { return by.UserID == wall.OwnerID }
