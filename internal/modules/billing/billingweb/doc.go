// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package billingweb is the webhook that payment providers call, and the pages
// of the sandbox provider: a look-alike of the page of payment and of the
// portal. The pages that lead there are those of the Business Wall.
package billingweb
