// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Command aipress24 is the whole platform: web application, administration,
// workers and tools, in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	_ "time/tzdata" // Europe/Paris on a bare machine
)

func main() { os.Exit(run()) }

// run executes the command and returns the exit status: 0 for success or an
// asked-for stop, 1 for a failure, whose reason is on the standard error.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := rootCommand().ExecuteContext(ctx)
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return 0
	case errors.Is(err, errUnhealthy):
		return 1 // the checks have said it all
	}
	fmt.Fprintln(os.Stderr, "aipress24:", inWords(err))
	return 1
}
