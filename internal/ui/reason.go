// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"slices"
	"strconv"
)

// Reasons are why commands of a page are closed. A closed button says nothing by
// itself and a tooltip is for those who hover: ReasonList writes each reason once,
// under the buttons that it closes.
type Reasons []string

// Because adds a reason, if nobody has given it, and returns the id of its
// sentence for ButtonData.Reason.
func (r *Reasons) Because(text string) string {
	at := slices.Index(*r, text)
	if at < 0 {
		at = len(*r)
		*r = append(*r, text)
	}
	return reasonID(at)
}

func reasonID(at int) string { return "closed-because-" + strconv.Itoa(at+1) }
