// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package follow

import (
	"context"
	"fmt"
	"net/url"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/live"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// What can be followed.
const (
	Member       = "member"
	Organisation = "organisation"
)

// Button is the state of one button.
type Button struct {
	Kind string `json:"k"`
	ID   int64  `json:"i,string"`
	Who  string `json:"n"` // displayed name
	On   bool   `json:"o"` // the actor follows already
}

// Name is the component's name in addresses.
func (*Button) Name() string { return "follow" }

// View draws the button.
func (b *Button) View() templ.Component { return view(b) }

// Follower is the part of the social portal that the button needs.
type Follower interface {
	// Set makes by follow the target or not.
	Set(ctx context.Context, by access.Actor, kind string, id int64, follow bool) error
}

// Register makes the button work.
func Register(r *live.Registry, follower Follower) error {
	toggle := func(ctx context.Context, b *Button, _ url.Values) error {
		if err := follower.Set(ctx, ui.ActorOf(ctx), b.Kind, b.ID, !b.On); err != nil {
			return err
		}
		b.On = !b.On
		key := "social.follow.stopped"
		if b.On {
			key = "social.follow.started"
		}
		live.Toast(ctx, web.OK, i18n.T(ctx, key, "Name", b.Who))
		return nil
	}
	err := live.Register(r, live.Spec[Button]{
		Guard:   func(ctx context.Context) error { return access.Members.Check(ui.ActorOf(ctx)) },
		Actions: map[string]live.Action[Button]{"toggle": toggle},
	})
	if err != nil {
		return fmt.Errorf("register the follow button: %w", err)
	}
	return nil
}
