// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/content"
)

// What a keyboard gives is set the French way for readers (ui-guide §4), and
// only in French.
func TestTypeset(t *testing.T) {
	t.Parallel()
	const typed = `Le crapaud revient : enquête « maison »`
	if got, want := content.Typeset("fr", typed), "Le crapaud revient\u00a0: enquête «\u00a0maison\u00a0»"; got != want {
		t.Errorf("Typeset() = %q, want %q", got, want)
	}
	if got := content.Typeset("en", "A story : short"); got != "A story : short" {
		t.Errorf("English became %q", got)
	}
	html := `<p>Prix<strong> fort</strong> : <a href="https://a.example/?q=1">lire ici ?</a> 18:30</p>`
	want := `<p>Prix<strong> fort</strong>` + "\u00a0" + `: <a href="https://a.example/?q=1">lire ici` + "\u00a0" + `?</a> 18:30</p>`
	if got := content.TypesetHTML("fr", html); got != want {
		t.Errorf("TypesetHTML() = %q, want %q", got, want)
	}
	if got := content.TypesetHTML("fr", want); got != want {
		t.Errorf("twice = %q", got)
	}
	if got := content.TypesetHTML("en", html); got != html {
		t.Errorf("English became %q", got)
	}
}
