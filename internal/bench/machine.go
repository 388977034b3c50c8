// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	machineReaders = 16
	machineWarmUp  = 300 * time.Millisecond
	machineLength  = 2 * time.Second
)

// speedOfMachine returns how many requests per second a handler that does
// nothing answers here, loaded by the same client as all scenarios: what the
// figures of two machines, or of two hours of a shared one, are compared by.
func speedOfMachine(ctx context.Context) (perSecond float64, err error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	server := &http.Server{ReadHeaderTimeout: patience, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("ok")) // the client's own connection
	})}
	go func() { _ = server.Serve(listener) }() // ends with Close
	defer func() { err = errors.Join(err, server.Close()) }()

	ctx, stop := context.WithTimeout(ctx, machineWarmUp+machineLength)
	defer stop()
	counts := make([]int, machineReaders)
	from := time.Now().Add(machineWarmUp)
	var g errgroup.Group
	for i := range counts {
		g.Go(func() error {
			c, err := dial(ctx, listener.Addr().String())
			if err != nil {
				return err
			}
			defer c.close()
			for request := get("/", ""); ctx.Err() == nil; {
				if _, err := c.do(request, false); err != nil {
					return err
				}
				if time.Now().After(from) {
					counts[i]++
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return 0, err
	}
	answered := 0
	for _, n := range counts {
		answered += n
	}
	return float64(answered) / machineLength.Seconds(), nil
}
