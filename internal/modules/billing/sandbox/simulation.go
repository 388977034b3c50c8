// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package sandbox

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"

	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/signature"
)

// Simulate is what the provider would tell of a paid checkout for a wall, and
// its signature: how an operator tries the activation without any page (spec 06
// §12). Without a customer or a subscription they are made up.
func (p *Provider) Simulate(wallID int64, customerID, subscriptionID string) (payload []byte, header string, err error) {
	s := Session{
		ID: "cs_test_" + p.Random(), Status: complete,
		CustomerID: cmp.Or(customerID, "cus_test_"+p.Random()), SubscriptionID: cmp.Or(subscriptionID, "sub_test_"+p.Random()),
		Checkout: billing.Checkout{Mode: billing.ForSubscription, Reference: strconv.FormatInt(wallID, 10)},
	}
	payload, err = json.Marshal(p.payload(happening{"checkout.session.completed", s.object()}, p.Now()))
	if err != nil {
		return nil, "", fmt.Errorf("simulate a checkout: %w", err)
	}
	return payload, signature.Sign(payload, p.Secret, p.Now()), nil
}
