// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"context"

	"aipress24.com/aipress24/internal/ui"
)

// The words of the custom elements (conventions of web/).
func richLabels(ctx context.Context) string {
	return ui.Labels(ctx, "ui.element.rich",
		"toolbar", "undo", "redo", "bold", "italic", "strike", "code", "link", "h2", "h3", "bullets", "numbers", "quote",
		"image", "link_title", "link_url", "link_hint", "link_invalid", "link_remove", "apply", "cancel", "alt", "caption",
		"image_title", "image_remove", "uploading", "upload_failed", "too_large", "not_image", "characters", "of", "indent", "outdent")
}

func vocabularyLabels(ctx context.Context) string {
	return ui.Labels(ctx, "ui.element.vocabulary",
		"search", "families", "entries", "all", "none", "remove", "chosen_one", "chosen_many", "max", "empty", "back", "clear",
		"open", "pick", "loading", "failed")
}

func remoteLabels(ctx context.Context) string {
	return ui.Labels(ctx, "ui.element.remote", "placeholder", "none", "loading", "remove", "add", "min", "failed")
}

func cropLabels(ctx context.Context) string {
	return ui.Labels(ctx, "ui.element.crop",
		"drop", "choose", "not_image", "too_large", "unreadable", "editor", "zoom_in", "zoom_out", "left", "right", "up", "down",
		"rotate", "reset", "apply", "cancel", "replace", "remove", "dimensions", "ready")
}

func guardLabels(ctx context.Context) string {
	return ui.Labels(ctx, "ui.element.unsaved", "found", "restore", "discard", "kept", "expired", "offline", "others", "yourself")
}

func strengthLabels(ctx context.Context) string {
	return ui.Labels(ctx, "ui.element.strength", "more_one", "more_many")
}
