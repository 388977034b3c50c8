// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registrationweb

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// spaceView is one of the five spaces of the platform.
type spaceView struct{ Name, Icon, Text string }

func spaces() []spaceView {
	return []spaceView{
		{"NEWS", "newspaper", "registration.space.news"},
		{"WORK", "rocket", "registration.space.work"},
		{"EVENTS", "calendar-days", "registration.space.events"},
		{"MARKET", "shopping-bag", "registration.space.market"},
		{"SOCIAL", "users", "registration.space.social"},
	}
}

// dots are the classes of the communities' colours.
var dots = map[access.Community]string{
	access.PressMedia: "press", access.PressRelations: "pr", access.Expert: "expert",
	access.Transformer: "transformer", access.Academic: "academic",
}

type welcomeView struct {
	Spaces  []spaceView
	GoOnURL string // of what was begun, or ""
}

type profilesView struct {
	Communities []communityView
	Missing     bool // nothing was chosen
	Editing     bool
	Waiting     string // what waits for approval already, in words, or ""
}

type communityView struct {
	Community access.Community
	Gloss     string // message key
	Open      bool
	Profiles  []profileView
}

type profileView struct {
	ID     string
	Label  string // message key
	Chosen bool
}

type wizardView struct {
	Questionnaire *questionnaire
	Values        form.Values
	Problems      error
	Title         string // message key
	Community     access.Community
	Start         int // step that opens first
	Editing       bool
	Waiting       string // what waits for approval already, in words, or ""
	Autosave      string
	Email         string
}

type summaryView struct {
	Title     string // message key
	Community access.Community
	Groups    []form.Group
	Values    form.Values
	Accepted  bool
	Editing   bool
}

type doneView struct {
	Outcome string // registered, applied or proposed
	Member  bool
}

type abandonedView struct {
	GoOnURL string
	Member  bool
}

type linkAskedView struct{ Address, Error string }

// linkView is the page of a link sent by mail.
type linkView struct {
	Name     string // resume, invited or verify
	Host     string // organisation that pre-registered the person
	Action   string
	Address  string
	Done     bool
	IsMember bool // who confirmed is signed in
	Gone     bool

	Who         string // whose registration an address was given for
	AskPassword bool   // that was chosen then
	Err         error  // beside the password
	Problem     string // above it
	Status      int    // HTTP; 0 for 200
}

// passwordForm asks for the password chosen at registration.
func passwordForm(action string) form.Form {
	return form.Form{
		ID: "verify", Action: action, Submit: "registration.link.verify.button", FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{{
			Name: "password", Kind: form.Password, Label: "registration.link.verify.password", Required: true,
			MaxLength: member.MaxPassword, Autocomplete: "current-password",
		}}}},
	}
}

// stepLabels are the words of <step-form>.
func stepLabels(ctx context.Context) string {
	return ui.Labels(ctx, "ui.element.steps",
		"position", "needed", "email", "url", "phone", "tick", "taken", "saving", "saved", "failed", "short")
}

// waiting says that changes wait for approval since a moment; nothing when it is
// zero.
func waiting(ctx context.Context, since time.Time) string {
	if since.IsZero() {
		return ""
	}
	return i18n.T(ctx, "registration.wizard.waiting", "Date", i18n.DateTime(ctx, since))
}

// backOf is where one leaves the choice of a profile for.
func backOf(editing bool) string {
	if editing {
		return "/"
	}
	return welcomePath
}
