// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

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

// Agent is a browser and its system, as far as they are known.
type Agent struct{ Browser, System string }

// AgentOf finds a browser and its system in what it says it is.
func AgentOf(userAgent string) Agent {
	return Agent{Browser: firstIn(userAgent, browsers), System: firstIn(userAgent, systems)}
}

// Words names the agent for people, in the language of ctx: that of a page, or of
// a mail.
func (a Agent) Words(ctx context.Context) string {
	switch {
	case a.Browser != "" && a.System != "":
		return i18n.T(ctx, "account.agent", "Browser", a.Browser, "System", a.System)
	case a.Browser+a.System != "":
		return a.Browser + a.System
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
