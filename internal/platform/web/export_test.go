// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

// SessionCodec is how sessions are written, for the benchmark.
var SessionCodec = jsonCodec{}
