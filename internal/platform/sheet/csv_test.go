// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package sheet_test

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/sheet"
)

func written(t rapid.TB, separator rune, rows ...[]string) string {
	t.Helper()
	var b strings.Builder
	c := sheet.NewCSV(&b, separator)
	for _, row := range rows {
		if err := c.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A spreadsheet reads the accents, and the cells of its own country.
func TestCSV(t *testing.T) {
	t.Parallel()
	got := written(t, sheet.Semicolon, []string{"Titre", "Média"}, []string{"L’été ; « ici »", "Écho \"bleu\""})
	want := "\ufeffTitre;Média\r\n\"L’été ; « ici »\";\"Écho \"\"bleu\"\"\"\r\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := written(t, sheet.Comma); got != "" {
		t.Errorf("no row, but %q", got)
	}
}

// No cell that a member has typed is run as a formula.
func TestCSV_formulas(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"=HYPERLINK(1)": "'=HYPERLINK(1)", "+33 1": "'+33 1", "-2": "'-2", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1",
		" =1": "' =1", "\u00a0=1": "'\u00a0=1", "": "", "Le port = la mer": "Le port = la mer", "'déjà": "'déjà",
	} {
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(written(t, sheet.Comma, []string{cell, "x"}), "\ufeff")))
		row, err := r.Read()
		if err != nil || row[0] != want {
			t.Errorf("%q is written %q (%v), want %q", cell, row, err, want)
		}
	}
}

func TestCSV_neverAFormula(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOf(rapid.SampledFrom([]rune("=+-@\t\r\n \u00a0ab\";,'"))).Draw(t, "cell")
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(written(t, sheet.Comma, []string{"x", cell}), "\ufeff")))
		row, err := r.Read()
		if err != nil || len(row) != 2 {
			t.Fatalf("%q is read %q: %v", cell, row, err)
		}
		if start := strings.TrimLeft(row[1], " \n\u00a0"); start != "" && strings.ContainsRune("=+-@\t\r", rune(start[0])) {
			t.Fatalf("%q is written %q", cell, row[1])
		}
	})
}

// broken refuses everything.
type broken struct{}

var errBroken = errors.New("broken pipe")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

// Who has gone away is noticed.
func TestCSV_brokenWriter(t *testing.T) {
	t.Parallel()
	if err := sheet.NewCSV(io.Writer(broken{}), sheet.Comma).Row("a"); !errors.Is(err, errBroken) {
		t.Errorf("Row() = %v", err)
	}
}
