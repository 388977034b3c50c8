// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/wire"
)

// structured is the post as machines read it: schema.org’s NewsArticle in
// JSON-LD (spec 03 §8.5). Whoever opens the page reads it in full.
func structured(r *wire.Reading, site string) map[string]any {
	p := &r.Post
	data := map[string]any{
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": p.Title, "url": site + postURL(p.ID), "inLanguage": p.Language,
		"datePublished": isoTime(p.PublishedAt), "isAccessibleForFree": true, "author": map[string]any{"@type": "Person", "name": r.Author.Name},
	}
	if p.LastUpdatedAt.After(p.PublishedAt) {
		data["dateModified"] = isoTime(p.LastUpdatedAt)
	}
	for name, text := range map[string]string{"description": p.Summary, "articleSection": p.Section} {
		if text != "" {
			data[name] = text
		}
	}
	if len(p.Tags) > 0 {
		data["keywords"] = tag.Labels(p.Tags)
	}
	if p.Image != "" {
		data["image"] = site + media.SizedURL(p.Image, "1600")
	}
	if r.Publisher != "" {
		data["publisher"] = map[string]any{"@type": "Organization", "name": r.Publisher}
	}
	return data
}
