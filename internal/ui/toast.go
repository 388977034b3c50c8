// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"net/http"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Tone is the meaning of a status, notice or toast; colour follows.
type Tone string

// The tones.
const (
	ToneNeutral Tone = ""
	ToneOK      Tone = "ok"
	ToneInfo    Tone = "info"
	ToneWarn    Tone = "warn"
	ToneDanger  Tone = "danger"
)

// Toast is a short message about what has just happened, already translated.
type Toast struct {
	Kind   Tone
	Text   string
	Detail string // second line
	URL    string // where to see the result
	Action string // label of that link
}

// AddToast makes htmx show t after the answer (ui-guide §3). The header is
// ASCII JSON, since headers are not UTF-8; only one toast travels per answer.
func AddToast(w http.ResponseWriter, t Toast) {
	kind := t.Kind
	if kind == ToneNeutral {
		kind = ToneInfo
	}
	var b strings.Builder
	b.WriteString(`{"toast":{"kind":`)
	writeASCII(&b, string(kind))
	b.WriteString(`,"text":`)
	writeASCII(&b, t.Text)
	if t.Detail != "" {
		b.WriteString(`,"detail":`)
		writeASCII(&b, t.Detail)
	}
	if t.URL != "" {
		b.WriteString(`,"url":`)
		writeASCII(&b, t.URL)
		b.WriteString(`,"action":`)
		writeASCII(&b, t.Action)
	}
	b.WriteString("}}")
	w.Header().Set("HX-Trigger", b.String())
}

// writeASCII writes s as a JSON string of printable ASCII only.
func writeASCII(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r >= 0x20 && r < 0x7f:
			b.WriteRune(r)
		case r < 0x10000:
			writeUnit(b, uint16(r)) //nolint:gosec // checked just above
		default:
			high, low := utf16.EncodeRune(r)
			writeUnit(b, uint16(high)) //nolint:gosec // surrogates fit
			writeUnit(b, uint16(low))  //nolint:gosec // surrogates fit
		}
	}
	b.WriteByte('"')
}

// writeUnit writes one UTF-16 unit as \uXXXX.
func writeUnit(b *strings.Builder, unit uint16) {
	hex := strconv.FormatUint(uint64(unit), 16)
	b.WriteString(`\u`)
	b.WriteString("0000"[len(hex):])
	b.WriteString(hex)
}
