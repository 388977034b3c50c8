// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"regexp"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// An operator sees which roles there are, who may open what, and what one member
// may open (spec 02 §14, 08 §7).
func TestRights(t *testing.T) {
	t.Parallel()
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, engine)
			journalist := w.Persona(t, apptest.Journalist)
			var email string
			if err := w.DB.Reader().NewRaw("SELECT email FROM members WHERE id = ?", journalist.UserID).Scan(t.Context(), &email); err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct{ args, says string }{
				{"role list", `(?m)^PRESS_MEDIA +[1-9]`},
				{"role list", `(?m)^ADMIN +\d`},
				{"role list", `(?m)^LEADER +0`},
				{"routes", `(?m)^GET +/admin/orgs +admin`},
				{"routes --email " + email, `(?m)^GET +/wip/articles +articles +yes$`},
				{"routes --email " + email, `(?m)^GET +/admin/orgs .* no$`},
			} {
				stdout, stderr, ok := run(t, w.settings, strings.Fields(c.args)...)
				if !ok || !regexp.MustCompile(c.says).MatchString(stdout) {
					t.Errorf("%s: ok %v, wants %s, says:\n%s%s", c.args, ok, c.says, stdout, stderr)
				}
			}
			if _, stderr, ok := run(t, w.settings, "routes", "--email", "nobody@example.org"); ok || stderr == "" {
				t.Errorf("nobody's routes: ok %v, says %s", ok, stderr)
			}
		})
	}
}
