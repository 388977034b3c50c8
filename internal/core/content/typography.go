// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

import (
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Typeset sets a line of plain text for its readers: French words get no-break
// spaces before : ; ! ? and inside « », and true apostrophes (ui-guide §4).
// Authors type what their keyboard has, and their own text stays as typed:
// this is for its public face. Texts in other languages come back unchanged.
func Typeset(language, text string) string {
	if language != string(i18n.French) {
		return text
	}
	return i18n.Nbsp(text)
}

// TypesetHTML is Typeset for the text of sanitised HTML.
func TypesetHTML(language, source string) string {
	if language != string(i18n.French) {
		return source
	}
	return richtext.Map(source, i18n.Nbsp)
}
