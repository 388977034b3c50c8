// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package picture draws the pictures of the demonstration world: press
// illustrations (scenes), portraits, logos and banners, in a flat style.
//
// Everything is vector shapes drawn by this program, so the repository carries
// no image and nothing has a copyright holder to credit. The same arguments
// always give the same pixels; another seed gives another palette, time of day
// and layout.
//
// A scene is described on a sheet of 1600 × 900 units, a banner on 1600 × 400,
// a portrait or a logo on 400 × 400, whatever the number of pixels asked for.
package picture
