// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package app puts the program together: configuration, engines, core,
// modules, and of these a web application, an administration, a worker.
//
// It holds no rule and no page. It is the only package that knows all modules.
package app
