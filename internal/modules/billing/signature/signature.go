// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package signature signs what the sandbox payment provider tells, and checks
// what claims to come from a provider, as Stripe does: "t=INSTANT,v1=HMAC".
package signature

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stripe/stripe-go/v85/webhook"

	"aipress24.com/aipress24/internal/modules/billing"
)

// Tolerance is how old a signature may be, or how far ahead (spec 06 §8).
const Tolerance = 5 * time.Minute

// Sign returns the header of a payload sent at an instant.
func Sign(payload []byte, secret string, at time.Time) string {
	return fmt.Sprintf("t=%d,v1=%s", at.Unix(), hex.EncodeToString(webhook.ComputeSignature(at, payload, secret)))
}

// Check returns nil when the header signs the payload with the secret, within
// the tolerance of now, and billing.ErrForged otherwise. An empty secret signs
// nothing.
func Check(payload []byte, header, secret string, now time.Time) error {
	if secret == "" {
		return fmt.Errorf("%w: no secret", billing.ErrForged)
	}
	// The library's own check of the instant reads the machine's clock.
	if err := webhook.ValidatePayloadIgnoringTolerance(payload, header, secret); err != nil {
		return fmt.Errorf("%w: %w", billing.ErrForged, err)
	}
	at, found := instant(header)
	if !found || now.Sub(at).Abs() > Tolerance {
		return fmt.Errorf("%w: not of now", billing.ErrForged)
	}
	return nil
}

// instant is the instant that a valid header signs.
func instant(header string) (time.Time, bool) {
	found, ok := time.Time{}, false
	for part := range strings.SplitSeq(header, ",") {
		text, is := strings.CutPrefix(part, "t=")
		if !is {
			continue
		}
		seconds, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return time.Time{}, false
		}
		// As the library: the last one counts.
		found, ok = time.Unix(seconds, 0), true
	}
	return found, ok
}
