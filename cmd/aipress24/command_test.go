// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// A wrong configuration names the key and the fix, all mistakes at once, and
// shows no secret.
func TestWrongConfiguration(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "wrong.toml")
	if err := os.WriteFile(file, []byte("[server]\naddrr = \":8080\"\n[mail]\nquota = \"many\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	yaml := filepath.Join(dir, "like.yaml")
	if err := os.WriteFile(yaml, []byte("server:\n  addr: 8080\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	anywhere := []string{"serve", "--addr", "127.0.0.1:0"}
	tests := []struct {
		name string
		set  settings
		args []string
		says []string
	}{
		{"address", settings{"SERVER_ADDR": "everywhere"}, []string{"serve"}, []string{"server.addr", "AIPRESS24_SERVER_ADDR", `":8080"`}},
		{"engine", settings{"DATABASE_URL": "mysql://ada:s3cr3t-w0rd@db/x"}, []string{"serve"}, []string{"database.url", "sqlite:", "postgres://"}},
		{"two at once", settings{"SITE_URL": "example.org", "MAIL_FROM": "nobody"}, []string{"web"}, []string{"site.url", "mail.from"}},
		{"production", settings{"ENVIRONMENT": "production", "SITE_URL": "https://a.example", "SECRET_KEY": ""}, []string{"serve"}, []string{"secret.key", "openssl rand"}},
		{"debug doors", settings{"ENVIRONMENT": "production", "SITE_URL": "https://a.example", "DEV_ENABLED": "true"}, []string{"serve"}, []string{"dev.enabled"}},
		{"no such file", settings{}, []string{"serve", "--config", filepath.Join(dir, "absent.toml")}, []string{"absent.toml"}},
		{"unknown key", settings{}, []string{"config", "print", "--config", file}, []string{"server.addrr", "did you mean", "server.addr", "mail.quota"}},
		{"not TOML", settings{}, []string{"serve", "--config", yaml}, []string{yaml, "line 1, column 7, at server", "YAML", "[section]"}},
		{"no data directory", settings{"DATA_DIR": "/proc/x", "SECRET_KEY": ""}, anywhere, []string{`data.dir = "/proc/x"`, "AIPRESS24_DATA_DIR", "choose a directory"}},
		{"no search directory", settings{"SEARCH_DIR": "/proc/x"}, anywhere, []string{`search.dir = "/proc/x"`, "AIPRESS24_SEARCH_DIR", "choose a directory"}},
		{"no file store", settings{"BLOB_URL": "file:///proc/x"}, anywhere, []string{`blob.url = "file:///proc/x"`, "AIPRESS24_BLOB_URL", "choose a directory"}},
		{"no database file", settings{"DATABASE_URL": "sqlite:/proc/x/y.db"}, anywhere, []string{`database.url = "sqlite:/proc/x/y.db"`, "AIPRESS24_DATABASE_URL", "choose a directory"}},
		{"file of something else", settings{"DATABASE_URL": "sqlite:" + file}, anywhere, []string{`database.url = "sqlite:` + file, "AIPRESS24_DATABASE_URL", "not a database", "bring the file back from a backup"}},
		{"directory as a database", settings{"DATABASE_URL": "sqlite:" + filepath.Dir(file)}, anywhere, []string{"AIPRESS24_DATABASE_URL", "write the path of a file, not of a directory"}},
		{"unknown command", settings{}, []string{"srve"}, []string{"srve"}},
		{"unknown command of a group", settings{}, []string{"config", "prin"}, []string{`"prin"`, "did you mean print?", "usage: aipress24 config COMMAND", "aipress24 config --help"}},
		{"unknown command of another", settings{}, []string{"user", "xyz", "a@b.example"}, []string{`"xyz"`, "aipress24 user --help"}},
		{"help about an unknown command", settings{}, []string{"help", "bogus"}, []string{`"bogus"`, "aipress24 --help"}},
		{"help about an unknown command of a group", settings{}, []string{"help", "config", "prin"}, []string{`"prin"`, "did you mean print?", "aipress24 config --help"}},
		{"unknown flag", settings{}, []string{"serve", "--foo"}, []string{"--foo", "usage: aipress24 serve", "aipress24 serve --help"}},
		{"nothing to search for", settings{}, []string{"search", "query"}, []string{"something is missing", "usage: aipress24 search query WORDS…"}},
		{"two addresses", settings{}, []string{"user", "close", "a@b.example", "c@d.example"}, []string{"c@d.example", "usage: aipress24 user close EMAIL"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := installation(t, "sqlite:"+filepath.Join(t.TempDir(), "x.db")).with(tt.set)
			stdout, stderr, ok := run(t, s, tt.args...)
			if ok {
				t.Error("the command succeeds")
			}
			for _, words := range tt.says {
				if !strings.Contains(stderr, words) {
					t.Errorf("it does not say %q:\n%s", words, stderr)
				}
			}
			if strings.Contains(stdout+stderr, "s3cr3t-w0rd") {
				t.Errorf("it shows a secret:\n%s%s", stdout, stderr)
			}
		})
	}
}

// A misspelt variable is named with the nearest key by every command that reads
// the configuration, whatever the log is to hold.
func TestMisspeltVariable(t *testing.T) {
	t.Parallel()
	const says = "AIPRESS24_SERVER_ADRR is not known; did you mean AIPRESS24_SERVER_ADDR?"
	for _, args := range [][]string{{"config", "print"}, {"migrate"}, {"doctor"}} {
		for _, level := range []string{"info", "error"} {
			s := installation(t, "sqlite:"+filepath.Join(t.TempDir(), "x.db")).with(settings{"SERVER_ADRR": ":9", "LOG_LEVEL": level})
			if _, stderr, ok := run(t, s, args...); !strings.Contains(stderr, says) {
				t.Errorf("%s with log.level %s: ok %v, says %s", strings.Join(args, " "), level, ok, stderr)
			}
		}
	}
}

// A database behind the program's version is not touched: the operator is told
// what to run.
func TestPendingMigrations(t *testing.T) {
	t.Parallel()
	for _, engine := range dbtest.Engines() {
		if engine == database.SQLite {
			continue // its one process migrates by itself
		}
		w := newWorld(t, engine)
		w.Exec(t, "DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)")
		if stdout, _, ok := run(t, w.settings, "doctor"); ok || !strings.Contains(stdout, "failed   schema: 1 migrations to apply") {
			t.Errorf("doctor on an old schema: ok %v, says %s", ok, stdout)
		}
		_, stderr, ok := run(t, w.settings, "web", "--addr", "127.0.0.1:0")
		if ok || !strings.Contains(stderr, "1 migrations to apply") || !strings.Contains(stderr, "aipress24 migrate") {
			t.Errorf("web on an old schema: ok %v, says %s", ok, stderr)
		}
	}
}

// doctor names the key at fault: that of the replica when only the replica is
// down, and it does not want to start a file.
func TestDoctor_namesTheKey(t *testing.T) {
	t.Parallel()
	letter := filepath.Join(t.TempDir(), "letter.db")
	if err := os.WriteFile(letter, []byte(strings.Repeat("Chère rédaction, ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, _, ok := run(t, installation(t, "sqlite:"+letter), "doctor")
	if ok || strings.Count(stdout, "not a database") != 1 || !strings.Contains(stdout, "→ Correct database.url") || strings.Contains(stdout, "Start the database") {
		t.Errorf("doctor on a letter: ok %v, says %s", ok, stdout)
	}
	if !slices.Contains(dbtest.Engines(), database.Postgres) {
		return // only PostgreSQL has replicas; dbtest says when it must be there
	}
	shut := freeAddress(t)
	s := installation(t, dbtest.URL(t, database.Postgres)).with(settings{"DATABASE_READER_URL": "postgres://reader:s3cr3t-w0rd@" + shut + "/copy?sslmode=disable"})
	stdout, stderr, ok := run(t, s, "doctor")
	if ok || !strings.Contains(stdout, "failed   database: database.reader_url: ") || !strings.Contains(stdout, shut+"/copy") ||
		!strings.Contains(stdout, "→ Start the replica, or correct or remove database.reader_url.") || strings.Contains(stdout+stderr, "s3cr3t-w0rd") {
		t.Errorf("doctor without the replica: ok %v, says %s", ok, stdout)
	}
}

// An address that is taken is named.
func TestAddressTaken(t *testing.T) {
	t.Parallel()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }() // only occupies the address
	address := listener.Addr().String()
	_, stderr, ok := run(t, installation(t, "sqlite:"+filepath.Join(t.TempDir(), "x.db")), "serve", "--addr", address)
	if ok || !strings.Contains(stderr, address) {
		t.Errorf("serve on a taken address: ok %v, says %s", ok, stderr)
	}
}

// Commands that only look leave nothing behind: not in an empty directory, nor
// beside a database elsewhere.
func TestLookingLeavesNothing(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, engine database.Engine) {
		w := newWorld(t, engine)
		tests := []struct {
			args []string
			says string // in an empty directory
		}{
			{[]string{"doctor"}, "does not exist yet"},
			{[]string{"routes"}, "run \"aipress24 migrate\" first"},
			{[]string{"role", "list"}, "run \"aipress24 migrate\" first"},
			{[]string{"user", "list"}, "run \"aipress24 migrate\" first"},
			{[]string{"organisation", "list"}, "run \"aipress24 migrate\" first"},
			{[]string{"vocabulary", "export"}, "run \"aipress24 migrate\" first"},
			{[]string{"search", "verify"}, "run \"aipress24 migrate\" first"},
			{[]string{"config", "print"}, "data.dir"},
			{[]string{"demo", "accounts"}, "@"},
		}
		for _, tt := range tests {
			dir := filepath.Join(t.TempDir(), "new")
			bare := settings{"DATA_DIR": filepath.Join(dir, "var")}
			stdout, stderr, _ := run(t, bare, tt.args...) // some refuse: there is no database
			if !strings.Contains(stdout+stderr, tt.says) {
				t.Errorf("%s: wants %q, says %s%s", tt.args, tt.says, stdout, stderr)
			}
			if tt.args[0] != "search" { // which opens its index
				if stdout, stderr, ok := run(t, bare.with(settings{"DATABASE_URL": w.settings["DATABASE_URL"]}), tt.args...); !ok {
					t.Errorf("%s of a database elsewhere: %s%s", tt.args, stdout, stderr)
				}
			}
			if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s has made %s: %v", tt.args, dir, err)
			}
		}
	})
}

// The tools work on a fresh installation: migrate, create people, look.
func TestTools(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "tools.db")
	s := installation(t, "sqlite:"+file)
	must := func(says string, args ...string) string {
		t.Helper()
		stdout, stderr, ok := run(t, s, args...)
		if !ok || !strings.Contains(stdout, says) {
			t.Errorf("%s: ok %v, wants %q, says:\n%.2000s%s", strings.Join(args, " "), ok, says, stdout, stderr)
		}
		return stdout
	}
	must("dev", "version")
	must("\"aipress24 serve\" makes it when it starts", "doctor") // nothing to mend in a new directory
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("looking has made a database: %v", err)
	}
	must("53 vocabularies loaded", "migrate")
	must("0 migrations applied, 0 vocabularies loaded", "migrate")
	var export map[string][]map[string]any
	if err := json.Unmarshal([]byte(must("Actualité", "vocabulary", "export", "genres")), &export); err != nil || len(export["genres"]) != 17 {
		t.Errorf("export: %v, %d genres", err, len(export["genres"]))
	}
	must("documents in", "search", "rebuild", "--quiet")
	must("missing 0, stale 0, extra 0", "search", "verify")
	must("nothing found", "search", "query", "introuvable")
	must("schema", "doctor")
	must("captured in the database", "doctor")
	refused := func(says string, s settings, args ...string) {
		t.Helper()
		stdout, stderr, ok := run(t, s, args...)
		if ok || !strings.Contains(stdout+stderr, says) {
			t.Errorf("%s: ok %v, wants %q, says:\n%s%s", strings.Join(args, " "), ok, says, stdout, stderr)
		}
	}
	refused("usage: aipress24 user create EMAIL", s, "user", "create")
	refused("there are all, articles, press-releases, events, members, orgs", s, "search", "query", "--type", "people", "port")
	shut := freeAddress(t)
	refused(shut, s.with(settings{"MAIL_URL": "smtp://" + shut}), "doctor")
	serve(t, s, "serve")
	refused("stop that process first", s, "search", "verify")
	if printed := must("database.url", "config", "print"); strings.Contains(printed, "protects nothing") {
		t.Error("config print shows the secret key")
	}
	var accounts []map[string]string
	if err := json.Unmarshal([]byte(must("email", "demo", "accounts", "--data-dir", t.TempDir(), "--json")), &accounts); err != nil || len(accounts) < 5 {
		t.Errorf("demo accounts: %v, %d of them", err, len(accounts))
	}
}
