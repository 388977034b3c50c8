// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package pressroom is the Com'room: press releases (communiqués), which
// communicants, experts, academics and transformers write for their own
// organisation or for one that has given them a mandate.
//
// A release is written here and mirrored on the wire when it is published. The
// mirror is written in the same transaction, which asks again whether its
// author may publish for the organisation. A release under embargo is a draft
// until its minute: nothing of it is on the wire, so that nothing can show it.
// At its minute a job publishes it, in the name of who scheduled it.
//
// The package knows nothing of HTTP; its pages are in pressroomweb.
package pressroom
