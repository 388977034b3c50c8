// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import "aipress24.com/aipress24/internal/core/tag"

// Tags is the field of what an author tags a content with: words separated by
// commas, that core/tag reads.
func Tags() Field {
	return Field{Name: "tags", Kind: Text, Label: "tag.field", Hint: "tag.hint", MaxLength: tag.MaxTyped}
}
