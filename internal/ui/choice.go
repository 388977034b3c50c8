// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
)

// choiceAge is how long a browser remembers a choice, in seconds: a year.
const choiceAge = 365 * 24 * 60 * 60

// ChoiceRoutes are the two choices a visitor makes without an account: language
// and colour scheme, each remembered in a cookie that says nothing else.
func ChoiceRoutes() Routes {
	return Routes{
		Post(languagePath, access.Anyone, chooseLanguage),
		Post(schemePath, access.Anyone, chooseScheme),
	}
}

func chooseLanguage(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	lang, ok := i18n.ParseLang(r.PostFormValue("lang"))
	if !ok {
		return errs.New(errs.Invalid, "error.invalid.text")
	}
	remember(w, r, web.LangCookie, string(lang))
	return nil
}

func chooseScheme(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	switch scheme := web.Scheme(r.PostFormValue("scheme")); scheme {
	case web.SystemScheme, web.Light, web.Dark:
		remember(w, r, web.SchemeCookie, string(scheme))
		return nil
	}
	return errs.New(errs.Invalid, "error.invalid.text")
}

// remember sets the cookie and draws the page again from the start, since the
// choice is on <html>.
func remember(w http.ResponseWriter, r *http.Request, name, value string) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // a choice of language or colours, secret to nobody
		Name: name, Value: value, Path: "/", MaxAge: choiceAge,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
	web.Leave(w, r, web.SafeNext(r.PostFormValue("next")))
}
