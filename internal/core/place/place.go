// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package place

import "strings"

// Town is a stored place taken apart.
type Town struct {
	Country    string // ISO 3166 alpha-3
	Postcode   string
	Name       string // all the words of the town
	Department string // French département, or ""
}

// Parse takes a stored place apart. What is malformed or empty gives empty
// fields, never an error.
func Parse(stored string) Town {
	words := strings.Fields(strings.TrimSuffix(strings.TrimSpace(stored), "\"}"))
	if len(words) < 3 || words[1] != "/" {
		return Town{}
	}
	t := Town{Country: words[0], Postcode: words[2], Name: strings.Join(words[3:], " ")}
	if t.Country == "FRA" {
		t.Department = department(t.Postcode)
	}
	return t
}

// Label is how the town is shown: postcode and name.
func (t Town) Label() string {
	return strings.TrimSpace(t.Postcode + " " + t.Name)
}

// department derives a French département from a postcode: three digits
// overseas, 2A and 2B in Corsica, the first two otherwise.
func department(postcode string) string {
	if len(postcode) != 5 {
		return ""
	}
	switch postcode[:3] {
	case "200", "201":
		return "2A"
	case "202", "206":
		return "2B"
	}
	if strings.HasPrefix(postcode, "97") || strings.HasPrefix(postcode, "98") {
		return postcode[:3]
	}
	return postcode[:2]
}
