// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"regexp"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/platform/mailer"
)

// letters returns the mails that an address got, the latest first.
func letters(t *testing.T, app *apptest.App, to string) []mailer.Captured {
	t.Helper()
	app.Settle(t)
	all, err := app.Inbox.Captured(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	var found []mailer.Captured
	for _, m := range all {
		if m.Recipient == to {
			found = append(found, m)
		}
	}
	return found
}

// linkIn is the path of the link that a mail leads to.
func linkIn(t *testing.T, m mailer.Captured, path string) string {
	t.Helper()
	found := regexp.MustCompile(regexp.QuoteMeta(path) + `/[A-Za-z0-9_-]{43}`).FindString(m.Text)
	if found == "" {
		t.Fatalf("no link to %s in the mail %q", path, m.Subject)
	}
	return found
}
