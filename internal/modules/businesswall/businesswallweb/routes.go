// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Addresses of the pages (spec 07 §6–§10).
const (
	rootPath          = "/BW/"
	confirmPath       = "/BW/confirm-subscription"
	choicePath        = "/BW/activation-choice"
	selectTypePath    = "/BW/select-subscription/"
	contactsPath      = "/BW/nominate-contacts"
	saveContactsPath  = "/BW/submit-contacts"
	pricingPath       = "/BW/pricing/"
	setPricingPath    = "/BW/set_pricing/"
	billingPath       = "/BW/stripe-info/"
	paymentPath       = "/BW/payment/"
	checkoutPath      = "/BW/checkout/"
	successPath       = "/BW/payment-success/"
	abandonPath       = "/BW/payment-cancel/"
	confirmationPath  = "/BW/confirmation/paid"
	resetPath         = "/BW/reset"
	notAuthorizedPath = "/BW/not-authorized"
	requestPath       = "/BW/request-role"

	dashboardPath   = "/BW/dashboard"
	configPath      = "/BW/edit-config"
	contentPath     = "/BW/configure-content"
	galleryPath     = "/BW/configure-gallery"
	deleteImagePath = "/BW/delete-gallery-image/"
	moveImagePath   = "/BW/move-gallery-image/"
	invitePath      = "/BW/invite-organisation-members"
	membersPath     = "/BW/manage-organisation-members"
	rolesPath       = "/BW/manage-internal-roles"
	partnersPath    = "/BW/manage-external-partners"
	missionsPath    = "/BW/assign-missions"
	policyPath      = "/BW/rights-policy"
	informationPath = "/BW/information"
	historyPath     = "/BW/history"
	exportPath      = "/BW/history/export"
	clientsPath     = "/BW/clients"
	selectPath      = "/BW/select-bw"
	cancelPath      = "/BW/cancel-subscription"
	portalPath      = "/BW/billing-portal"
	switchPath      = "/BW/switch-plan"
	roleAnswerPath  = "/BW/confirm-role-invitation/"
	partnerPath     = "/BW/confirm-partnership-invitation/"

	workPath    = "/wip"
	profilePath = "/preferences/invitations"

	preRegisterPath = "/BW/pre-register" // of registration
)

// Flash keeps a message for the next page, as web.Sessions.Flash does.
type Flash func(ctx context.Context, kind web.ToastKind, key string, args ...any)

// Needs is what the pages stand on.
type Needs struct {
	Walls    *businesswall.Module
	Checkout Checkout
	Words    *vocabulary.Store
	Flash    Flash
}

type handler struct {
	walls    *businesswall.Module
	checkout Checkout
	words    *vocabulary.Store
	flash    Flash
}

// Routes returns every URL of the Business Wall.
func Routes(n Needs) ui.Routes {
	h := &handler{walls: n.Walls, checkout: n.Checkout, words: n.Words, flash: n.Flash}
	routes := append(h.wizardRoutes(), h.managementRoutes()...)
	for i := range routes {
		routes[i].Guard, routes[i].Handler = access.Members, h.led(routes[i].Handler)
	}
	return routes.NoStore()
}

// Entry is the line of the Work portal's side menu: it leads to the wizard, the
// dashboard or who runs the wall, whatever is the member's.
func Entry() ui.Entry {
	return ui.Entry{Name: "wall", Label: "businesswall.menu", Icon: "building", Path: rootPath}
}

func (h *handler) wizardRoutes() ui.Routes {
	get, post := ui.Get, ui.Post
	return ui.Routes{
		get(rootPath, access.Members, h.enter),
		get(confirmPath, access.Members, h.confirm),
		post(selectTypePath+"{type}", access.Members, h.chooseType),
		get(choicePath, access.Members, h.choices),
		get(contactsPath, access.Members, h.contacts),
		post(saveContactsPath, access.Members, h.saveContacts),
		get(pricingPath+"{type}", access.Members, h.pricing),
		post(setPricingPath+"{type}", access.Members, h.savePricing),
		get(billingPath+"{type}", access.Members, h.billing),
		post(billingPath+"{type}", access.Members, h.saveBilling),
		get(paymentPath+"{type}", access.Members, h.payment),
		post(checkoutPath+"{type}", access.Members, h.pay),
		get(successPath+"{type}", access.Members, h.paid),
		get(abandonPath+"{type}", access.Members, h.abandoned),
		get(confirmationPath, access.Members, h.confirmation),
		get("/BW/confirmation/free", access.Members, h.formerFreeWay),
		get("/BW/activate-free/{type}", access.Members, h.formerFreeWay),
		get("/BW/activate_free/{type}", access.Members, h.formerFreeWay),
		post(resetPath, access.Members, h.reset),
		get(notAuthorizedPath, access.Members, h.notAuthorized),
		post(requestPath, access.Members, h.requestRole),
	}
}

func (h *handler) managementRoutes() ui.Routes {
	get, post := ui.Get, ui.Post
	return ui.Routes{
		get(dashboardPath, access.Members, h.managed(h.dashboard)),
		get(configPath, access.Members, h.managed(h.config)),
		post(configPath, access.Members, h.managed(h.saveConfig)),
		get(contentPath, access.Members, h.managed(h.content)),
		post(contentPath, access.Members, h.managed(h.saveContent)).WithBody(2 * web.MaxBody),
		get(galleryPath, access.Members, h.managed(h.gallery)),
		post(galleryPath, access.Members, h.managed(h.addImage)).WithBody(web.MaxBody),
		post(deleteImagePath+"{id}", access.Members, h.managed(h.deleteImage)),
		post(moveImagePath+"{id}", access.Members, h.managed(h.moveImage)),
		get(invitePath, access.Members, h.managed(h.invitations)),
		post(invitePath, access.Members, h.managed(h.saveInvitations)),
		get(membersPath, access.Members, h.managed(h.members)),
		post(membersPath, access.Members, h.managed(h.removeMember)),
		get(rolesPath, access.Members, h.managed(h.roles)),
		post(rolesPath, access.Members, h.managed(h.changeRoles)),
		get(partnersPath, access.Members, h.managed(h.partners)),
		post(partnersPath, access.Members, h.managed(h.changePartners)),
		get(missionsPath, access.Members, h.managed(h.missions)),
		post(missionsPath, access.Members, h.managed(h.saveMissions)),
		get(policyPath, access.Members, h.managed(h.policy)),
		post(policyPath, access.Members, h.managed(h.savePolicy)),
		get(historyPath, access.Members, h.managed(h.history)),
		get(exportPath, access.Members, h.managed(h.exportHistory)),
		get(clientsPath, access.Members, h.managed(h.clients)),
		post(clientsPath, access.Members, h.managed(h.changeClients)),
		post(cancelPath, access.Members, h.managed(h.cancel)),
		post(portalPath, access.Members, h.managed(h.portal)),
		post(switchPath, access.Members, h.managed(h.switchPlan)),

		get(informationPath, access.Members, h.information),
		get(selectPath, access.Members, h.selector),
		post(selectPath+"/{id}", access.Members, h.selectWall),
		get(roleAnswerPath+"{wall}/{role}/{member}", access.Members, h.offer),
		post(roleAnswerPath+"{wall}/{role}/{member}", access.Members, h.answerOffer),
		get(partnerPath+"{wall}/{partnership}", access.Members, h.proposal),
		post(partnerPath+"{wall}/{partnership}", access.Members, h.answerProposal),
	}
}
