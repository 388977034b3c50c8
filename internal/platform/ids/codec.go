// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ids

import (
	"errors"
	"math"
)

const (
	alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	base     = int64(len(alphabet))
	prefix   = 'x'

	// longestText is the length of the largest identifier in decimal; the
	// base-62 form is shorter. Longer texts are refused before being read.
	longestText = 19
)

// ErrInvalid is returned by [Parse] for a text that is not an identifier.
// Pages answer it as an unknown address (404).
var ErrInvalid = errors.New("invalid identifier")

// Encode returns the form of id used in addresses: "x" and base 62, or "0" for
// zero. A negative number is not an identifier and also gives "0".
func Encode(id int64) string {
	if id <= 0 {
		return "0"
	}
	var buf [12]byte // prefix and at most 11 digits
	at := len(buf)
	for ; id > 0; id /= base {
		at--
		buf[at] = alphabet[id%base]
	}
	at--
	buf[at] = prefix
	return string(buf[at:])
}

// Parse reads an identifier in decimal or in the form of [Encode]. It returns
// [ErrInvalid] for anything else: an empty text, a sign, a space, a foreign
// character, a number beyond 63 bits.
func Parse(s string) (int64, error) {
	if s == "" || len(s) > longestText {
		return 0, ErrInvalid
	}
	if s[0] == prefix {
		return number(s[1:], base)
	}
	return number(s, 10)
}

// number reads digits of a radix of at most 62.
func number(digits string, radix int64) (int64, error) {
	if digits == "" {
		return 0, ErrInvalid
	}
	var n int64
	for i := range len(digits) {
		d := digit(digits[i])
		if d < 0 || d >= radix || n > (math.MaxInt64-d)/radix {
			return 0, ErrInvalid
		}
		n = n*radix + d
	}
	return n, nil
}

// digit returns the value of c in the alphabet, or -1.
func digit(c byte) int64 {
	switch {
	case c >= '0' && c <= '9':
		return int64(c - '0')
	case c >= 'a' && c <= 'z':
		return int64(c-'a') + 10
	case c >= 'A' && c <= 'Z':
		return int64(c-'A') + 36
	}
	return -1
}
