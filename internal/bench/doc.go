// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Command bench measures the budgets of docs/performance.md from outside: it
// builds the program, prepares databases of each engine and size, serves them
// in a process of its own and loads it over HTTP with as many readers as there
// are workers, each asking again as soon as it is answered (a closed loop). It
// prints one Markdown table.
//
// A world is a prepared database with its files and its search index; a
// scenario is what the readers do; the client shares the machine with the
// server, so its cost is part of what is measured, and shown.
//
// Benchmarks of the same pages inside one process, for profiles, are in the
// package's tests: go test -bench=Wall -cpuprofile=cpu.out ./internal/bench.
//
// Nothing leaves the machine: servers listen on the loopback, prepared worlds
// stay in .cache/bench until "go run ./internal/bench -fresh".
package main
