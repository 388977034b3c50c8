// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/richtext"
)

var (
	// ErrInvalid means that a message can never be sent as it is: bad address,
	// line break in a header, unknown header. Trying again is useless.
	ErrInvalid = errors.New("invalid mail")
	// ErrQuota means that the recipient has had as many mails as one may
	// receive in a week. The mail is not sent.
	ErrQuota = errors.New("recipient's mail quota reached")
	// ErrRejected means that the server refused the mail for good (5xx).
	ErrRejected = errors.New("mail rejected")
	// ErrTemporary means that the server could not be reached or asks to come
	// back later (4xx): the same mail may be sent again.
	ErrTemporary = errors.New("mail not accepted for now")
)

// IsFinal reports whether a mail that failed with err can never arrive, or not
// soon enough to be of use: a job gives it up instead of trying again.
func IsFinal(err error) bool {
	return errors.Is(err, ErrInvalid) || errors.Is(err, ErrRejected) || errors.Is(err, ErrQuota)
}

// Message is one mail to one person.
type Message struct {
	Kind    string // class of mail, for the log and statistics: "gift", "password_reset"
	To      string // address, perhaps with a name: "Ada <ada@exemple.invalid>"
	Lang    i18n.Lang
	Subject string // without the platform's prefix
	HTML    string
	Text    string // derived from HTML when empty
	ReplyTo string // optional address

	// Headers are optional and few: X-…, In-Reply-To, References, Feedback-ID.
	Headers map[string]string

	// MessageID is "left@domain"; a job takes it from Mailer.MessageID so that
	// each try carries the same. Empty means a new one.
	MessageID string

	// BypassQuota is for security and payment mails, which must arrive.
	BypassQuota bool

	// ListUnsubscribeURL is an https address that unsubscribes by a POST
	// without any other question (RFC 8058).
	ListUnsubscribeURL string
}

// header is a line of the mail's head, in sending order.
type header struct{ name, value string }

// envelope is a message that has been checked.
type envelope struct {
	kind        string
	from, to    *mail.Address
	replyTo     *mail.Address
	subject     string
	messageID   string
	headers     []header
	html, text  string
	bypassQuota bool
}

const (
	// maxSubjectRunes and maxHeaderBytes are far above real use and below the
	// limits of servers.
	maxSubjectRunes = 300
	maxHeaderBytes  = 900
	maxAddressBytes = 254
)

var (
	messageIDPattern  = regexp.MustCompile(`^[A-Za-z0-9._+=-]{1,120}@[A-Za-z0-9.-]{1,120}$`)
	headerNamePattern = regexp.MustCompile(`^(?:X-[A-Za-z0-9-]{1,60}|In-Reply-To|References|Feedback-ID)$`)
)

// envelope checks msg and completes it.
func (m *Mailer) envelope(msg Message) (*envelope, error) {
	e := &envelope{kind: msg.Kind, from: m.from, html: msg.HTML, text: msg.Text, bypassQuota: msg.BypassQuota}
	var err error
	if e.to, err = parseAddress("recipient", msg.To); err != nil {
		return nil, err
	}
	if msg.ReplyTo != "" {
		if e.replyTo, err = parseAddress("reply address", msg.ReplyTo); err != nil {
			return nil, err
		}
	}
	if e.subject, err = m.subject(msg.Subject); err != nil {
		return nil, err
	}
	if e.messageID, err = m.messageID(msg.MessageID); err != nil {
		return nil, err
	}
	if e.headers, err = headers(msg); err != nil {
		return nil, err
	}
	if e.text == "" {
		e.text = richtext.Text(e.html)
	}
	if e.html == "" && e.text == "" {
		return nil, fmt.Errorf("%w: no content", ErrInvalid)
	}
	return e, nil
}

// parseAddress reads exactly one address. Errors do not repeat it: they are
// logged, and logs hold no addresses.
func parseAddress(what, s string) (*mail.Address, error) {
	if hasControl(s) {
		return nil, fmt.Errorf("%w: control character in %s", ErrInvalid, what)
	}
	a, err := mail.ParseAddress(s)
	if err != nil {
		return nil, fmt.Errorf("%w: %s is not an address", ErrInvalid, what)
	}
	a.Address = strings.TrimSpace(a.Address)
	if hasControl(a.Name) || hasControl(a.Address) || strings.ContainsAny(a.Address, " <>,;\"\\") || len(a.Address) > maxAddressBytes {
		return nil, fmt.Errorf("%w: %s is not a usual address", ErrInvalid, what)
	}
	return a, nil
}

func (m *Mailer) subject(s string) (string, error) {
	if hasControl(s) {
		return "", fmt.Errorf("%w: control character in subject", ErrInvalid)
	}
	s = richtext.Plain(s)
	if s == "" {
		return "", fmt.Errorf("%w: no subject", ErrInvalid)
	}
	if runes := []rune(s); len(runes) > maxSubjectRunes {
		s = string(runes[:maxSubjectRunes-1]) + "…"
	}
	return m.prefix + s, nil
}

func (m *Mailer) messageID(id string) (string, error) {
	if id == "" {
		return rand.Text() + "@" + m.domain(), nil
	}
	if !messageIDPattern.MatchString(id) {
		return "", fmt.Errorf("%w: message id", ErrInvalid)
	}
	return id, nil
}

// MessageID returns the Message-ID that belongs to key, such as a job's or a
// notification's: the same key always gives the same one.
func (m *Mailer) MessageID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16]) + "@" + m.domain()
}

func (m *Mailer) domain() string {
	return m.from.Address[strings.LastIndexByte(m.from.Address, '@')+1:]
}

// headers returns the optional lines and those that each of our mails has.
func headers(msg Message) ([]header, error) {
	lines := []header{
		// Tells absence assistants not to answer (RFC 3834).
		{"Auto-Submitted", "auto-generated"},
		{"X-Auto-Response-Suppress", "All"},
	}
	if msg.Lang != "" {
		lines = append(lines, header{"Content-Language", string(msg.Lang)})
	}
	for name, value := range msg.Headers {
		if !headerNamePattern.MatchString(name) {
			return nil, fmt.Errorf("%w: header %.40q is not allowed", ErrInvalid, name)
		}
		if hasControl(value) || len(value) > maxHeaderBytes {
			return nil, fmt.Errorf("%w: value of header %s", ErrInvalid, name)
		}
		lines = append(lines, header{name, value})
	}
	if msg.ListUnsubscribeURL == "" {
		return lines, nil
	}
	u, err := url.Parse(msg.ListUnsubscribeURL)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil ||
		strings.ContainsAny(msg.ListUnsubscribeURL, "<> ,") || len(msg.ListUnsubscribeURL) > maxHeaderBytes {
		return nil, fmt.Errorf("%w: unsubscribe address", ErrInvalid)
	}
	return append(lines,
		header{"List-Unsubscribe", "<" + u.String() + ">"},
		header{"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}), nil
}

// hasControl finds what could end a header line or hide in it.
func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar
	})
}

// normalise gives the form under which an address is counted.
func normalise(address string) string { return strings.ToLower(strings.TrimSpace(address)) }
