// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config

import (
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// minSecret is the least length of secret.key in production.
const minSecret = 32

// checker gathers the problems of values that are well formed by themselves.
type checker struct {
	*Config
	bad      map[string]bool // keys already reported
	problems Problems
}

// check applies the rules that need to understand a value, or several.
func (c *Config) check(bad map[string]bool) Problems {
	k := &checker{Config: c, bad: bad}
	k.checkSite()
	k.checkAddress("server.addr", c.Server.Addr)
	k.checkAddress("admin.addr", c.Admin.Addr)
	k.checkStores()
	k.checkMail()
	k.checkSecrets()
	k.when(!bad["session.absolute"] && c.Session.Idle > c.Session.Absolute, "session.idle", "is longer than session.absolute; write a shorter one")
	k.when(c.IsProduction() && c.Dev.Enabled, "dev.enabled", "opens the debug doors in production; remove the key, or set environment to development")
	return k.problems
}

// when notes a problem of key if it is wrong and not yet reported.
func (k *checker) when(wrong bool, key, text string) {
	if !wrong || k.bad[key] {
		return
	}
	k.bad[key] = true
	k.problems = append(k.problems, Problem{Key: key, Value: k.shown(key), Origin: k.settings[key].origin, Text: text})
}

func (k *checker) checkSite() {
	u, err := url.Parse(k.Site.URL)
	wrong := err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil
	k.when(wrong, "site.url", `is not the address of a site; write for example "https://aipress24.com"`)
	k.when(!wrong && k.IsProduction() && u.Scheme != "https", "site.url", `must begin with https:// in production`)
	k.Site.URL = strings.TrimRight(k.Site.URL, "/")
	_, err = time.LoadLocation(k.Site.Timezone)
	k.when(err != nil || k.Site.Timezone == "", "site.timezone", `is not a time zone; write for example "Europe/Paris"`)
	k.when(strings.TrimSpace(k.Site.Name) == "", "site.name", "is empty; write the name of the site")
	k.checkPublic()
}

// checkPublic wants the things public pages link to as addresses.
func (k *checker) checkPublic() {
	for key, value := range map[string]string{"site.contact.mail": k.Site.Contact.Mail, "site.contact.privacy": k.Site.Contact.Privacy} {
		_, err := mail.ParseAddress(value)
		k.when(value != "" && err != nil, key, `is not a mail address; write for example "contact@aipress24.com"`)
	}
	social := k.Site.Social
	for key, value := range map[string]string{
		"site.social.linkedin": social.LinkedIn, "site.social.github": social.GitHub, "site.social.mastodon": social.Mastodon,
	} {
		u, err := url.Parse(value)
		k.when(value != "" && (err != nil || u.Scheme != "https" || u.Host == ""), key, `is not the address of a page; write for example "https://www.linkedin.com/company/name"`)
	}
}

// ContactMail is the address that public pages show, without a name.
func (c *Config) ContactMail() string {
	for _, value := range []string{c.Site.Contact.Mail, c.Mail.From} {
		if a, err := mail.ParseAddress(value); err == nil {
			return a.Address
		}
	}
	return ""
}

// PrivacyMail is the address for personal data requests, without a name.
func (c *Config) PrivacyMail() string {
	if a, err := mail.ParseAddress(c.Site.Contact.Privacy); err == nil {
		return a.Address
	}
	return c.ContactMail()
}

// checkAddress wants host:port with a port that exists.
func (k *checker) checkAddress(key, addr string) {
	_, port, err := net.SplitHostPort(addr)
	n, numberErr := strconv.Atoi(port)
	wrong := err != nil || numberErr != nil || n < 0 || n > 65535
	k.when(wrong, key, `is not an address to listen on; write for example ":8080" or "127.0.0.1:8080"`)
}

func (k *checker) checkStores() {
	database := k.Database.URL
	switch database.Scheme() {
	case "sqlite":
		k.when(strings.TrimPrefix(database.Reveal(), "sqlite:") == "", "database.url", `names no file; write for example "sqlite:var/aipress24.db"`)
		k.when(k.Database.ReaderURL.IsSet(), "database.reader_url", "has no use with SQLite; remove it")
	case "postgres", "postgresql":
		k.when(!isURL(database), "database.url", `cannot be read; write "postgres://user:password@host:5432/name", with special characters of the password percent-encoded`)
	default:
		k.when(true, "database.url", `must begin with sqlite: or postgres://; write for example "sqlite:var/aipress24.db"`)
	}
	reader := k.Database.ReaderURL
	k.when(reader.IsSet() && (!strings.HasPrefix(reader.Scheme(), "postgres") || !isURL(reader)), "database.reader_url", `must begin with postgres://; write the address of the replica`)
	u, err := url.Parse(k.Blob.URL)
	wrong := err != nil || u.Scheme != "file" && u.Scheme != "s3" && u.Scheme != "mem"
	k.when(wrong, "blob.url", `must begin with file://, s3:// or mem://; write for example "file://./var/files"`)
	k.when(!wrong && u.Scheme == "s3" && u.Host == "", "blob.url", `names no bucket; write for example "s3://aipress24"`)
	k.when(k.Blob.S3.AccessKey.IsSet() && !k.Blob.S3.SecretKey.IsSet(), "blob.s3.secret_key", "is missing beside blob.s3.access_key; give both or neither")
	k.when(!k.Blob.S3.AccessKey.IsSet() && k.Blob.S3.SecretKey.IsSet(), "blob.s3.access_key", "is missing beside blob.s3.secret_key; give both or neither")
	k.when(strings.TrimSpace(k.Data.Dir) == "", "data.dir", "is empty; write a directory")
}

// isURL reports whether an address can be read and names a host.
func isURL(a Address) bool {
	u, err := url.Parse(a.Reveal())
	return err == nil && (u.Host != "" || u.Query().Has("host"))
}

func (k *checker) checkMail() {
	switch k.Mail.URL.Scheme() {
	case "capture":
	case "smtp", "smtps":
		k.when(!isURL(k.Mail.URL), "mail.url", `cannot be read; write "smtp://user:password@host:587", with special characters of the password percent-encoded`)
	default:
		k.when(true, "mail.url", `must begin with capture:, smtp:// or smtps://; write for example "smtp://user:password@host:587"`)
	}
	_, err := mail.ParseAddress(k.Mail.From)
	k.when(err != nil, "mail.from", `is not a mail address; write for example "Aipress24 <contact@aipress24.com>"`)
	for _, recipient := range k.Mail.AlertRecipients {
		_, err := mail.ParseAddress(recipient)
		k.when(err != nil, "mail.alert_recipients", `is not a list of mail addresses; write for example ["it@aipress24.com"]`)
	}
}

func (k *checker) checkSecrets() {
	if k.Payments.Provider == "stripe" {
		k.when(!k.Stripe.SecretKey.IsSet(), "stripe.secret_key", `is required with payments.provider = "stripe"`)
		k.when(!k.Stripe.WebhookSecret.IsSet(), "stripe.webhook_secret", `is required with payments.provider = "stripe"`)
	}
	key := k.Secret.Key
	k.when(k.IsProduction() && !key.IsSet(), "secret.key", "is required in production; write the output of: openssl rand -base64 48")
	k.when(key.IsSet() && len(key.Reveal()) < minSecret, "secret.key", "is shorter than 32 characters; write the output of: openssl rand -base64 48")
	if dsn := k.Sentry.DSN; dsn.IsSet() {
		u, err := url.Parse(dsn.Reveal())
		k.when(err != nil || u.Host == "" || u.User == nil, "sentry.dsn", `is not an address; copy it from the project's settings ("Client Keys")`)
	}
}

// openDoors warns of debug doors that the network can reach: whoever reads
// /dev/mail resets anybody's password.
func (c *Config) openDoors() []string {
	host, _, err := net.SplitHostPort(c.Server.Addr)
	if err != nil || !c.Dev.Enabled {
		return nil
	}
	if ip, err := netip.ParseAddr(host); host == "localhost" || err == nil && ip.IsLoopback() {
		return nil
	}
	return []string{"server.addr " + strconv.Quote(c.Server.Addr) + ` can be reached from other machines while /dev/mail shows every mail, links that reset passwords included; write environment = "production" or dev.enabled = false`}
}

// doubts returns what works but is probably not meant.
func (c *Config) doubts() []string {
	var doubts []string
	if c.Search.Semantic {
		doubts = append(doubts, "search.semantic is reserved: searches find by words; write false")
	}
	if !c.IsProduction() {
		return append(doubts, c.openDoors()...)
	}
	if c.Mail.URL.Scheme() == "capture" {
		doubts = append(doubts, `mail.url is "capture:" in production: no mail leaves; write "smtp://…"`)
	}
	if c.Payments.Provider == "sandbox" {
		doubts = append(doubts, `payments.provider is "sandbox" in production: nobody pays; write "stripe"`)
	}
	if c.Node.ID < 0 && c.Database.URL.Scheme() != "sqlite" {
		doubts = append(doubts, "node.id is derived: give each process its own number when there are several")
	}
	if c.Site.Operator.Name == "" || c.Site.Operator.Host == "" {
		doubts = append(doubts, "site.operator.name or site.operator.host is empty: the legal notices are incomplete")
	}
	if len(c.Mail.AlertRecipients) == 0 {
		doubts = append(doubts, "mail.alert_recipients is empty: nobody is told of failures")
	}
	return doubts
}
