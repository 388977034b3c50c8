// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
)

// Namespace parts files that every member may fetch from those that need an
// owner's right.
type Namespace string

const (
	// Public holds the files of published content.
	Public Namespace = "public"
	// Private holds confidential files: identity papers, CVs, drafts, proofs.
	Private Namespace = "private"
)

// namespaces lists what a store holds.
var namespaces = []Namespace{Public, Private}

var (
	namePattern      = regexp.MustCompile(`^[0-9a-f]{64}(\.[a-z0-9]{1,10})?$`)
	extensionPattern = regexp.MustCompile(`^[a-z0-9]{1,10}$`)
)

// IsName tells whether name could be the name of a stored file: 64 lower-case
// hexadecimal digits and an optional extension of 1 to 10 letters or digits.
func IsName(name string) bool { return namePattern.MatchString(name) }

// Name returns the name under which data is stored. The extension may be given
// with or without its dot and in any case; an empty one is left out. Any other
// form is ErrInvalidName.
func Name(ext string, data []byte) (string, error) {
	sum := sha256.Sum256(data)
	return withExtension(hex.EncodeToString(sum[:]), ext)
}

func withExtension(name, ext string) (string, error) {
	ext = strings.ToLower(strings.TrimPrefix(ext, "."))
	if ext == "" {
		return name, nil
	}
	if !extensionPattern.MatchString(ext) {
		return "", fmt.Errorf("%w: extension %q", ErrInvalidName, ext)
	}
	return name + "." + ext, nil
}

// key is the place of a file in the bucket.
func key(ns Namespace, name string) (string, error) {
	if ns != Public && ns != Private {
		return "", fmt.Errorf("%w: namespace %q", ErrInvalidName, string(ns))
	}
	if !IsName(name) {
		return "", fmt.Errorf("%w: %.80q", ErrInvalidName, name)
	}
	return string(ns) + "/" + name, nil
}
