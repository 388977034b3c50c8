// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config

import (
	"net/netip"
	"time"
)

// Environment says how seriously the process must take itself.
type Environment string

// The environments. Demo is development with the demo world in it.
const (
	Development Environment = "development"
	Production  Environment = "production"
	Demo        Environment = "demo"
)

// Config is the whole configuration, read and checked by Load.
//
// The tags of a field are its declaration: key, default ({data.dir} stands for
// that key's value, {unless production} for true except in production), doc,
// unit, min, max, oneof, and alias: other environment variables, as hosting
// platforms name them.
type Config struct {
	Environment Environment `key:"environment" default:"development" oneof:"development,production,demo" doc:"How the process behaves. In production cookies are secure, the debug doors are shut and secret.key is required."`

	Site        Site
	Server      Server
	Admin       Admin
	Database    Database
	Node        Node
	Data        Data
	Blob        Blob
	Mail        Mail
	Payments    Payments
	Stripe      Stripe
	Sentry      Sentry
	Log         Log
	Metrics     Metrics
	Session     Session
	Secret      SecretKey
	Security    Security
	Search      Search
	Limits      Limits
	Worker      Worker
	Marketplace Marketplace
	Dev         Dev

	settings map[string]setting
	warnings []string
}

// Site is what visitors know the service by.
type Site struct {
	Name     string `key:"site.name" default:"Aipress24" doc:"Name shown in titles and mails."`
	URL      string `key:"site.url" default:"http://localhost:8080" doc:"Public address of the site, without a trailing slash; links in mails begin with it. HTTPS is required in production."`
	Timezone string `key:"site.timezone" default:"Europe/Paris" doc:"Time zone of dates shown to visitors and to members who chose none (IANA name)."`

	Operator Operator
	Contact  Contact
	Social   Social
}

// Operator is who runs the site, as the law wants visitors told (legal
// notices). A line of a public page whose value is empty is left out.
type Operator struct {
	Name         string `key:"site.operator.name" doc:"Legal person that runs the site; shown in the legal notices, the terms and the footer."`
	Form         string `key:"site.operator.form" doc:"Its legal form and capital, for instance \"SAS au capital de 10 000 €\"."`
	Address      string `key:"site.operator.address" doc:"Its registered office, on one line."`
	Registration string `key:"site.operator.registration" doc:"Its entry in the companies' register and its VAT number."`
	Director     string `key:"site.operator.director" doc:"Publication director (directeur de la publication)."`
	Host         string `key:"site.operator.host" doc:"Name, address and telephone of the hosting company."`
	Court        string `key:"site.operator.court" doc:"Town whose courts are competent between professionals, for instance \"Paris\"."`
}

// Contact is how visitors reach the operator.
type Contact struct {
	Mail    string `key:"site.contact.mail" doc:"Public address for questions; empty: the sender's address of mail.from."`
	Privacy string `key:"site.contact.privacy" doc:"Address for personal data requests; empty: the public address."`
	Phone   string `key:"site.contact.phone" doc:"Public telephone number; empty: none is shown."`
}

// Social is where the operator speaks elsewhere; the footer shows what is set.
type Social struct {
	LinkedIn string `key:"site.social.linkedin" doc:"Address of the LinkedIn page."`
	GitHub   string `key:"site.social.github" doc:"Address of the source code's repository."`
	Mastodon string `key:"site.social.mastodon" doc:"Address of the Mastodon account."`
}

// Server is the main HTTP listener.
type Server struct {
	Addr              string         `key:"server.addr" default:"127.0.0.1:8080" alias:"PORT" doc:"Address and port of the site's listener; \":8080\" listens on all interfaces. The variable PORT gives the port alone."`
	TrustedProxies    []netip.Prefix `key:"server.trusted_proxies" doc:"Addresses or networks of reverse proxies whose X-Forwarded-For and X-Request-Id are believed."`
	ReadHeaderTimeout time.Duration  `key:"server.read_header_timeout" default:"5s" min:"100ms" max:"1m" doc:"Longest wait for the headers of a request."`
	ReadTimeout       time.Duration  `key:"server.read_timeout" default:"60s" min:"1s" max:"1h" doc:"Longest time to receive a whole request, uploads included."`
	WriteTimeout      time.Duration  `key:"server.write_timeout" default:"60s" min:"1s" max:"1h" doc:"Longest time to send an answer; event streams extend it themselves."`
	IdleTimeout       time.Duration  `key:"server.idle_timeout" default:"2m" min:"1s" max:"1h" doc:"How long an unused connection is kept open."`
	ShutdownTimeout   time.Duration  `key:"server.shutdown_timeout" default:"15s" min:"1s" max:"5m" doc:"How long requests and jobs under way may take to finish when the process is asked to stop."`
}

// Admin is where the administration area is served.
type Admin struct {
	Addr     string `key:"admin.addr" default:"127.0.0.1:8081" doc:"Listener of the command \"admin\"."`
	Separate bool   `key:"admin.separate" default:"false" doc:"When true, /admin/ is served by the command \"admin\" only."`

	DeleteWalls bool `key:"admin.delete_walls" default:"{unless production}" doc:"The page /admin/delete-bws deletes every Business Wall. In production the command \"wall delete-all\" is always there."`
}

// Database is the one place where application data, jobs and events live.
type Database struct {
	URL            Address `key:"database.url" default:"sqlite:{data.dir}/aipress24.db" alias:"DATABASE_URL,POSTGRESQL_ADDON_URI" doc:"\"sqlite:PATH\" or \"postgres://user:password@host/name\"."`
	ReaderURL      Address `key:"database.reader_url" doc:"PostgreSQL replica for reading, named in the primary server's synchronous_standby_names (see the operator's guide); empty: the same server."`
	MaxConnections int     `key:"database.max_connections" default:"0" min:"0" max:"1000" unit:"connections" doc:"Size of each connection pool; 0 derives it from the processors."`
}

// Node distinguishes the processes of one installation.
type Node struct {
	ID int `key:"node.id" default:"-1" min:"-1" max:"1023" doc:"Number of this process in the ids it makes, different for each process of an installation; -1 derives it from the host name and process id."`
}

// Data is where the process keeps its own files.
type Data struct {
	Dir string `key:"data.dir" default:"var" doc:"Directory of the SQLite database, the files, the search index and the generated secret, unless their own keys say otherwise."`
}

// Blob is the store of images, documents and exports.
type Blob struct {
	URL string `key:"blob.url" default:"file://./{data.dir}/files" doc:"\"file://./relative/directory\", \"file:///absolute/directory\", \"s3://bucket/prefix\" or \"mem://\" (tests)."`
	S3  BlobS3
}

// BlobS3 is the access to an S3-compatible store.
type BlobS3 struct {
	Endpoint  string `key:"blob.s3.endpoint" doc:"Address of the S3 service; empty: Amazon's."`
	Region    string `key:"blob.s3.region" doc:"Region of the bucket; us-east-1 when empty."`
	PathStyle bool   `key:"blob.s3.path_style" default:"false" doc:"True for stores that want the bucket in the path rather than in the host name."`
	AccessKey Secret `key:"blob.s3.access_key" doc:"Access key; with the secret key, or both empty for the machine's own role."`
	SecretKey Secret `key:"blob.s3.secret_key" doc:"Secret key."`
}

// Mail is how messages leave.
type Mail struct {
	URL             Address  `key:"mail.url" default:"capture:" doc:"\"capture:\" keeps mails in the database, \"smtp://user:password@host:587\" sends them (STARTTLS), \"smtps://…:465\" uses TLS from the start."`
	From            string   `key:"mail.from" default:"Aipress24 <contact@aipress24.com>" doc:"Sender of all mails."`
	Quota           int      `key:"mail.quota" default:"200" min:"1" max:"100000" unit:"mails" doc:"Mails one address may receive in any 7 days; security and payment mails do not count."`
	AlertRecipients []string `key:"mail.alert_recipients" doc:"Addresses told of what needs an operator."`
}

// Payments chooses who takes the money.
type Payments struct {
	Provider string `key:"payments.provider" default:"sandbox" oneof:"sandbox,stripe" doc:"\"sandbox\" is a local look-alike that takes no money."`
}

// Stripe is the account that takes the money, and its prices.
type Stripe struct {
	PublicKey     string `key:"stripe.public_key" alias:"STRIPE_PUBLIC_KEY" doc:"Publishable key."`
	SecretKey     Secret `key:"stripe.secret_key" alias:"STRIPE_SECRET_KEY" doc:"Secret or restricted key; required with payments.provider = \"stripe\"."`
	WebhookSecret Secret `key:"stripe.webhook_secret" alias:"STRIPE_WEBHOOK_SECRET" doc:"Signing secret of the webhook; required with payments.provider = \"stripe\"."`
	Prices        StripePrices
}

// StripePrices are the price ids of the Business Wall subscriptions.
type StripePrices struct {
	Media          string `key:"stripe.price.media" alias:"STRIPE_PRICING_SUBS_MEDIA" doc:"Price of the media subscription."`
	Micro          string `key:"stripe.price.micro" alias:"STRIPE_PRICING_SUBS_MICRO" doc:"Price of the micro-enterprise media subscription."`
	PR             string `key:"stripe.price.pr" alias:"STRIPE_PRICING_SUBS_PR" doc:"Price of the PR agency subscription."`
	LeadersExperts string `key:"stripe.price.leaders_experts" alias:"STRIPE_PRICING_SUBS_LEADERS_EXPERTS" doc:"Price of the leaders and experts subscription."`
	Transformers   string `key:"stripe.price.transformers" alias:"STRIPE_PRICING_SUBS_TRANSFORMERS" doc:"Price of the transformers subscription."`
	CorporateMedia string `key:"stripe.price.corporate_media" alias:"STRIPE_PRICING_SUBS_CORPORATE_MEDIA" doc:"Price of the corporate media subscription."`
	Academics      string `key:"stripe.price.academics" alias:"STRIPE_PRICING_SUBS_ACADEMICS" doc:"Price of the academics subscription."`
	Union          string `key:"stripe.price.union" alias:"STRIPE_PRICING_SUBS_UNION" doc:"Price of the press union subscription."`
}

// Sentry receives failures, when it is wanted.
type Sentry struct {
	DSN Secret `key:"sentry.dsn" alias:"SENTRY_DSN" doc:"Address of the error tracker; empty: off. Personal data is removed before sending."`
}

// Log is what the process writes to its standard error.
type Log struct {
	Level  string `key:"log.level" default:"info" oneof:"debug,info,warn,error" doc:"Least serious level written."`
	Format string `key:"log.format" default:"auto" oneof:"auto,text,json" doc:"\"auto\" is text on a terminal and JSON elsewhere."`
}

// Metrics is who may read /metrics.
type Metrics struct {
	Token Secret `key:"metrics.token" doc:"Bearer token that /metrics asks for; empty: only this machine may read it."`
}

// Session bounds how long a member stays signed in.
type Session struct {
	Idle       time.Duration `key:"session.idle" default:"12h" min:"5m" max:"720h" doc:"Longest pause before signing in again."`
	Absolute   time.Duration `key:"session.absolute" default:"168h" min:"5m" max:"8760h" doc:"Longest session, pauses or not."`
	Remembered time.Duration `key:"session.remembered" default:"336h" min:"5m" max:"8760h" doc:"Longest session of a member who ticked \"Se souvenir de moi\"."`
}

// SecretKey is what the process signs with.
type SecretKey struct {
	Key Secret `key:"secret.key" doc:"At least 32 characters from a random source, the same on every node; required in production, generated once in data.dir elsewhere."`
}

// Security is what accounts must show.
type Security struct {
	AdminSecondFactor bool `key:"security.admin_second_factor" default:"true" doc:"Administrators must set up a second factor, and show it when signing in, before they open the administration. The demonstration turns it off."`
}

// Search is the full-text index.
type Search struct {
	Dir      string `key:"search.dir" default:"{data.dir}/search" doc:"Directory of this node's index; it can be deleted and is then rebuilt."`
	Semantic bool   `key:"search.semantic" default:"false" doc:"Reserved for finding by meaning, which this version cannot: true is warned of, and searches find by words."`
}

// Limits are what one member may ask of a web process; half of it at once. A
// person never meets them.
type Limits struct {
	Searches int `key:"limits.searches" default:"120" min:"2" max:"1000000" unit:"searches" doc:"Searches and suggestions a minute for one member, half of them at once; more are refused for a moment. Each web process counts for itself."`
	Uploads  int `key:"limits.uploads" default:"60" min:"2" max:"1000000" unit:"pictures" doc:"Pictures a minute from one member, half of them at once; more are refused for a moment. Each web process counts for itself."`
}

// Worker runs the jobs.
type Worker struct {
	Concurrency int `key:"worker.concurrency" default:"4" min:"1" max:"256" unit:"jobs" doc:"Jobs run at the same time by one process."`
}

// Marketplace is the policy of the market.
type Marketplace struct {
	ModerationRequired bool `key:"marketplace.moderation_required" default:"false" doc:"Offers wait for an administrator before they are shown."`
}

// Dev opens the debug doors.
type Dev struct {
	Enabled bool `key:"dev.enabled" default:"{unless production}" doc:"Opens /dev/mail, /dev/ui and the sign-in by role. The process refuses to start with them in production."`
}

// IsProduction reports whether real people and money are at stake.
func (c *Config) IsProduction() bool { return c.Environment == Production }

// Warnings returns what is legal but probably not meant, for the log.
func (c *Config) Warnings() []string { return c.warnings }
