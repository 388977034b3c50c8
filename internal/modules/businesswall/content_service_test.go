// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// Spec 07 §7.4, §14.11: all or nothing, blanks clear, the name is mirrored.
func TestWalls_SaveContent(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		x.must(x.words.Replace(ctx, x.ids, "periodicite", []vocabulary.Entry{{Value: "Quotidien", Label: "Quotidien"}}))
		c := w.Content()
		c.Name, c.SIREN, c.EditorialLine, c.Periodicity, c.Town = "Le Phare", "732 829 320 00074", "Local", "Quotidien", "FRA / 29200 Brest"
		logo := picture(x.T)
		x.must(x.Walls.SaveContent(ctx, owner, w.ID, businesswall.ContentInput{Content: c, Logo: logo}))
		w = x.read(w.ID)
		if w.SIREN != "732829320" || w.SIRET != "73282932000074" || w.Logo == "" || w.Department != "29" || w.City != "Brest" || x.employer(w.OrganisationID).WallName != "Le Phare" {
			x.Errorf("saved %+v", w)
		}
		bad := w.Content()
		bad.Name, bad.SIREN, bad.SIRET, bad.Audience, bad.SiteURL, bad.Periodicity = "", "1", "", strings.Repeat("é", 501), "ftp://x", "Jamais"
		err := x.Walls.SaveContent(ctx, owner, w.ID, businesswall.ContentInput{Content: bad})
		var fields errs.Fields
		if !errors.As(err, &fields) || len(fields) != 5 || x.read(w.ID).Name != "Le Phare" {
			x.Errorf("wrong content: %v", err)
		}
		c = w.Content()
		c.EditorialLine = ""
		x.must(x.Walls.SaveContent(ctx, owner, w.ID, businesswall.ContentInput{Content: c, RemoveLogo: true}))
		if w = x.read(w.ID); w.EditorialLine != "" || w.Logo != "" {
			x.Errorf("cleared: %q %q", w.EditorialLine, w.Logo)
		}
	})
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
