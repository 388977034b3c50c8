// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/netip"
	"strconv"
	"sync/atomic"
	"time"
)

// RequestIDHeader carries the request id, from a trusted proxy and to the
// visitor, who may quote it to the support.
const RequestIDHeader = "X-Request-Id"

// maxRequestID bounds an id that a proxy gives.
const maxRequestID = 64

// visit is what the log knows of one request.
type visit struct {
	id    string
	actor atomic.Int64
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit {
	if ctx == nil {
		return nil
	}
	v, _ := ctx.Value(visitKey{}).(*visit)
	return v
}

// RequestID returns the id of the request of ctx, or "" outside of one.
func RequestID(ctx context.Context) string {
	if v := visitOf(ctx); v != nil {
		return v.id
	}
	return ""
}

// SetActor tells the log who asks, once the session is known: the account's
// id, never a name or address.
func SetActor(ctx context.Context, id int64) {
	if v := visitOf(ctx); v != nil {
		v.actor.Store(id)
	}
}

// WithRequestID returns a context whose log lines carry id, for jobs and
// commands, which have no HTTP request.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, visitKey{}, &visit{id: id})
}

// requestIDs makes ids that differ between processes and count within one.
// They are names, not secrets.
type requestIDs struct {
	prefix  string
	last    atomic.Uint64
	proxies []netip.Prefix
}

func newRequestIDs(proxies []netip.Prefix) *requestIDs {
	prefix := make([]byte, 4)
	if _, err := rand.Read(prefix); err != nil { // never happens on the systems we run on
		prefix = strconv.AppendInt(nil, time.Now().UnixNano(), 36)
	}
	return &requestIDs{prefix: hex.EncodeToString(prefix) + "-", proxies: proxies}
}

// of returns the id that a trusted proxy gave to r, or a new one.
func (ids *requestIDs) of(r *http.Request) string {
	if given := r.Header.Get(RequestIDHeader); given != "" && isRequestID(given) && ids.trusts(r.RemoteAddr) {
		return given
	}
	return ids.prefix + strconv.FormatUint(ids.last.Add(1), 36)
}

// trusts reports whether the peer is one of the configured proxies.
func (ids *requestIDs) trusts(remote string) bool {
	if len(ids.proxies) == 0 {
		return false
	}
	peer, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	for _, prefix := range ids.proxies {
		if prefix.Contains(peer.Addr().Unmap()) {
			return true
		}
	}
	return false
}

// isRequestID refuses what could forge log lines.
func isRequestID(s string) bool {
	if len(s) > maxRequestID {
		return false
	}
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_' && r != '.' {
			return false
		}
	}
	return true
}
