// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package apptest

import (
	"fmt"
	"testing"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/pressroom"
)

// ReleaseInput is a valid press release of the author, for whom the author acts
// for, not yet saved.
func (a *App) ReleaseInput(author access.Actor) pressroom.Input {
	a.made++
	return pressroom.Input{
		Title:      fmt.Sprintf("Le chantier livre son cargo à voile, épisode %d", a.made),
		Standfirst: "Trois ans de travail, deux mâts et un équipage de neuf personnes.",
		Body:       "<p>Le cargo a quitté la forme de radoub, lundi, sous les applaudissements.</p>",
		Genre:      "Innovation", Section: "Economie & Finance",
		Topic:       "INFO GÉNÉ / Information nationale & internationale",
		Sector:      "ARTS, CULTURE, MEDIAS / Architecture",
		PublisherID: author.SelectedOrganisation(), Country: "FRA", Town: "FRA / 29200 Brest",
	}
}

// Release saves a draft of the author, valid unless change says otherwise.
func (a *App) Release(t testing.TB, author access.Actor, change func(*pressroom.Input)) *pressroom.Release {
	t.Helper()
	in := a.ReleaseInput(author)
	if change != nil {
		change(&in)
	}
	release, err := a.Releases.Create(t.Context(), author, in)
	if err != nil {
		t.Fatalf("create a press release: %v", err)
	}
	return release
}

// Released saves a press release and publishes it, and returns its post.
func (a *App) Released(t testing.TB, author access.Actor, change func(*pressroom.Input)) *content.Post {
	t.Helper()
	release := a.Release(t, author, change)
	if _, err := a.Releases.Publish(t.Context(), author, release.ID); err != nil {
		t.Fatalf("publish: %v", err)
	}
	post := new(content.Post)
	err := a.DB.Writer().NewSelect().Model(post).
		Where("p.kind = ?", content.PressRelease).Where("p.source_id = ?", release.ID).Scan(t.Context())
	if err != nil {
		t.Fatalf("read the post of press release %d: %v", release.ID, err)
	}
	return post
}
