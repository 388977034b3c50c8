// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// security says how the connection is encrypted.
type security string

const (
	startTLS    security = "starttls" // required, not merely tried
	implicitTLS security = "implicit"
	noTLS       security = "none" // for a relay on the same machine
)

var defaultPorts = map[security]int{startTLS: 587, implicitTLS: 465, noTLS: 25}

// smtpTransport opens one connection per mail: a few mails a second at most go
// out, and a fresh connection never carries an old fault.
type smtpTransport struct {
	host           string
	port           int
	user, password string
	security       security
	tls            *tls.Config
	timeout        time.Duration
}

func newSMTPTransport(o Options) (*smtpTransport, error) {
	u, err := url.Parse(o.URL)
	if err != nil {
		return nil, errors.New("mail.url is not an address") // which may hold a password
	}
	t := &smtpTransport{host: u.Hostname(), user: u.User.Username(), timeout: o.Timeout}
	t.password, _ = u.User.Password()
	t.security = security(u.Query().Get("tls"))
	switch {
	case u.Scheme != "smtp" && u.Scheme != "smtps":
		return nil, fmt.Errorf("unknown mail scheme %q: want smtp or capture", u.Scheme)
	case t.host == "":
		return nil, errors.New("mail.url names no host")
	case t.security == "" && u.Scheme == "smtps":
		t.security = implicitTLS
	case t.security == "":
		t.security = startTLS
	}
	var known bool
	if t.port, known = defaultPorts[t.security]; !known {
		return nil, fmt.Errorf("unknown tls mode %q: want starttls, implicit or none", string(t.security))
	}
	if p := u.Port(); p != "" {
		if t.port, err = strconv.Atoi(p); err != nil || t.port < 1 || t.port > 65535 {
			return nil, errors.New("mail.url has a bad port")
		}
	}
	t.tls = &tls.Config{MinVersion: tls.VersionTLS12}
	if o.TLS != nil {
		t.tls = o.TLS.Clone()
	}
	t.tls.ServerName = t.host
	return t, nil
}

// deliver sends e on a new connection, within the timeout.
func (t *smtpTransport) deliver(ctx context.Context, e *envelope, at time.Time) error {
	msg, err := compose(e, at)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel() // closes the connection too, see dial
	client, err := t.client(ctx)
	if err != nil {
		return fmt.Errorf("%w: configure SMTP client: %w", ErrTemporary, err)
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if err != nil && !msg.IsDelivered() {
		return describe(err)
	}
	// A fault after acceptance (the farewell, a lost connection) changes
	// nothing: the server has the mail.
	return nil
}

// Greet connects to the mail server of o as a delivery would, signs in and
// leaves, and returns where it was; mails that are captured need no server.
func Greet(ctx context.Context, o Options) (string, error) {
	if o.URL == "" || strings.HasPrefix(o.URL, "capture:") {
		return "captured in the database, none is sent", nil
	}
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	t, err := newSMTPTransport(o)
	if err != nil {
		return "", err
	}
	where := net.JoinHostPort(t.host, strconv.Itoa(t.port))
	ctx, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel() // closes the connection too, see dial
	client, err := t.client(ctx)
	if err == nil {
		err = client.DialWithContext(ctx)
	}
	if err != nil {
		return where, fmt.Errorf("%s: %w", where, err)
	}
	_ = client.Close() // it has answered
	return where + " answers", nil
}

func (t *smtpTransport) client(ctx context.Context) (*gomail.Client, error) {
	options := []gomail.Option{
		gomail.WithPort(t.port),
		gomail.WithTimeout(t.timeout),
		gomail.WithTLSConfig(t.tls),
		gomail.WithDialContextFunc(t.dial(ctx)),
	}
	switch t.security {
	case implicitTLS:
		options = append(options, gomail.WithSSL())
	case noTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	case startTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if t.user != "" {
		// PLAIN and LOGIN refuse to speak on a connection in clear.
		options = append(options,
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin),
			gomail.WithUsername(t.user), gomail.WithPassword(t.password))
	}
	return gomail.NewClient(t.host, options...)
}

// dial returns a dialler whose connection dies with the delivery: go-mail
// forgets to close it when the server misbehaves before the first mail, and
// looks at the context only while it connects.
func (t *smtpTransport) dial(delivery context.Context) gomail.DialContextFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		var d interface {
			DialContext(ctx context.Context, network, address string) (net.Conn, error)
		} = &net.Dialer{}
		if t.security == implicitTLS {
			d = &tls.Dialer{Config: t.tls}
		}
		conn, err := d.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(delivery, func() {
			_ = conn.Close() // mostly closed already
		})
		return conn, nil
	}
}

// compose builds the MIME message: plain text first, HTML as its better form.
func compose(e *envelope, at time.Time) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(e.from)
	msg.ToMailAddress(e.to)
	if e.replyTo != nil {
		msg.ReplyToMailAddress(e.replyTo)
	}
	if len(msg.GetFrom()) != 1 || len(msg.GetTo()) != 1 {
		return nil, fmt.Errorf("%w: sender or recipient", ErrInvalid)
	}
	msg.Subject(e.subject)
	msg.SetDateWithValue(at)
	msg.SetMessageIDWithValue(e.messageID)
	for _, h := range e.headers {
		msg.SetGenHeader(gomail.Header(h.name), h.value)
	}
	msg.SetBodyString(gomail.TypeTextPlain, e.text)
	if e.html != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, e.html)
	}
	return msg, nil
}

// describe keeps the server's code and leaves out its words, which often
// repeat the recipient's address: errors end in logs.
func describe(err error) error {
	refused, ok := errors.AsType[*gomail.SendError](err)
	if !ok { // no connection, no TLS, no login: ours or the server's to repair
		return fmt.Errorf("%w: %w", ErrTemporary, err)
	}
	kind := ErrTemporary
	if code := refused.ErrorCode(); code >= 500 && code < 600 {
		kind = ErrRejected
	}
	return fmt.Errorf("%w: %v, code %d, status %q", kind, refused.Reason, refused.ErrorCode(), refused.EnhancedStatusCode())
}
