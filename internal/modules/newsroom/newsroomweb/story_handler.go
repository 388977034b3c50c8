// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// DeskNeeds is what the pages of Work that join the rooms are made of.
type DeskNeeds struct {
	Articles     *newsroom.ArticleService
	Pitches      *newsroom.PitchService
	Assignments  *newsroom.AssignmentService
	Vocabularies *vocabulary.Store
	Sessions     *web.Sessions
}

// stories are the pages of pitches and assignments.
type stories struct{ DeskNeeds }

// StoryRoutes returns every URL of pitches (sujets) and assignments
// (commandes). No cache keeps them: they are confidential (security checklist
// §1, C2).
func StoryRoutes(n DeskNeeds) ui.Routes {
	h := &stories{n}
	return append(h.pitchRoutes(), h.assignmentRoutes()...).NoStore()
}

func (h *stories) pitchRoutes() ui.Routes {
	return ui.Routes{
		ui.Get("/wip/sujets", access.Pitches, h.pitchList),
		ui.Get("/wip/sujets/export", access.Pitches, h.exportPitches),
		ui.Get("/wip/sujets/new", access.Proposing, h.composePitch),
		ui.Post("/wip/sujets", access.Proposing, h.createPitch),
		ui.Get("/wip/sujets/{id}", access.Pitches, h.showPitch),
		ui.Get("/wip/sujets/{id}/edit", access.Pitches, h.editPitch),
		ui.Post("/wip/sujets/{id}", access.Pitches, h.updatePitch),
		ui.Post("/wip/sujets/{id}/publish", access.Pitches, h.submitPitch),
		ui.Post("/wip/sujets/{id}/unpublish", access.Pitches, h.withdrawPitch),
		ui.Post("/wip/sujets/{id}/delete", access.Pitches, h.deletePitch),
		ui.Post("/wip/sujets/{id}/accept", access.Pitches, h.acceptPitch),
		ui.Post("/wip/sujets/{id}/refuse", access.Pitches, h.declinePitch),
		ui.Post("/wip/sujets/{id}/counter", access.Pitches, h.counterPitch),
		ui.Post("/wip/sujets/{id}/offer/accept", access.Pitches, h.acceptOffer),
		ui.Post("/wip/sujets/{id}/offer/refuse", access.Pitches, h.declineOffer),
	}
}

func (h *stories) assignmentRoutes() ui.Routes {
	return ui.Routes{
		ui.Get("/wip/commandes", access.Pitches, h.assignmentList),
		ui.Get("/wip/commandes/export", access.Pitches, h.exportAssignments),
		ui.Get("/wip/commandes/new", access.Commissioning, h.composeAssignment),
		ui.Post("/wip/commandes", access.Commissioning, h.createAssignment),
		ui.Get("/wip/commandes/{id}", access.Pitches, h.showAssignment),
		ui.Get("/wip/commandes/{id}/edit", access.Pitches, h.editAssignment),
		ui.Post("/wip/commandes/{id}", access.Pitches, h.updateAssignment),
		ui.Post("/wip/commandes/{id}/confirm", access.Pitches, h.confirmAssignment),
		ui.Post("/wip/commandes/{id}/accept", access.Pitches, h.agreeToAssignment),
		ui.Post("/wip/commandes/{id}/refuse", access.Pitches, h.declineAssignment),
		ui.Post("/wip/commandes/{id}/cancel", access.Pitches, h.cancelAssignment),
		ui.Post("/wip/commandes/{id}/delete", access.Pitches, h.deleteAssignment),
		ui.Post("/wip/commandes/{id}/article", access.Articles, h.beginArticle),
	}
}

// PitchesPath is the address of the list of pitches, to which the Com'room leads
// too.
const PitchesPath = "/wip/sujets"

// assignmentsPath is the address of the list of assignments.
const assignmentsPath = "/wip/commandes"

// to goes to a page, which shows the message.
func (h *stories) to(w http.ResponseWriter, r *http.Request, url, message string) error {
	h.Sessions.Flash(r.Context(), web.OK, message)
	web.Redirect(w, r, url)
	return nil
}

// refused answers a command that could not be done: what has changed meanwhile
// is told over the page given, and nothing changes (spec 04 §5.2).
func (h *stories) refused(w http.ResponseWriter, r *http.Request, err error, back string) error {
	if errs.KindOf(err) != errs.Conflict {
		return err
	}
	h.Sessions.Flash(r.Context(), web.Danger, errs.MessageOf(err))
	web.Redirect(w, r, back)
	return nil
}

// command answers the POST of a command on the thing of the address: it does
// it, and goes to a page with a message.
func (h *stories) command(
	w http.ResponseWriter, r *http.Request, k *storyKind, message string,
	do func(ctx context.Context, by access.Actor, id int64) (to string, err error),
) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	to, err := do(r.Context(), ui.Actor(r), id)
	if err != nil {
		return h.refused(w, r, err, k.path)
	}
	if to == "" {
		to = k.path
	}
	return h.to(w, r, to, message)
}

// label is how a stored value of a vocabulary is shown.
func (h *stories) label(ctx context.Context, name, value string) string {
	return ui.Term(ctx, h.Vocabularies, name, value)
}
