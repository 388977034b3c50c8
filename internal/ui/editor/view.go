// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package editor

import (
	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/versions"
)

// view is a form with what was typed and what is wrong with it.
type view struct {
	Text

	Err  error
	Desk versions.Desk
}

// Further is a button that saves and does what action says besides; it stands
// after the form, which it sends.
func (k Kind) Further(label, icon, action string) ui.ButtonData {
	return ui.ButtonData{
		Label: label, Icon: icon, Style: ui.Line, Name: "_action", Value: action, Attrs: templ.Attributes{"form": k.formID()},
	}
}
