// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"net/http"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/platform/web"
)

// resend is a form whose sending was refused, to be sent once more as it was.
type resend struct {
	Action string
	Fields []resentField
	Files  bool // files were chosen too: they have to be chosen again
}

// resentField is one value of it.
type resentField struct{ Name, Value string }

// sentAgain reads what the refused request brought. It returns nil where there
// is nothing to hold: no form, one too large to read, or one without words.
func sentAgain(r *http.Request) *resend {
	if isFragment(r) || wantsJSON(r) || r.Method != http.MethodPost {
		return nil
	}
	if err := web.ParseForm(r); err != nil {
		return nil
	}
	form := &resend{Action: r.URL.RequestURI()}
	for name, values := range r.PostForm {
		if isSecret(name) {
			return nil // what is a secret is typed, not kept in a page
		}
		for _, value := range values {
			form.Fields = append(form.Fields, resentField{name, value})
		}
	}
	slices.SortStableFunc(form.Fields, func(a, b resentField) int { return strings.Compare(a.Name, b.Name) })
	if r.MultipartForm != nil {
		form.Files = len(r.MultipartForm.File) > 0
	}
	if len(form.Fields) == 0 {
		return nil
	}
	return form
}

func isSecret(name string) bool {
	return strings.Contains(name, "password") || strings.Contains(name, "code") && !strings.Contains(name, "post")
}
