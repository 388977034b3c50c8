// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"context"
	"strings"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// Words in what a browser says it is, the telling ones first: each claims to be
// those after it too.
var (
	browsers = [][2]string{
		{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"},
		{"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
	}
	systems = [][2]string{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "ChromeOS"},
		{"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"},
	}
)

// agentOf says a browser and its system in words, for people.
func agentOf(ctx context.Context, agent string) string {
	browser, system := firstIn(agent, browsers), firstIn(agent, systems)
	switch {
	case browser != "" && system != "":
		return i18n.T(ctx, "account.agent", "Browser", browser, "System", system)
	case browser != "":
		return browser
	case system != "":
		return system
	}
	return i18n.T(ctx, "account.agent.unknown")
}

func firstIn(agent string, words [][2]string) string {
	for _, w := range words {
		if strings.Contains(agent, w[0]) {
			return w[1]
		}
	}
	return ""
}
