// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config

import (
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
)

// mask stands for a secret wherever it would be shown.
const mask = "•••"

// Secret is a value that must not be seen. However it is printed, logged or
// marshalled it shows as "•••", or as nothing when it is empty; only Reveal
// tells it. The pointer keeps it from fmt even inside an unexported field.
type Secret struct{ value *string }

// NewSecret hides value.
func NewSecret(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{value: &value}
}

// Reveal returns the hidden value, for the one call that needs it.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// IsSet reports whether there is a value.
func (s Secret) IsSet() bool { return s.value != nil }

// String returns the mask, or nothing for an empty secret.
func (s Secret) String() string {
	if s.value == nil {
		return ""
	}
	return mask
}

// Format writes the mask, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue logs the mask.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText marshals the mask, in JSON too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Address is a URL that may hold a password. However it is shown, the
// credentials are masked; Reveal tells the whole.
type Address struct{ value *string }

// NewAddress wraps a URL.
func NewAddress(value string) Address {
	if value == "" {
		return Address{}
	}
	return Address{value: &value}
}

// Reveal returns the URL with its credentials.
func (a Address) Reveal() string {
	if a.value == nil {
		return ""
	}
	return *a.value
}

// IsSet reports whether there is a URL.
func (a Address) IsSet() bool { return a.value != nil }

// Scheme returns what comes before the first colon, in lower case.
func (a Address) Scheme() string {
	scheme, _, found := strings.Cut(a.Reveal(), ":")
	if !found {
		return ""
	}
	return strings.ToLower(scheme)
}

// String returns the URL without its password. What cannot be read as a URL
// is masked whole.
func (a Address) String() string {
	if a.value == nil {
		return ""
	}
	u, err := url.Parse(*a.value)
	if err != nil || u.Scheme == "" {
		return mask
	}
	switch {
	case u.Scheme == "sqlite" || u.Scheme == "capture":
		return withoutQuery(*a.value, u)
	case u.Host == "": // mistyped: a password may be anywhere
		return u.Scheme + ":" + mask
	}
	shown := u.Scheme + "://"
	if u.User != nil {
		shown += url.PathEscape(u.User.Username()) + ":" + mask + "@"
	}
	return shown + withoutQuery(u.Host+u.EscapedPath(), u)
}

// withoutQuery hides the query, where drivers accept passwords too.
func withoutQuery(text string, u *url.URL) string {
	text, _, _ = strings.Cut(text, "?")
	if u.RawQuery != "" {
		text += "?" + mask
	}
	return text
}

// Format writes the masked URL, whatever the verb.
func (a Address) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue logs the masked URL.
func (a Address) LogValue() slog.Value { return slog.StringValue(a.String()) }

// MarshalText marshals the masked URL, in JSON too.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }
