// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account_test

import (
	"testing"

	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// A browser is named in the language of the page or of the mail.
func TestAgent_Words(t *testing.T) {
	t.Parallel()
	const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
	for _, tt := range []struct {
		lang        i18n.Lang
		agent, want string
	}{
		{i18n.French, chrome, "Chrome sur Linux"}, {i18n.English, chrome, "Chrome on Linux"},
		{i18n.French, "Firefox/128.0", "Firefox"}, {i18n.French, "", "Appareil inconnu"}, {i18n.English, "curl/8", "Unknown device"},
	} {
		if got := account.AgentOf(tt.agent).Words(i18n.WithLang(t.Context(), tt.lang)); got != tt.want {
			t.Errorf("%q in %s is %q, want %q", tt.agent, tt.lang, got, tt.want)
		}
	}
}
