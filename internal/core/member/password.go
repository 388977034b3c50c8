// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"aipress24.com/aipress24/internal/core/errs"
)

// Cost of argon2id: 19 MiB, two passes, one lane (security checklist §3).
const (
	hashMemory  = 19 * 1024
	hashPasses  = 2
	hashLanes   = 1
	hashLength  = 32
	saltLength  = 16
	hashVersion = argon2.Version
)

// hashWait is how long somebody waits for a free processor.
const hashWait = 3 * time.Second

// errBusy says that none became free.
var errBusy = errs.New(errs.Unavailable, "password.busy")

// errHash is a stored hash that cannot be read; it never matches.
var errHash = errors.New("unreadable password hash")

// hashing bounds simultaneous hashes to the processors, since each takes its
// share of memory.
var hashing = make(chan struct{}, runtime.GOMAXPROCS(0))

// HashPassword returns the argon2id hash of a password, taken exactly as
// typed, in PHC format. When no processor is free in time, or ctx ends first,
// the error is one of kind errs.Unavailable.
func HashPassword(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("draw a salt: %w", err)
	}
	key, err := derive(ctx, password, salt)
	if err != nil {
		return "", err
	}
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", hashVersion, hashMemory, hashPasses, hashLanes,
		enc.EncodeToString(salt), enc.EncodeToString(key)), nil
}

// PasswordMatches reports whether the password is the one that was hashed.
// With an empty or unreadable hash it takes the same time and says no, so that
// an unknown address cannot be told from a wrong password. Its error is that of
// HashPassword.
func PasswordMatches(ctx context.Context, hash, password string) (bool, error) {
	salt, want, err := readHash(hash)
	if err != nil {
		salt, want = make([]byte, saltLength), nil
	}
	got, err := derive(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

func derive(ctx context.Context, password string, salt []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
	case <-ctx.Done():
		return nil, errs.Wrap(errs.Unavailable, errBusy.Message, ctx.Err())
	}
	return argon2.IDKey([]byte(password), salt, hashPasses, hashMemory, hashLanes, hashLength), nil
}

// readHash takes a PHC string of the cost in force apart.
func readHash(hash string) (salt, key []byte, err error) {
	parts := strings.Split(hash, "$")
	cost := fmt.Sprintf("m=%d,t=%d,p=%d", hashMemory, hashPasses, hashLanes)
	if len(parts) != 6 || parts[1] != "argon2id" || parts[3] != cost {
		return nil, nil, errHash
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return nil, nil, errHash
	}
	if key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil {
		return nil, nil, errHash
	}
	return salt, key, nil
}
