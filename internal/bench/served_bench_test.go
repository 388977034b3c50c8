// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"log/slog"
	"net"
	"testing"

	"aipress24.com/aipress24/internal/platform/web"
)

// BenchmarkWallServed is the wall over a socket, client included: what a
// profile needs to tell the server's own work from that of net/http.
func BenchmarkWallServed(b *testing.B) {
	handler := openSite(b)
	cookie := signIn(b, handler)
	addr := listen(b, web.NewServer(handler, slog.New(slog.DiscardHandler), nil))
	b.ReportAllocs()
	b.SetParallelism(8)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		c, err := dial(context.Background(), addr)
		if err != nil {
			b.Error(err)
			return
		}
		defer c.close()
		request := get("/wire", cookie)
		for pb.Next() {
			if a, err := c.do(request, false); err != nil || a.status != 200 {
				b.Errorf("status %d, %v", a.status, err)
				return
			}
		}
	})
}

// listen serves until the benchmark ends, and returns the address.
func listen(b *testing.B, server *web.Server) string {
	b.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, l) }()
	b.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
	return l.Addr().String()
}
