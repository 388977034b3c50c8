// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package live

import "github.com/a-h/templ"

// Form returns the attributes of a form that runs an action of c: with htmx
// the component is replaced in place, without it the page comes back. The form
// also holds State(c).
func Form(c Component, action string) templ.Attributes {
	address := "/live/" + c.Name() + "/" + action
	return templ.Attributes{
		"method":    "post",
		"action":    address,
		"hx-post":   address,
		"hx-target": "closest [data-live]",
		"hx-swap":   "outerMorph",
	}
}
