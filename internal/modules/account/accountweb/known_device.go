// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/ui"
)

const (
	// deviceAge is how long a browser is recognised after its last sign-in.
	deviceAge = 180 * 24 * time.Hour
	// devicePrefix begins the names of the cookies, one per account.
	devicePrefix = "known-"
	// deviceID is the length of a browser's number, in bytes.
	deviceID = 12
)

// Devices recognises a browser in which somebody has signed in before, so that
// a stranger's guesses do not slow down the owner of an account (security
// checklist §3). A cookie that only the sign-in page receives holds the number
// of the browser, signed for one account and a time; it proves nothing else and
// opens nothing. All nodes share the key.
type Devices struct {
	key        []byte
	production bool
	now        func() time.Time
}

// NewDevices returns the recogniser with the secret of the installation.
func NewDevices(secret []byte, production bool, now func() time.Time) *Devices {
	key := hmac.New(sha256.New, secret)
	_, _ = key.Write([]byte("known devices")) // a hash never fails
	return &Devices{key: key.Sum(nil), production: production, now: now}
}

// known returns the number of the browser if it has signed in to this account
// before, else "".
func (d *Devices) known(r *http.Request, email string) string {
	email = member.NormaliseEmail(email)
	cookie, err := r.Cookie(d.name(email))
	if err != nil {
		return ""
	}
	parts := strings.Split(cookie.Value, ".")
	if len(parts) != 3 || !hmac.Equal([]byte(d.sign("device", email, parts[0], parts[1])), []byte(parts[2])) {
		return ""
	}
	until, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || d.now().Unix() > until {
		return ""
	}
	return parts[0]
}

// remember makes the browser known to the account for a while.
func (d *Devices) remember(w http.ResponseWriter, r *http.Request, email string) {
	id := d.known(r, email)
	if id == "" {
		id = newDevice()
	}
	email = member.NormaliseEmail(email)
	until := strconv.FormatInt(d.now().Add(deviceAge).Unix(), 10)
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure in production; a developer has no certificate
		Name: d.name(email), Value: strings.Join([]string{id, until, d.sign("device", email, id, until)}, "."),
		Path: ui.LoginPath, MaxAge: int(deviceAge.Seconds()),
		HttpOnly: true, Secure: d.production, SameSite: http.SameSiteLaxMode,
	})
}

// name is the cookie of one account: a browser that several people use knows
// each of them, and the name does not tell who they are.
func (d *Devices) name(email string) string {
	name := devicePrefix + d.sign("name", email)[:16]
	if d.production {
		return "__Secure-" + name
	}
	return name
}

// sign returns the signature of the words, of which the first says what for.
func (d *Devices) sign(words ...string) string {
	mac := hmac.New(sha256.New, d.key)
	_, _ = mac.Write([]byte(strings.Join(words, "\x00"))) // a hash never fails
	return hex.EncodeToString(mac.Sum(nil))
}

func newDevice() string {
	var id [deviceID]byte
	_, _ = rand.Read(id[:]) // never fails: the program would stop instead
	return hex.EncodeToString(id[:])
}
