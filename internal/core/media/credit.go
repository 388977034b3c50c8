// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package media

import (
	"strings"

	"aipress24.com/aipress24/internal/platform/richtext"
)

// Credit is a mention of copyright without the sign that people type before
// it: pages put their own.
func Credit(typed string) string {
	name := richtext.Plain(typed)
	for _, sign := range []string{"©", "(c)", "(C)"} {
		if rest, signed := strings.CutPrefix(name, sign); signed {
			return strings.TrimLeft(rest, " \u00a0")
		}
	}
	return name
}
