// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"encoding/json"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// Labels is what a custom element says: the messages prefix.name for each name,
// as the JSON object its attribute "labels" wants (docs of web/). A message
// holds the script's own placeholders, such as {n}, untouched.
func Labels(ctx context.Context, prefix string, names ...string) string {
	words := make(map[string]string, len(names))
	for _, name := range names {
		words[name] = i18n.T(ctx, prefix+"."+name)
	}
	text, err := json.Marshal(words)
	if err != nil {
		return "{}" // strings always marshal
	}
	return string(text)
}

// CarouselLabels are the words of <media-carousel>.
func CarouselLabels(ctx context.Context) string {
	return Labels(ctx, "ui.element.carousel", "prev", "next", "goto", "pause", "play")
}
