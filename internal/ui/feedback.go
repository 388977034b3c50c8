// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import "strconv"

// NoticeData is a sentence in a coloured frame with one link.
type NoticeData struct {
	Tone  Tone // info by default
	Text  string
	URL   string
	Label string // of the link
}

func (n NoticeData) class() string {
	switch n.Tone {
	case ToneOK:
		return "note border-ok bg-ok-soft [&_.ic]:text-ok"
	case ToneWarn:
		return "note border-warn bg-warn-soft [&_.ic]:text-warn"
	case ToneDanger:
		return "note border-danger bg-danger-soft [&_.ic]:text-danger"
	case ToneNeutral, ToneInfo:
	}
	return "note"
}

// toneIcon is the icon that accompanies a tone.
func toneIcon(t Tone) string {
	switch t {
	case ToneOK:
		return "circle-check"
	case ToneWarn:
		return "triangle-alert"
	case ToneDanger:
		return "circle-alert"
	case ToneNeutral, ToneInfo:
	}
	return "info"
}

func toneTextClass(t Tone) string {
	switch t {
	case ToneOK:
		return "text-ok"
	case ToneWarn:
		return "text-warn"
	case ToneDanger:
		return "text-danger"
	case ToneNeutral, ToneInfo:
	}
	return "text-info"
}

// toastKind is the kind as the scripts know it.
func toastKind(t Tone) string {
	if t == ToneNeutral {
		return string(ToneInfo)
	}
	return string(t)
}

// EmptyData is a list that has nothing to show: the fact, why, one action.
type EmptyData struct {
	Icon   string
	Title  string
	Text   string
	URL    string
	Action string
}

// Step is one step of a procedure.
type Step struct {
	Label   string
	URL     string // of a step one may go back to
	Done    bool
	Current bool
}

// ProgressData is how far a long job is.
type ProgressData struct {
	ID    string
	Label string
	Value int
	Max   int
	Note  string // « 1 284 sur 5 000 »
}

func itoa(n int) string { return strconv.Itoa(n) }

func (e EmptyData) icon() string {
	if e.Icon == "" {
		return "file-text"
	}
	return e.Icon
}

// toastRole interrupts a screen reader for errors only.
func toastRole(t Tone) string {
	if t == ToneDanger {
		return "alert"
	}
	return "status"
}
