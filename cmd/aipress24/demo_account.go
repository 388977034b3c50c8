// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"time"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/modules/account/accountweb"
)

// demoAccount is one of the demonstration's people, as "demo accounts" lists
// them.
type demoAccount struct {
	Email        string `json:"email"`
	Password     string `json:"password"`
	Name         string `json:"name"`
	Community    string `json:"community"`
	Profile      string `json:"profile"`
	Role         string `json:"role"`
	Organisation string `json:"organisation"`
}

// demoAccounts lists one person per community and special role.
func demoAccounts() []demoAccount {
	world, err := demo.NewWorld(demo.Small, time.Now())
	if err != nil {
		return nil // a test keeps mistakes out of the embedded texts
	}
	names := map[string]string{}
	for _, o := range world.Organisations {
		names[o.Key] = o.Name
	}
	byPersona := map[demo.Persona]demo.Member{}
	for _, m := range world.Members {
		if _, taken := byPersona[m.Persona]; !taken && m.Persona != "" {
			byPersona[m.Persona] = m
		}
	}
	var accounts []demoAccount
	for _, p := range demo.Personas() {
		m, found := byPersona[p]
		if !found {
			continue
		}
		accounts = append(accounts, demoAccount{
			Email: m.Email, Password: demo.Password, Name: m.FullName(), Community: m.Community,
			Profile: m.ProfileCode, Role: string(p), Organisation: names[m.Organisation],
		})
	}
	return accounts
}

// demoDoors offers the same people on the sign-in page.
func demoDoors() []accountweb.DemoAccount {
	var doors []accountweb.DemoAccount
	for _, a := range demoAccounts() {
		doors = append(doors, accountweb.DemoAccount{Email: a.Email, Password: a.Password, Name: a.Name, Role: a.Role})
	}
	return doors
}
