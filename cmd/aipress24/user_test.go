// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// What is wrong with an account is said in words, and before a password is
// asked for: here nothing is typed at all.
func TestUserArguments(t *testing.T) {
	t.Parallel()
	s := installation(t, "sqlite:"+filepath.Join(t.TempDir(), "x.db"))
	if stdout, stderr, ok := run(t, s, "migrate"); !ok {
		t.Fatalf("migrate: %s%s", stdout, stderr)
	}
	create := func(args ...string) []string { return append([]string{"user", "create"}, args...) }
	named := []string{"--first-name", "Ada", "--last-name", "Lovelace"}
	const strong = "encre-fraiche-et-papier-journal\n"
	type step struct {
		typed string
		args  []string
		says  string // "": it works
	}
	for _, step := range []step{
		{"", create("d@exemple.fr"), "a member has a first name and a last name: give --first-name and --last-name"},
		{"", create("d@exemple.fr", "--first-name", "Ada", "--last-name", " "), "--last-name"},
		{"", create(append(named, "exemple.fr")...), "not an e-mail address"},
		{"", create(append(named, "d@exemple.fr", "--profile", "XX")...), "no such profile code"},
		{"", create(append(named, "d@exemple.fr")...), "no password given"},
		{"court\n", create(append(named, "d@exemple.fr")...), "This password is too short"},
		{strong, create(append(named, "d@exemple.fr")...), ""},
		{"", create(append(named, "D@exemple.fr")...), "an account has this address already"},
		{"", []string{"user", "password", "exemple.fr"}, "not an e-mail address"},
		{"", []string{"user", "password", "e@exemple.fr"}, "no account has this address"},
		{"court\n", []string{"user", "password", "d@exemple.fr"}, "This password is too short"},
		{"", []string{"user", "role", "d@exemple.fr", "KING"}, "no such role"},
		{"", []string{"user", "role", "e@exemple.fr", "ADMIN"}, "no account has this address"},
		{"", []string{"user", "close", "e@exemple.fr"}, "no account has this address"},
		{"", []string{"user", "anonymise", "--yes", "e@exemple.fr"}, "no account has this address"},
	} {
		stdout, stderr, ok := runTyping(t, s, step.typed, step.args...)
		if ok != (step.says == "") || !strings.Contains(stderr, step.says) || strings.Contains(stderr, "password.") || strings.Contains(stderr, "error.") {
			t.Errorf("%s, typing %q: ok %v, wants %q, says:\n%s%s", strings.Join(step.args, " "), step.typed, ok, step.says, stdout, stderr)
		}
	}
}
