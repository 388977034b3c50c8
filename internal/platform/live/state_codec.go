// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package live

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

const (
	stateVersion = 1
	maxState     = 8 << 10 // bytes of JSON
	stateLife    = 24 * time.Hour
	headLength   = 1 + 8 // version, end as Unix seconds
)

// errStateTooLarge is the fault of a component, not of a visitor.
var errStateTooLarge = errors.New("state of a live component too large")

// codec signs the state of components: base64url(version, end, MAC, JSON).
type codec struct{ key []byte }

// newCodec derives the signing key from the secret of the installation.
func newCodec(secret []byte) (codec, error) {
	if len(secret) < 16 {
		return codec{}, errors.New("live: the secret is shorter than 16 bytes")
	}
	key, err := hkdf.Key(sha256.New, secret, nil, "aipress24 live component state", sha256.Size)
	if err != nil {
		return codec{}, fmt.Errorf("live: derive key: %w", err)
	}
	return codec{key: key}, nil
}

// seal returns the state as text, good for this component and member until
// end.
func (c codec) seal(component string, memberID int64, end time.Time, state any) (string, error) {
	payload, err := json.Marshal(state)
	if err != nil {
		return "", fmt.Errorf("state of %s: %w", component, err)
	}
	if len(payload) > maxState {
		return "", fmt.Errorf("%w: %s has %d bytes", errStateTooLarge, component, len(payload))
	}
	b := make([]byte, 0, headLength+sha256.Size+len(payload))
	b = append(b, stateVersion)
	b = binary.BigEndian.AppendUint64(b, uint64(end.Unix())) //nolint:gosec // after 1970
	b = append(b, c.sign(component, memberID, b, payload)...)
	b = append(b, payload...)
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// open reads what seal wrote into state, whose unexported fields stay as they
// are. It returns ErrForged or ErrExpired.
func (c codec) open(component string, memberID int64, now time.Time, sealed string, state any) error {
	const longest = headLength + sha256.Size + maxState
	if len(sealed) > base64.RawURLEncoding.EncodedLen(longest) {
		return ErrForged
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(sealed)
	if err != nil || len(b) < headLength+sha256.Size || b[0] != stateVersion {
		return ErrForged
	}
	head, mac, payload := b[:headLength], b[headLength:headLength+sha256.Size], b[headLength+sha256.Size:]
	if !hmac.Equal(mac, c.sign(component, memberID, head, payload)) {
		return ErrForged
	}
	end := time.Unix(int64(binary.BigEndian.Uint64(head[1:])), 0) //nolint:gosec // signed by us
	if !now.Before(end) {
		return ErrExpired
	}
	decoder := json.NewDecoder(bytes.NewReader(payload))
	if err := decoder.Decode(state); err != nil {
		return ErrExpired // signed by an earlier version with another shape
	}
	return nil
}

// sign authenticates all parts with their lengths, so that none can slide into
// another.
func (c codec) sign(component string, memberID int64, head, payload []byte) []byte {
	mac := hmac.New(sha256.New, c.key)
	var number [8]byte
	put := func(n int64) {
		binary.BigEndian.PutUint64(number[:], uint64(n)) //nolint:gosec // bits
		mac.Write(number[:])
	}
	put(int64(len(component)))
	mac.Write([]byte(component))
	put(memberID)
	mac.Write(head)
	mac.Write(payload)
	return mac.Sum(nil)
}
