// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"context"
	"errors"
	"io"
	"net"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"aipress24.com/aipress24/internal/platform/i18n"
)

func sample() Message {
	return Message{
		Kind: "gift", To: "Ada Martin <Ada.Martin@exemple.invalid>", Lang: i18n.French,
		Subject: "Un article vous a été offert", HTML: "<p>Été</p>", Text: "Été",
	}
}

func mailerFor(t *testing.T, s *smtpServer, mode string, change func(*Options)) (*Mailer, *MemoryStore) {
	t.Helper()
	store := &MemoryStore{}
	o := Options{URL: "smtp://" + s.address + "?tls=" + mode, Store: store, TLS: s.trust, Timeout: 10 * time.Second}
	if change != nil {
		change(&o)
	}
	m, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return m, store
}

func TestSend_OverSMTP(t *testing.T) {
	t.Parallel()
	server := startServer(t, &smtpServer{}, noTLS)
	m, store := mailerFor(t, server, "none", nil)
	msg := sample()
	msg.MessageID = m.MessageID("job-42")
	msg.ReplyTo = "redaction@exemple.invalid"
	msg.ListUnsubscribeURL = "https://aipress24.invalid/unsubscribe?t=abc"
	msg.Headers = map[string]string{"X-Kind": "gift"}
	if err := m.Send(t.Context(), msg); err != nil {
		t.Fatal(err)
	}
	got, envelope := server.only(t)
	if envelope.from != "contact@aipress24.com" || envelope.to != "Ada.Martin@exemple.invalid" {
		t.Errorf("envelope from %q to %q", envelope.from, envelope.to)
	}
	for name, want := range map[string]string{
		"Message-Id":            "<" + m.MessageID("job-42") + ">",
		"From":                  `"AiPRESS24" <contact@aipress24.com>`,
		"Reply-To":              "<redaction@exemple.invalid>",
		"List-Unsubscribe":      "<https://aipress24.invalid/unsubscribe?t=abc>",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"Auto-Submitted":        "auto-generated",
		"Content-Language":      "fr",
		"X-Kind":                "gift",
	} {
		if value := got.Header.Get(name); value != want {
			t.Errorf("%s = %q, want %q", name, value, want)
		}
	}
	if subject := decoded(t, got.Header.Get("Subject")); subject != "[Aipress24] Un article vous a été offert" {
		t.Errorf("Subject = %q", subject)
	}
	body, err := io.ReadAll(got.Body)
	if err != nil || !strings.Contains(string(body), "text/plain") || !strings.Contains(string(body), "text/html") {
		t.Errorf("body = %s, %v", body, err)
	}
	if len(store.sent) != 1 || store.sent[0].recipient != "ada.martin@exemple.invalid" {
		t.Errorf("log = %+v", store.sent)
	}
}

func TestSend_Security(t *testing.T) {
	t.Parallel()
	for _, mode := range []security{startTLS, implicitTLS} {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			server := startServer(t, &smtpServer{}, mode)
			m, _ := mailerFor(t, server, string(mode), func(o *Options) {
				o.URL = "smtp://press:s3cret-word@" + server.address + "?tls=" + string(mode)
			})
			if err := m.Send(t.Context(), sample()); err != nil {
				t.Fatal(err)
			}
			server.only(t)
			if server.login != "press" {
				t.Errorf("login = %q", server.login)
			}
		})
	}
	t.Run("unknown authority", func(t *testing.T) {
		t.Parallel()
		server := startServer(t, &smtpServer{}, startTLS)
		m, store := mailerFor(t, server, "starttls", func(o *Options) { o.TLS = nil })
		checkFailure(t, m.Send(t.Context(), sample()), ErrTemporary, store)
	})
	t.Run("server without TLS", func(t *testing.T) {
		t.Parallel()
		server := startServer(t, &smtpServer{}, noTLS)
		m, store := mailerFor(t, server, "starttls", nil)
		checkFailure(t, m.Send(t.Context(), sample()), ErrTemporary, store)
	})
	t.Run("wrong password", func(t *testing.T) {
		t.Parallel()
		server := startServer(t, &smtpServer{}, startTLS)
		m, store := mailerFor(t, server, "", func(o *Options) { o.URL = "smtp://press:wr0ng-word@" + server.address })
		checkFailure(t, m.Send(t.Context(), sample()), ErrTemporary, store)
	})
}

// checkFailure also makes sure that a failure costs no place in the quota and
// tells neither password nor recipient.
func checkFailure(t *testing.T, err, want error, store *MemoryStore) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("err = %v, want %v", err, want)
	}
	if err != nil && (strings.Contains(err.Error(), "word") && !strings.Contains(err.Error(), "password") ||
		strings.Contains(strings.ToLower(err.Error()), "martin")) {
		t.Errorf("error tells too much: %v", err)
	}
	if len(store.sent) != 0 {
		t.Errorf("failure counted: %+v", store.sent)
	}
}

func TestSend_ServerRefuses(t *testing.T) {
	t.Parallel()
	full := &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "ada.martin@exemple.invalid is full"}
	unknown := &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no ada.martin@exemple.invalid here"}
	tests := []struct {
		name   string
		server smtpServer
		want   error
	}{
		{"recipient for now", smtpServer{failRcpt: full}, ErrTemporary},
		{"recipient for good", smtpServer{failRcpt: unknown}, ErrRejected},
		{"sender for good", smtpServer{failMail: unknown}, ErrRejected},
		{"content for now", smtpServer{failData: full}, ErrTemporary},
		{"content for good", smtpServer{failData: unknown}, ErrRejected},
	}
	for i := range tests {
		tt := &tests[i]
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := startServer(t, &tt.server, noTLS)
			m, store := mailerFor(t, server, "none", nil)
			checkFailure(t, m.Send(t.Context(), sample()), tt.want, store)
		})
	}
}

func TestSend_ServerSilent(t *testing.T) {
	t.Parallel()
	server := startServer(t, &smtpServer{stall: make(chan struct{})}, noTLS)
	m, store := mailerFor(t, server, "none", func(o *Options) { o.Timeout = 300 * time.Millisecond })
	started := time.Now()
	checkFailure(t, m.Send(t.Context(), sample()), ErrTemporary, store)
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("gave up after %v", took)
	}
}

// A cancelled job must not wait for a server that never greets.
func TestSend_Cancelled(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	accepted := make(chan net.Conn, 1)
	go func() {
		if conn, err := listener.Accept(); err == nil {
			accepted <- conn
		}
	}()
	m, store := mailerFor(t, &smtpServer{address: listener.Addr().String()}, "none", nil)
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() { result <- m.Send(ctx, sample()) }()
	conn := <-accepted
	cancel()
	checkFailure(t, <-result, ErrTemporary, store)
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("connection still open")
	}
	if err := errors.Join(conn.Close(), listener.Close()); err != nil {
		t.Error(err)
	}
}

func TestSend_NobodyListens(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	m, store := mailerFor(t, &smtpServer{address: address}, "none", nil)
	checkFailure(t, m.Send(t.Context(), sample()), ErrTemporary, store)
}

func TestNew_Refusals(t *testing.T) {
	t.Parallel()
	store := &MemoryStore{}
	for _, o := range []Options{
		{},
		{Store: store, URL: "http://relay.invalid"},
		{Store: store, URL: "smtp://"},
		{Store: store, URL: "smtp://relay.invalid?tls=maybe"},
		{Store: store, URL: "smtp://relay.invalid:0"},
		{Store: store, URL: "smtp://press:s3cret-word@relay .invalid"},
		{Store: store, From: "nobody"},
		{Store: store, SubjectPrefix: "x\n"},
	} {
		if _, err := New(o); err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("New(%q) = %v", o.URL, err)
		}
	}
	for url, want := range map[string]int{"smtp://r.invalid": 587, "smtps://r.invalid": 465, "smtp://r.invalid?tls=none": 25, "smtp://r.invalid:2525": 2525} {
		m, err := New(Options{Store: store, URL: url})
		if err != nil {
			t.Fatal(err)
		}
		if got := m.transport.(*smtpTransport).port; got != want {
			t.Errorf("port of %s = %d, want %d", url, got, want)
		}
	}
}

// A server that dies after accepting has the mail: sending it again would be
// the fault.
func TestSend_ConnectionLostAfterAcceptance(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			done <- err
			return
		}
		done <- errors.Join(acceptOne(conn), conn.Close())
	}()
	m, store := mailerFor(t, &smtpServer{address: listener.Addr().String()}, "none", nil)
	if err := m.Send(t.Context(), sample()); err != nil {
		t.Errorf("Send = %v, want nil", err)
	}
	if len(store.sent) != 1 {
		t.Errorf("log = %+v, want one mail", store.sent)
	}
	if err := errors.Join(<-done, listener.Close()); err != nil {
		t.Error(err)
	}
}

// acceptOne speaks SMTP up to the acceptance of one mail.
func acceptOne(conn net.Conn) error {
	text := textproto.NewConn(conn)
	if err := text.PrintfLine("220 ready"); err != nil {
		return err
	}
	for {
		line, err := text.ReadLine()
		if err != nil {
			return err
		}
		answer := "250 OK"
		if strings.HasPrefix(line, "DATA") {
			answer = "354 go on"
		}
		if err := text.PrintfLine("%s", answer); err != nil {
			return err
		}
		if answer == "250 OK" {
			continue
		}
		if _, err := text.ReadDotBytes(); err != nil {
			return err
		}
		return text.PrintfLine("250 kept")
	}
}
