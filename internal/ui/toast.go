// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
)

// Tone is the meaning of a status, notice or toast; colour follows.
type Tone string

// The tones.
const (
	ToneNeutral Tone = ""
	ToneOK      Tone = "ok"
	ToneInfo    Tone = "info"
	ToneWarn    Tone = "warn"
	ToneDanger  Tone = "danger"
)

// Toast is a short message about what has just happened, already translated.
type Toast struct {
	Kind   Tone
	Text   string
	Detail string // second line
	URL    string // where to see the result
	Action string // label of that link
	Aside  bool   // the link opens beside the page, which stays as it is
}

// AddToast makes htmx show t after the answer (ui-guide §3). One toast travels
// per answer: a second replaces the first.
func AddToast(w http.ResponseWriter, t Toast) {
	detail := map[string]string{"kind": toastKind(t.Kind), "text": t.Text}
	if t.Detail != "" {
		detail["detail"] = t.Detail
	}
	if t.URL != "" {
		detail["url"], detail["action"] = t.URL, t.Action
		if t.Aside {
			detail["target"] = "_blank"
		}
	}
	web.Trigger(w, "toast", detail)
}

// Flashes says the messages a session kept for this page.
func Flashes(ctx context.Context, kept []web.Flash) []Toast {
	var toasts []Toast
	for _, f := range kept {
		toasts = append(toasts, Toast{Kind: Tone(f.Kind), Text: i18n.T(ctx, f.Key, f.Args...)})
	}
	return toasts
}
