// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package listing_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// evening is a day later in Paris than in UTC.
var evening = time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)

var dossierFile = listing.File{Name: "dossiers", Headings: []string{"ui.previous", "ui.next"}}

func exported(lang i18n.Lang, each func(listing.Row) error) (*httptest.ResponseRecorder, error) {
	ctx := ui.WithSite(context.Background(), &ui.Site{Now: func() time.Time { return evening }})
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/dossiers/export", nil).WithContext(i18n.WithLang(ctx, lang))
	return w, listing.Export(w, r, dossierFile, each)
}

// A file has the headings and separators of the reader's language, and the day
// in Paris; one without rows is a file too (spec 04 §13.12).
func TestExport(t *testing.T) {
	t.Parallel()
	w, err := exported(i18n.French, func(row listing.Row) error { return row("a;b", listing.Instant(evening)) })
	if got, want := w.Body.String(), "\ufeffPrécédent;Suivant\r\n\"a;b\";2026-11-23 00:30\r\n"; err != nil || got != want {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
	if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="dossiers-2026-11-23.csv"` {
		t.Errorf("saved as %s", got)
	}
	w, err = exported(i18n.English, func(listing.Row) error { return nil })
	if got, want := w.Body.String(), "\ufeffPrevious,Next\r\n"; err != nil || got != want {
		t.Errorf("without rows: %q (%v), want %q", got, err, want)
	}
	if got := listing.Instant(time.Time{}); got != "" {
		t.Errorf("no instant reads %q", got)
	}
}

// What goes wrong before the first row is left for a page to tell.
func TestExport_fails(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	w, err := exported(i18n.French, func(listing.Row) error { return refused })
	if !errors.Is(err, refused) || w.Body.Len() > 0 || len(w.Header()) > 0 {
		t.Errorf("%v, with %q and %v", err, w.Body, w.Header())
	}
}
