// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package sheet

import (
	"encoding/csv"
	"io"
	"net/http"
	"strings"
)

// byteOrderMark makes spreadsheets read the file as UTF-8.
const byteOrderMark = "\uFEFF"

// Separators of cells. A spreadsheet in French expects a semicolon, since its
// decimal sign is the comma.
const (
	Comma     = ','
	Semicolon = ';'
)

// CSV writes rows of cells, RFC 4180 with a byte-order mark.
type CSV struct {
	out     *csv.Writer
	raw     io.Writer
	started bool
}

// NewCSV returns a table whose cells are apart by the separator. Nothing is
// written before the first row.
func NewCSV(w io.Writer, separator rune) *CSV {
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = separator, true
	return &CSV{out: out, raw: w}
}

// Row writes one row. The error is of the writer below.
func (c *CSV) Row(cells ...string) error {
	if !c.started {
		c.started = true
		if _, err := io.WriteString(c.raw, byteOrderMark); err != nil {
			return err
		}
	}
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = harmless(cell)
	}
	return c.out.Write(safe)
}

// Flush sends what is buffered and returns the first error of any row.
func (c *CSV) Flush() error {
	c.out.Flush()
	return c.out.Error()
}

// harmless keeps a spreadsheet from running a cell: an apostrophe makes text of
// what begins like a formula. A blank before the sign does not protect.
func harmless(cell string) string {
	start := strings.TrimLeft(cell, " \n\u00a0\u202f\ufeff")
	if start != "" && strings.ContainsRune("=+-@\t\r", rune(start[0])) {
		return "'" + cell
	}
	return cell
}

// Attach makes the answer a CSV file to be saved under the name, which must be
// ASCII; no cache keeps it.
func Attach(w http.ResponseWriter, name string) {
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
}
