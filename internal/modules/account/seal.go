// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
)

// errSeal is a sealed secret that this installation's key does not open.
var errSeal = errors.New("a sealed secret cannot be opened: has secret.key changed?")

// seal encrypts a member's secret with the installation's key, so that a copy of
// the database alone gives no codes. It opens for that member only.
func (s *Security) seal(member int64, secret string) (string, error) {
	box, err := s.box()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return "", fmt.Errorf("draw a nonce: %w", err)
	}
	return base64.RawStdEncoding.EncodeToString(box.Seal(nonce, nonce, []byte(secret), owner(member))), nil
}

func (s *Security) unseal(member int64, sealed string) (string, error) {
	box, err := s.box()
	if err != nil {
		return "", err
	}
	raw, err := base64.RawStdEncoding.DecodeString(sealed)
	if err != nil || len(raw) < box.NonceSize() {
		return "", errSeal
	}
	secret, err := box.Open(nil, raw[:box.NonceSize()], raw[box.NonceSize():], owner(member))
	if err != nil {
		return "", errSeal
	}
	return string(secret), nil
}

func (s *Security) box() (cipher.AEAD, error) {
	block, err := aes.NewCipher(s.sealKey)
	if err != nil {
		return nil, fmt.Errorf("open the cipher: %w", err)
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("open the cipher: %w", err)
	}
	return box, nil
}

func owner(member int64) []byte { return []byte(strconv.FormatInt(member, 10)) }
