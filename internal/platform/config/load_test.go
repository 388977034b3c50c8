// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/config"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got\n%s\nwant\n%s", name, got, want)
	}
}

// write puts a configuration file in a fresh directory.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "aipress24.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func load(t *testing.T, o config.Options) *config.Config {
	t.Helper()
	if o.Environ == nil {
		o.Environ = []string{}
	}
	c, err := config.Load(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoad_defaults(t *testing.T) {
	t.Parallel()
	c := load(t, config.Options{})
	if c.Environment != config.Development || c.IsProduction() || !c.Dev.Enabled {
		t.Errorf("environment = %s, dev.enabled = %v, want a development with doors", c.Environment, c.Dev.Enabled)
	}
	if got := c.Database.URL.Reveal(); got != "sqlite:var/aipress24.db" {
		t.Errorf("database.url = %s", got)
	}
	if c.Blob.URL != "file://./var/files" || c.Search.Dir != "var/search" {
		t.Errorf("blob.url = %s, search.dir = %s", c.Blob.URL, c.Search.Dir)
	}
	if c.Session.Idle != 12*time.Hour || c.Mail.Quota != 200 || c.Location().String() != "Europe/Paris" {
		t.Errorf("session.idle = %s, mail.quota = %d, timezone = %s", c.Session.Idle, c.Mail.Quota, c.Location())
	}
	if id := c.NodeID(); id < 0 || id > 1023 {
		t.Errorf("NodeID() = %d", id)
	}
	var b bytes.Buffer
	if err := c.Print(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "print.golden", b.String())
}

// All problems are told at once, and no secret with them.
func TestLoad_problems(t *testing.T) {
	t.Parallel()
	_, err := config.Load(config.Options{
		File:      "testdata/bad.toml",
		Environ:   []string{"PORT=eighty", "AIPRESS24_SENTRY_DSN=canary-dsn", "AIPRESS24_WORKER_CONCURRENCY=0"},
		Overrides: map[string]string{"log.level": "loud", "logs.format": "json"},
	})
	var problems config.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("Load() = %v, want problems", err)
	}
	golden(t, "problems.golden", err.Error()+"\n")
	if strings.Contains(err.Error(), "canary") {
		t.Error("a secret is told")
	}
}

func TestLoad_file(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, environ, want string }{
		{"absent", "/nonexistent/a.toml", "", "command line: there is no file /nonexistent/a.toml"},
		{"absent in the environment", "", "AIPRESS24_CONFIG=/nonexistent/b.toml", "environment variable AIPRESS24_CONFIG: there is no file /nonexistent/b.toml"},
		{"not TOML", write(t, "[site\nname = 1"), "", "is not TOML at line 1, column "},
		{"section as value", write(t, "database = 3"), "", "database (file "},
		{"table as value", write(t, "[site.name]\nx = 1"), "", "site.name.x (file "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := config.Load(config.Options{File: tt.file, Environ: []string{tt.environ}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Load() = %v, want %q", err, tt.want)
			}
		})
	}
}

// A file that is not TOML is told with the place, the key and the fix, and
// without the secrets around it.
func TestLoad_notTOML(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, where, fix string }{
		{"unquoted text", "[site]\nname = Aipress24\n", "line 2, column 8, at name (", `key = "value" with texts between quotation marks`},
		{"open section", "[site\nname = \"x\"\n", "line 1, column 6, at [site (", "write [section]"},
		{"YAML", "site:\n  name: Aipress24\n", "line 1, column 5, at site (", "it looks like YAML; write [section] on a line of its own"},
		{"YAML inside", "[mail]\nquota = 3\nurl: smtp://u:canary-word@h\n", "line 3, column 4, at url (", "it looks like YAML"},
		{"YAML document", "---\nsite:\n", "line 1", "it looks like YAML"},
		{"twice", "[site]\nname = \"a\"\n[site]\nurl = \"b\"\n", "line 3, column 1, at [site] (", "write each section and each key once"},
		{"key twice", "[mail]\nquota = 1\n\nquota = 2\n", "line 4, column ", "write each section and each key once"},
		{"open text", "[secret]\nkey = \"canary-word\n", "line 2, column ", "quotation marks"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := write(t, tt.text)
			_, err := config.Load(config.Options{File: path, Environ: []string{}})
			if err == nil {
				t.Fatal("the file is read")
			}
			for _, says := range []string{"file " + path + ": is not TOML at ", tt.where, tt.fix} {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("Load() = %v, want %q", err, says)
				}
			}
			if strings.Contains(err.Error(), "canary") {
				t.Errorf("a secret is told: %v", err)
			}
		})
	}
}

// A directory that cannot be written names the key, what failed and what to do.
func TestUnusable(t *testing.T) {
	t.Parallel()
	c := load(t, config.Options{Environ: []string{"AIPRESS24_DATA_DIR=/proc/x"}})
	const want = `data.dir = "/proc/x" (environment variable AIPRESS24_DATA_DIR) cannot be used: `
	err := c.EnsureSecretKey()
	if err == nil || !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), "; choose a directory that the account of the service may write") {
		t.Errorf("EnsureSecretKey() = %v, want %q and the fix", err, want)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("EnsureSecretKey() = %#v hides its cause", err)
	}
	if err := c.Unusable("search.dir", fs.ErrPermission); !strings.HasPrefix(err.Error(), `search.dir = "/proc/x/search" (default) cannot be used: permission denied; choose`) {
		t.Errorf("Unusable() = %v", err)
	}
}

// The command line is stronger than the environment, whose own names are
// stronger than the aliases, which are stronger than the file.
func TestLoad_precedence(t *testing.T) {
	t.Parallel()
	path := write(t, "[site]\nname = \"file\"\n[server]\naddr = \":1\"\n[mail]\nalert_recipients = [\"a@x.fr\", \"b@x.fr\"]")
	environ := []string{"AIPRESS24_CONFIG=" + path}
	tests := []struct {
		name             string
		environ          []string
		override         string
		want, origin     string
		addr, addrOrigin string
	}{
		{name: "file", want: "file", origin: "file " + path, addr: ":1", addrOrigin: "file " + path},
		{
			name: "environment", environ: []string{"AIPRESS24_SITE_NAME=env", "PORT=2"},
			want: "env", origin: "environment variable AIPRESS24_SITE_NAME", addr: ":2", addrOrigin: "environment variable PORT",
		},
		{
			name: "own name before alias", environ: []string{"PORT=2", "AIPRESS24_SERVER_ADDR=:3", "AIPRESS24_SITE_NAME="},
			want: "file", origin: "file " + path, addr: ":3", addrOrigin: "environment variable AIPRESS24_SERVER_ADDR",
		},
		{
			name: "command line", environ: []string{"AIPRESS24_SITE_NAME=env"}, override: "flag",
			want: "flag", origin: "command line", addr: ":1", addrOrigin: "file " + path,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := config.Options{Environ: append(slices.Clone(environ), tt.environ...)}
			if tt.override != "" {
				o.Overrides = map[string]string{"site.name": tt.override}
			}
			c := load(t, o)
			if c.Site.Name != tt.want || c.Origin("site.name") != tt.origin {
				t.Errorf("site.name = %s from %s, want %s from %s", c.Site.Name, c.Origin("site.name"), tt.want, tt.origin)
			}
			if c.Server.Addr != tt.addr || c.Origin("server.addr") != tt.addrOrigin {
				t.Errorf("server.addr = %s from %s, want %s from %s", c.Server.Addr, c.Origin("server.addr"), tt.addr, tt.addrOrigin)
			}
			if got := c.Mail.AlertRecipients; !slices.Equal(got, []string{"a@x.fr", "b@x.fr"}) {
				t.Errorf("mail.alert_recipients = %v", got)
			}
		})
	}
}

func TestLoad_values(t *testing.T) {
	t.Parallel()
	c := load(t, config.Options{Environ: []string{
		"AIPRESS24_DATA_DIR=/srv/aipress24", "AIPRESS24_SERVER_TRUSTED_PROXIES=10.1.2.3/8, 2001:db8::1",
		"AIPRESS24_NODE_ID=7", "AIPRESS24_SITE_URL=https://aipress24.com/", "AIPRESS24_SITE_URI=x",
	}})
	if c.Blob.URL != "file:///srv/aipress24/files" || c.Database.URL.Reveal() != "sqlite:/srv/aipress24/aipress24.db" {
		t.Errorf("blob.url = %s, database.url = %s", c.Blob.URL, c.Database.URL)
	}
	want := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::1/128")}
	if !slices.Equal(c.Server.TrustedProxies, want) {
		t.Errorf("server.trusted_proxies = %v, want %v", c.Server.TrustedProxies, want)
	}
	if c.NodeID() != 7 || c.Site.URL != "https://aipress24.com" {
		t.Errorf("NodeID() = %d, site.url = %s", c.NodeID(), c.Site.URL)
	}
	if w := c.Warnings(); len(w) != 1 || !strings.Contains(w[0], "AIPRESS24_SITE_URI is not known; did you mean AIPRESS24_SITE_URL?") {
		t.Errorf("Warnings() = %q", w)
	}
}

func TestLoad_production(t *testing.T) {
	t.Parallel()
	path := write(t, "[secret]\nkey = \"0123456789012345678901234567890123456789\"")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	c := load(t, config.Options{File: path, Environ: []string{
		"AIPRESS24_ENVIRONMENT=production", "AIPRESS24_SITE_URL=https://aipress24.com",
		"DATABASE_URL=postgres://a:p%40ss@db/a?sslmode=require",
	}})
	if c.Dev.Enabled {
		t.Error("the debug doors are open in production")
	}
	var said []string
	for _, warning := range c.Warnings() {
		said = append(said, strings.Fields(warning)[0])
	}
	if want := []string{"file", "mail.url", "payments.provider", "node.id", "site.operator.name", "mail.alert_recipients"}; !slices.Equal(said, want) {
		t.Errorf("Warnings() = %q, want one about each of %v", c.Warnings(), want)
	}
	if got := c.Database.URL.String(); got != "postgres://a:•••@db/a?•••" {
		t.Errorf("database.url shows as %s", got)
	}
}

// A switch that is reserved is warned of, and the search goes by words (spec 03
// §7.3).
func TestLoad_semanticSearch(t *testing.T) {
	t.Parallel()
	for _, environment := range []string{"development", "production"} {
		c := load(t, config.Options{Environ: []string{}, Overrides: map[string]string{
			"search.semantic": "true", "environment": environment, "site.url": "https://a.example",
			"secret.key": "0123456789012345678901234567890123456789",
		}})
		if said := strings.Join(c.Warnings(), "\n"); !strings.Contains(said, "search.semantic is reserved") {
			t.Errorf("%s: %s", environment, said)
		}
	}
}

// Debug doors that other machines reach are warned of; on this one they are not.
func TestLoad_openDoors(t *testing.T) {
	t.Parallel()
	for addr, warned := range map[string]bool{
		"127.0.0.1:8080": false, "localhost:8080": false, "[::1]:8080": false, ":8080": true, "0.0.0.0:8080": true, "192.0.2.1:80": true,
	} {
		c := load(t, config.Options{Environ: []string{}, Overrides: map[string]string{"server.addr": addr}})
		if said := strings.Join(c.Warnings(), "\n"); strings.Contains(said, "/dev/mail") != warned {
			t.Errorf("%s: warned %v: %s", addr, !warned, said)
		}
	}
	c := load(t, config.Options{Environ: []string{}, Overrides: map[string]string{"server.addr": ":8080", "dev.enabled": "false"}})
	if len(c.Warnings()) > 0 {
		t.Errorf("without doors: %q", c.Warnings())
	}
}

// The shape of the declarations themselves.
func TestFields(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, f := range config.Fields() {
		if seen[f.Key] || seen[f.Env] {
			t.Errorf("%s is declared twice", f.Key)
		}
		seen[f.Key], seen[f.Env] = true, true
		if !strings.HasSuffix(f.Doc, ".") {
			t.Errorf("%s: doc %q is not a sentence", f.Key, f.Doc)
		}
		if (f.Kind == "number" || f.Kind == "duration") && (f.Min == "" || f.Max == "") {
			t.Errorf("%s has no limits", f.Key)
		}
		for _, limit := range []string{f.Min, f.Max} {
			if _, err := time.ParseDuration(limit); f.Kind == "duration" && err != nil {
				t.Errorf("%s: limit %q: %v", f.Key, limit, err)
			}
		}
		if f.Kind == "secret" && f.Default != "" {
			t.Errorf("%s has a default secret", f.Key)
		}
	}
}

func TestReference_isFresh(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != config.Reference() {
		t.Error("docs/configuration.md is stale; run: go run ./internal/generate/configdoc")
	}
}

func TestConfig_marshalHidesSecrets(t *testing.T) {
	t.Parallel()
	c := load(t, config.Options{Environ: []string{"AIPRESS24_METRICS_TOKEN=canary", "AIPRESS24_MAIL_URL=smtp://u:canary@h"}})
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "canary") || !strings.Contains(string(text), "smtp://u:•••@h") {
		t.Errorf("JSON = %s", text)
	}
}

// A variable that resembles the others in their prefix only is taken for none of
// them.
func TestLoad_unlikeAny(t *testing.T) {
	t.Parallel()
	c := load(t, config.Options{Environ: []string{"AIPRESS24_FOO_BAR=1"}})
	if w := c.Warnings(); len(w) != 1 || !strings.Contains(w[0], "AIPRESS24_FOO_BAR is not known; see docs/configuration.md") {
		t.Errorf("Warnings() = %q", w)
	}
}
