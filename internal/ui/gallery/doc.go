// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package gallery is the page /dev/ui: every component of ui and ui/form in
// every state, with the data of an imaginary press world. It is where a
// developer looks before building a page, and what the accessibility and
// picture tests open.
//
// Its sample texts are French data, not labels, and stay out of the catalogues.
package gallery
