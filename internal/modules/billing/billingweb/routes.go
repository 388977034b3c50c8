// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billingweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/sandbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// WebhookPath is where the provider tells what happened.
const WebhookPath = "/webhooks/stripe"

// webhookBody is the largest event in bytes.
const webhookBody = 1 << 20

// Flash keeps a message for the next page, as web.Sessions.Flash does.
type Flash func(ctx context.Context, kind web.ToastKind, key string, args ...any)

// Routes returns the webhook. It is open: only a signature counts.
func Routes(service *billing.Service) ui.Routes {
	h := &webhookHandler{service: service}
	return ui.Routes{ui.Post(WebhookPath, access.Anyone, h.receive).WithBody(webhookBody)}
}

// SandboxRoutes returns the pages of the sandbox. They are open as a provider's
// are: who pays need not be a member, and addresses are not to be guessed.
func SandboxRoutes(provider *sandbox.Provider, flash Flash) ui.Routes {
	h := &sandboxHandler{provider: provider, flash: flash}
	return ui.Routes{
		ui.Get(sandbox.PayPath+"{session}", access.Anyone, h.bill),
		ui.Post(sandbox.PayPath+"{session}", access.Anyone, h.pay),
		ui.Get(sandbox.PortalPath+"{portal}", access.Anyone, h.portal),
		ui.Post(sandbox.PortalPath+"{portal}", access.Anyone, h.act),
	}
}
