// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package images turns what members upload into pictures that are safe to
// serve: type found in the content, size checked before decoding, orientation
// applied, everything drawn again, so that no location, serial number or hidden
// payload is left (spec 01 §11, spec 08 §8, security checklist §5).
//
// The caption, the credit and the copyright line that photographers write in a
// file (EXIF, IPTC, XMP) are read before and returned as plain text.
//
// The bytes received are never served: only renditions are.
package images
