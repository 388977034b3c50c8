// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package devdoors_test

import (
	"errors"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/devdoors"
	"aipress24.com/aipress24/internal/platform/mailer"
)

var now = time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)

func newPost(t *testing.T, kept *mailer.MemoryStore, mailURL string) *devdoors.Post {
	t.Helper()
	clock := func() time.Time { return now }
	mail, err := mailer.New(mailer.Options{URL: mailURL, Store: kept, Quota: 1, Timeout: 5 * time.Second, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	return devdoors.NewPost(mail, kept, "https://aipress24.invalid", clock)
}

// Each way a sample letter may fail is told to whoever asked for it.
func TestPost_SendSample(t *testing.T) {
	t.Parallel()
	const nobody = "smtp://127.0.0.1:1?tls=none" // nothing listens there
	tests := []struct {
		name, url, to string
		sent          bool // the recipient has had a mail already
		want          errs.Kind
		message       string
	}{
		{name: "bad address", url: "capture:", to: "ada", want: errs.Invalid, message: "dev.mail.bad_address"},
		{name: "second header", url: "capture:", to: "ada@x.invalid\r\nBcc: b@x.invalid", want: errs.Invalid, message: "dev.mail.bad_address"},
		{name: "no server", url: nobody, to: "ada@x.invalid", want: errs.Invalid, message: "dev.mail.unreachable"},
		{name: "quota reached", url: nobody, to: "ada@x.invalid", sent: true, want: errs.TooMany, message: "dev.mail.quota"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			kept := &mailer.MemoryStore{}
			if tt.sent {
				_, err := kept.Reserve(t.Context(), mailer.Reservation{Recipient: "ada@x.invalid", At: now, Since: now.Add(-time.Hour), Quota: 1})
				if err != nil {
					t.Fatal(err)
				}
			}
			err := newPost(t, kept, tt.url).SendSample(t.Context(), tt.to)
			var told *errs.Error
			if !errors.As(err, &told) || told.Kind != tt.want || told.Message != tt.message {
				t.Errorf("SendSample() = %v, want %s", err, tt.message)
			}
		})
	}
}

// A letter that is not there is hidden like any other.
func TestPost_Letter(t *testing.T) {
	t.Parallel()
	p := newPost(t, &mailer.MemoryStore{}, "capture:")
	if _, err := p.Letter(t.Context(), 7); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("Letter() = %v, want not found", err)
	}
	if err := p.SendSample(t.Context(), "Ada <ada@x.invalid>"); err != nil {
		t.Fatal(err)
	}
	letters, err := p.Letters(t.Context(), 0, 10)
	if err != nil || len(letters) != 1 {
		t.Fatalf("Letters() = %d, %v", len(letters), err)
	}
	if found, err := p.Letter(t.Context(), letters[0].ID); err != nil || found.Recipient != "ada@x.invalid" {
		t.Errorf("Letter() = %+v, %v", found, err)
	}
	if !p.IsCapturing() {
		t.Error("the post does not know that it captures")
	}
	if err := p.Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
	if letters, err := p.Letters(t.Context(), 0, 10); err != nil || len(letters) != 0 {
		t.Errorf("after Clear, Letters() = %d, %v", len(letters), err)
	}
}
