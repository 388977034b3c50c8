// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"errors"
	"net"
	"time"
)

// dnsPatience is how long a person waits for a domain to be looked up.
const dnsPatience = 3 * time.Second

// ReceivesMail asks the DNS whether a domain receives mail: it has mail servers,
// or is one. A DNS that does not answer is no reason to refuse anybody.
func ReceivesMail(ctx context.Context, domain string) bool {
	ctx, cancel := context.WithTimeout(ctx, dnsPatience)
	defer cancel()
	servers, err := net.DefaultResolver.LookupMX(ctx, domain)
	if err == nil && len(servers) > 0 {
		return len(servers) > 1 || servers[0].Host != "." // RFC 7505: « no mail here »
	}
	if _, err = net.DefaultResolver.LookupHost(ctx, domain); err == nil {
		return true
	}
	var missing *net.DNSError
	return !errors.As(err, &missing) || !missing.IsNotFound
}
