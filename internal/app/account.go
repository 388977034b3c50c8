// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/modules/account/accountweb"
	"aipress24.com/aipress24/internal/platform/assets"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildSecurity makes the security of accounts, whose outbox comes later.
func (a *App) buildSecurity(queue *jobs.Registry, subscriptions *outbox.Registry) error {
	var err error
	a.Security, err = account.NewSecurity(account.Needs{
		DB: a.DB, IDs: a.IDs, Mail: a.Mail, Now: a.Now, Secret: []byte(a.Config.Secret.Key.Reveal()),
		SiteURL: a.Config.Site.URL, Name: a.Config.Site.Name, FactorForAdmins: a.Config.Security.AdminSecondFactor,
	})
	if err != nil {
		return fmt.Errorf("open the security of accounts: %w", err)
	}
	a.Security.Subscribe(subscriptions)
	a.chore(queue, "forget-account-letters", jobs.DailyAt(3, 15, a.Config.Location()), a.Security.ForgetOld)
	return nil
}

func (a *App) accountRoutes(sessions *web.Sessions, files *assets.Assets) ui.Routes {
	return accountweb.Routes(accountweb.Needs{
		SignIn: a.SignIn, Security: a.Security, Sessions: sessions, Devices: a.devices(), Now: a.Now,
		Look: accountweb.Look{Art: files.URL("login.svg"), Demo: a.options.DemoAccounts},
	})
}

// secondFactor sends administrators who have not shown a second factor in this
// session to show one, or to set one up, before any page of the administration
// (architecture §10). Elsewhere they are members meanwhile: identify has seen to
// it.
func (a *App) secondFactor() web.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			inside := r.URL.Path == "/admin" || strings.HasPrefix(r.URL.Path, "/admin/")
			if !inside || !ui.Actor(r).FactorOwed {
				next.ServeHTTP(w, r)
				return
			}
			back := "/admin/dashboard"
			if r.Method == http.MethodGet {
				back = r.URL.RequestURI()
			}
			w.Header().Set("Cache-Control", "no-store")
			web.Leave(w, r, ui.SecondFactorPath+"?next="+url.QueryEscape(back))
		})
	}
}
