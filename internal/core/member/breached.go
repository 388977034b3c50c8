// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"sort"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// BreachedSize is the length, in bytes, of what the list keeps of a password:
// enough that one in ten million others is refused by mistake.
const BreachedSize = 5

// breached holds stolen passwords long enough to be chosen here, as the sorted
// beginnings of their sums; internal/generate/breached writes it.
//
//go:embed breached.bin
var breached []byte

// IsBreached reports whether a password, in capitals or not, is in the list of
// passwords that guessers try first since they were stolen elsewhere.
func IsBreached(password string) bool {
	wanted := BreachedKey(password)
	entry := func(i int) []byte { return breached[i*BreachedSize : (i+1)*BreachedSize] }
	count := len(breached) / BreachedSize
	at := sort.Search(count, func(i int) bool { return bytes.Compare(entry(i), wanted) >= 0 })
	return at < count && bytes.Equal(entry(at), wanted)
}

// BreachedKey is what the list keeps of a password: the beginning of a sum, so
// that the program carries no readable passwords.
func BreachedKey(password string) []byte {
	sum := sha256.Sum256([]byte(strings.ToLower(norm.NFKC.String(password))))
	return sum[:BreachedSize]
}
