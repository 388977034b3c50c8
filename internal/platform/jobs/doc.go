// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package jobs runs work in the background, in the application's own database,
// with River: retried when it fails, taken over when its process dies, once
// per slot when it is scheduled.
//
// A job is a struct of arguments (ids, never contents or secrets) with a Kind,
// and a worker registered for it in a [Registry]. Jobs run at least once: a
// worker is written to be run twice. Each attempt has [Timeout] unless its
// worker says otherwise, in any case less than [RescueAfter].
//
// Modules seldom insert jobs: they record events, which package outbox turns
// into jobs in the transaction that dispatches them. [Client.Insert] is for what
// starts outside a transaction, such as an administrator's button.
package jobs
