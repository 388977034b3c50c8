// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
)

// profileOf is the address of one's own public page.
func profileOf(a access.Actor) string { return member.Path(a.UserID) }
