// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// Invitee is somebody whom an organisation pre-registers (spec 02 U14).
type Invitee struct {
	FirstName, LastName string // "" when not given
	Email               string
	Profile             string // P001…P033, or "": the person chooses

	line string // as it was typed
}

// RefusedLine is a line of a list that pre-registers nobody, and why.
type RefusedLine struct {
	Text   string // as it was typed
	Reason string // message key
}

// MostInvitees is how many lines are read of one list.
const MostInvitees = 200

// Why a line is refused.
const (
	reasonAddress = "registration.invite.bad_address"
	reasonName    = "registration.invite.bad_name"
	reasonProfile = "registration.invite.bad_profile"
	reasonTwice   = "registration.invite.twice"
	reasonWaiting = "registration.invite.waiting"
	reasonMany    = "registration.invite.many"
)

// column is what a cell of a list holds.
type column uint8

const (
	ignored column = iota
	firstName
	lastName
	address
	profession
)

// headings are the words by which tables name their columns.
var headings = map[string]column{
	"prénom": firstName, "prenom": firstName, "first name": firstName, "first_name": firstName, "firstname": firstName,
	"nom": lastName, "last name": lastName, "last_name": lastName, "lastname": lastName, "nom de famille": lastName,
	"e-mail": address, "email": address, "mail": address, "courriel": address, "adresse": address, "adresse e-mail": address,
	"profil": profession, "profile": profession, "métier": profession,
}

// usual are the columns of a list without headings.
var usual = []column{firstName, lastName, address, profession}

// ListText is a list that was uploaded as text: spreadsheets write UTF-8, with or
// without a mark, or what Windows writes in western Europe.
func ListText(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return string(data)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	return string(text)
}

// Invitees reads a list of people, one a line: first name, last name, address and
// perhaps profile, separated by semicolons, commas or tabs, as typed or as a
// spreadsheet exports them, with or without headings. An address alone is enough.
// Lines without a profile get usualProfile, which may be "".
func Invitees(questions *survey.Survey, text, usualProfile string) (people []Invitee, refused []RefusedLine) {
	columns, seen := usual, map[string]bool{}
	first := true
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		cells := cellsOf(line)
		if first {
			first = false
			if named := columnsOf(cells); named != nil {
				columns = named
				continue
			}
		}
		p := read(cells, columns)
		p.line = line
		if p.Profile == "" {
			p.Profile = usualProfile
		}
		reason := p.check(questions)
		switch {
		case reason != "":
		case seen[p.Email]:
			reason = reasonTwice
		case len(people) >= MostInvitees:
			reason = reasonMany
		}
		if reason != "" {
			refused = append(refused, RefusedLine{line, reason})
			continue
		}
		seen[p.Email] = true
		people = append(people, p)
	}
	return people, refused
}

// cellsOf cuts a line at the separator it uses most.
func cellsOf(line string) []string {
	r := csv.NewReader(strings.NewReader(line))
	r.LazyQuotes, r.Comma = true, ';'
	for _, other := range ",\t" {
		if strings.Count(line, string(other)) > strings.Count(line, string(r.Comma)) {
			r.Comma = other
		}
	}
	cells, err := r.Read()
	if err != nil {
		return []string{line}
	}
	for i := range cells {
		cells[i] = strings.Join(strings.Fields(cells[i]), " ")
	}
	return cells
}

// columnsOf returns what headings name, or nil for a line of data.
func columnsOf(cells []string) []column {
	columns := make([]column, len(cells))
	for i, cell := range cells {
		columns[i] = headings[strings.ToLower(cell)]
	}
	if !slices.Contains(columns, address) {
		return nil
	}
	return columns
}

// read takes a person from a line. Without headings the address is wherever an @
// is: people write as they like.
func read(cells []string, columns []column) Invitee {
	if at := slices.IndexFunc(cells, func(c string) bool { return strings.Contains(c, "@") }); at >= 0 && at < 2 && slices.Equal(columns, usual) {
		columns = [][]column{{address, profession}, {lastName, address, profession}}[at]
	}
	var p Invitee
	for i, cell := range cells[:min(len(cells), len(columns))] {
		switch columns[i] {
		case firstName:
			p.FirstName = cell
		case lastName:
			p.LastName = cell
		case address:
			p.Email = member.NormaliseEmail(cell)
		case profession:
			p.Profile = cell
		case ignored:
		}
	}
	return p
}

// check refuses what the questionnaire would refuse, and writes the profile by
// its number.
func (p *Invitee) check(questions *survey.Survey) (reason string) {
	switch {
	case !IsAddress(p.Email):
		return reasonAddress
	case !member.IsName(p.FirstName), !member.IsName(p.LastName):
		return reasonName
	case p.Profile == "":
		return ""
	}
	for _, known := range questions.Profiles {
		if strings.EqualFold(p.Profile, known.ID) || strings.EqualFold(p.Profile, known.Code) || strings.EqualFold(p.Profile, known.Label) {
			p.Profile = known.ID
			return ""
		}
	}
	return reasonProfile
}
