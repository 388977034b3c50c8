// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"errors"
	"mime"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/testkit/xsscorpus"
)

func decoded(t *testing.T, s string) string {
	t.Helper()
	plain, err := new(mime.WordDecoder).DecodeHeader(s)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func capturing(t *testing.T) (*Mailer, *MemoryStore) {
	t.Helper()
	store := &MemoryStore{}
	m, err := New(Options{Store: store})
	if err != nil {
		t.Fatal(err)
	}
	return m, store
}

func TestSend_Invalid(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*Message)
	}{
		{"no recipient", func(m *Message) { m.To = "" }},
		{"no address", func(m *Message) { m.To = "Ada" }},
		{"two recipients", func(m *Message) { m.To = "a@exemple.invalid, b@exemple.invalid" }},
		{"break in recipient", func(m *Message) { m.To = "a@exemple.invalid\r\nBcc: b@exemple.invalid" }},
		{"break in recipient's name", func(m *Message) { m.To = "\"A\nBcc: b\" <a@exemple.invalid>" }},
		{"encoded break in recipient's name", func(m *Message) { m.To = "=?utf-8?q?A=0D=0ABcc:_b?= <a@exemple.invalid>" }},
		{"quoted local part", func(m *Message) { m.To = `"a b"@exemple.invalid` }},
		{"endless address", func(m *Message) { m.To = strings.Repeat("a", 300) + "@exemple.invalid" }},
		{"no subject", func(m *Message) { m.Subject = " " }},
		{"break in subject", func(m *Message) { m.Subject = "Un titre\r\nBcc: b@exemple.invalid" }},
		{"NUL in subject", func(m *Message) { m.Subject = "Un\x00titre" }},
		{"break in reply address", func(m *Message) { m.ReplyTo = "a@exemple.invalid\nX: y" }},
		{"break in header", func(m *Message) { m.Headers = map[string]string{"X-Kind": "a\r\nBcc: b"} }},
		{"break in header's name", func(m *Message) { m.Headers = map[string]string{"X-A\r\nBcc": "b"} }},
		{"header of ours", func(m *Message) { m.Headers = map[string]string{"Bcc": "b@exemple.invalid"} }},
		{"break in message id", func(m *Message) { m.MessageID = "a@b\r\nBcc: c" }},
		{"message id with brackets", func(m *Message) { m.MessageID = "<a@exemple.invalid>" }},
		{"unsubscribe in clear", func(m *Message) { m.ListUnsubscribeURL = "http://exemple.invalid/u" }},
		{"unsubscribe with a break", func(m *Message) { m.ListUnsubscribeURL = "https://exemple.invalid/u\r\nX: y" }},
		{"unsubscribe twice", func(m *Message) { m.ListUnsubscribeURL = "https://exemple.invalid/u>,<https://b.invalid" }},
		{"no content", func(m *Message) { m.HTML, m.Text = "", "" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, store := capturing(t)
			msg := sample()
			tt.change(&msg)
			if err := m.Send(t.Context(), msg); !errors.Is(err, ErrInvalid) {
				t.Errorf("Send = %v, want ErrInvalid", err)
			}
			if len(store.captured) != 0 {
				t.Errorf("kept %+v", store.captured)
			}
		})
	}
}

// Each hostile header value is refused, or arrives as one line of text.
func TestSend_HeaderCorpus(t *testing.T) {
	t.Parallel()
	vectors, err := xsscorpus.Load()
	if err != nil {
		t.Fatal(err)
	}
	server := startServer(t, &smtpServer{}, noTLS)
	m, _ := mailerFor(t, server, "none", func(o *Options) { o.Quota = -1 })
	for _, v := range vectors {
		if v.Family() != "header" && v.Family() != "french" {
			continue
		}
		before := len(server.mails())
		msg := sample()
		msg.Subject = v.Input
		if err := m.Send(t.Context(), msg); err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Errorf("%s: %v", v.ID, err)
			}
		} else {
			checkHead(t, v.ID, server.mails()[before])
		}
		msg = sample()
		msg.To = v.Input
		if err := m.Send(t.Context(), msg); err != nil && !errors.Is(err, ErrInvalid) {
			t.Errorf("%s as recipient: %v", v.ID, err)
		}
	}
}

// checkHead looks for a header that we did not write.
func checkHead(t *testing.T, id string, got receivedMail) {
	t.Helper()
	head, _, _ := strings.Cut(string(got.raw), "\r\n\r\n")
	for line := range strings.SplitSeq(head, "\r\n") {
		name, _, _ := strings.Cut(line, ":")
		if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") { // continued
			continue
		}
		switch name {
		case "Date", "Message-ID", "From", "To", "Subject", "MIME-Version", "Content-Type",
			"Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language":
		default:
			t.Errorf("%s: foreign line %q", id, line)
		}
	}
}

func TestSend_Capture(t *testing.T) {
	t.Parallel()
	m, store := capturing(t)
	if !m.IsCapturing() {
		t.Error("capture: is the default")
	}
	msg := sample()
	msg.Text = ""
	msg.MessageID = m.MessageID("job")
	for range 2 { // the second try is the same mail
		if err := m.Send(t.Context(), msg); err != nil {
			t.Fatal(err)
		}
	}
	got, err := store.Captured(t.Context(), 0, 10)
	if err != nil || len(got) != 1 {
		t.Fatalf("captured %d, %v", len(got), err)
	}
	if c := got[0]; c.Subject != "[Aipress24] "+msg.Subject || c.Recipient != "ada.martin@exemple.invalid" || c.Text != "Été" ||
		c.Headers["From"] != `"AiPRESS24" <contact@aipress24.com>` {
		t.Errorf("captured %+v", c)
	}
}

func TestMessageID(t *testing.T) {
	t.Parallel()
	m, _ := capturing(t)
	if first := m.MessageID("a"); first != m.MessageID("a") || first == m.MessageID("b") {
		t.Error("MessageID does not follow its key")
	}
	if id := m.MessageID("a"); !messageIDPattern.MatchString(id) || !strings.HasSuffix(id, "@aipress24.com") {
		t.Errorf("MessageID = %q", id)
	}
}

func FuzzEnvelope(f *testing.F) {
	f.Add("Ada <ada@exemple.invalid>", "Sujet", "X-A", "b")
	f.Add("a@b\r\nBcc: c", "s\n", "Bcc", "\x00")
	store := &MemoryStore{}
	m, err := New(Options{Store: store})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, to, subject, name, value string) {
		e, err := m.envelope(Message{To: to, Subject: subject, Text: "x", Headers: map[string]string{name: value}})
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Errorf("err = %v", err)
			}
			return
		}
		all := e.to.String() + e.subject
		for _, h := range e.headers {
			all += h.name + h.value
		}
		if strings.ContainsAny(all, "\r\n\x00") {
			t.Errorf("line break in %q", all)
		}
	})
}
