// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"net/mail"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// smtpServer is a real SMTP server on the loopback that fails as told.
type smtpServer struct {
	address string
	trust   *tls.Config

	failMail, failRcpt, failData error
	stall                        chan struct{} // Data waits for it when not nil

	mu       sync.Mutex
	received []receivedMail
	login    string
}

type receivedMail struct {
	from, to string
	raw      []byte
}

type serverSession struct{ server *smtpServer }

type openSession struct {
	serverSession
	mail receivedMail
}

// startServer serves s; secure wraps the listener in TLS when implicit.
func startServer(t *testing.T, s *smtpServer, mode security) *smtpServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = listener.Addr().String()
	server := smtp.NewServer(serverSession{s})
	server.Domain = "localhost"
	server.AllowInsecureAuth = mode == noTLS
	if mode != noTLS {
		server.TLSConfig, s.trust = certificate(t)
	}
	if mode == implicitTLS {
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		if s.stall != nil {
			close(s.stall)
		}
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-done; err != nil && !errors.Is(err, smtp.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	})
	return s
}

// certificate returns the two sides of a certificate for 127.0.0.1.
func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12},
		&tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

func (s *smtpServer) mails() []receivedMail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]receivedMail(nil), s.received...)
}

// only parses the one mail received.
func (s *smtpServer) only(t *testing.T) (*mail.Message, receivedMail) {
	t.Helper()
	mails := s.mails()
	if len(mails) != 1 {
		t.Fatalf("mails received = %d, want 1", len(mails))
	}
	parsed, err := mail.ReadMessage(bytes.NewReader(mails[0].raw))
	if err != nil {
		t.Fatal(err)
	}
	return parsed, mails[0]
}

// NewSession implements smtp.Backend.
func (b serverSession) NewSession(*smtp.Conn) (smtp.Session, error) {
	return &openSession{serverSession: b}, nil
}

func (s *openSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *openSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if password != "s3cret-word" {
			return smtp.ErrAuthFailed
		}
		s.server.mu.Lock()
		defer s.server.mu.Unlock()
		s.server.login = username
		return nil
	}), nil
}

func (s *openSession) Reset() { s.mail = receivedMail{} }

func (s *openSession) Logout() error { return nil }

func (s *openSession) Mail(from string, _ *smtp.MailOptions) error {
	s.mail.from = from
	return s.server.failMail
}

func (s *openSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mail.to = to
	return s.server.failRcpt
}

func (s *openSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.server.stall != nil {
		<-s.server.stall
	}
	if s.server.failData != nil {
		return s.server.failData
	}
	s.mail.raw = raw
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.received = append(s.server.received, s.mail)
	return nil
}
