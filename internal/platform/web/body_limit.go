// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"io"
	"net/http"
	"time"
)

// Limits of request bodies, in bytes.
const (
	DefaultBody = 1 << 20  // forms without files
	MaxBody     = 32 << 20 // the largest any route may ask for (security checklist §4)
)

// uploadTime is how long a large body may take to arrive: 32 MiB over a slow
// mobile line.
const uploadTime = 5 * time.Minute

// limitedBody reads at most limit bytes. The limit may still be raised by the
// route's own middleware, as long as nothing was read.
type limitedBody struct {
	w      http.ResponseWriter
	source io.ReadCloser
	limit  int64
	reader io.ReadCloser
}

// Read returns an *http.MaxBytesError at the limit; Describe makes it a 413.
func (b *limitedBody) Read(p []byte) (int, error) {
	if b.reader == nil {
		b.reader = http.MaxBytesReader(b.w, b.source, b.limit)
	}
	return b.reader.Read(p)
}

// Close closes the body.
func (b *limitedBody) Close() error { return b.source.Close() }

// limitBody bounds the body of every request to DefaultBody, until BodyLimit
// raises it. Announced sizes above MaxBody are refused unread.
func limitBody(refuse Refuse) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ContentLength > MaxBody {
				refuse(w, r, ErrTooLarge)
				return
			}
			if r.Body != nil && r.Body != http.NoBody {
				body := &limitedBody{w: w, source: r.Body, limit: DefaultBody}
				visitOf(r.Context()).body = body
				r.Body = body
			}
			next.ServeHTTP(w, r)
		})
	}
}

// BodyLimit lets a route accept bodies of up to n bytes, at most MaxBody; a
// larger n means MaxBody. Announced sizes above are refused unread, and large
// bodies get more time to arrive.
func BodyLimit(n int64) Middleware {
	n = min(n, MaxBody)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			v := visitOf(r.Context())
			if r.ContentLength > n {
				v.refuse(w, r, ErrTooLarge)
				return
			}
			if v.body != nil {
				v.body.limit = n
			}
			if n > DefaultBody {
				extendRead(w)
			}
			next.ServeHTTP(w, r)
		})
	}
}

// extendRead gives the body uploadTime to arrive. Test recorders and HTTP/2
// proxies may not know deadlines; then the server's own limit stays.
func extendRead(w http.ResponseWriter) {
	control := http.NewResponseController(w)
	deadline := time.Now().Add(uploadTime)
	if control.SetReadDeadline(deadline) == nil {
		_ = control.SetWriteDeadline(deadline.Add(writeTimeout)) // same connection: cannot fail alone
	}
}
