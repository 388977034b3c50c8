// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"strconv"
	"strings"
)

// Town is a real French town.
type Town struct {
	Key       string
	Name      string
	Postcode  string
	Latitude  float64 // degrees north
	Longitude float64 // degrees east
}

// Country is the ISO 3166 code of every address of the world.
const Country = "FRA"

// Detail is the town as a place triplet stores it, "FRA / 44000 Nantes" (spec 01 §2).
func (t Town) Detail() string { return Country + " / " + t.Postcode + " " + t.Name }

// at is the town after "à": "à Lille", "au Havre".
func (t Town) at() string {
	if rest, ok := strings.CutPrefix(t.Name, "Le "); ok {
		return "au " + rest
	}
	return "à " + t.Name
}

// of is the town after "de": "de Lille", "d’Angers", "du Havre".
func (t Town) of() string {
	if rest, ok := strings.CutPrefix(t.Name, "Le "); ok {
		return "du " + rest
	}
	if strings.ContainsRune("AEIOUYÉ", []rune(t.Name)[0]) {
		return "d’" + t.Name
	}
	return "de " + t.Name
}

func (w *World) readTowns() error {
	rows, err := readTable("towns.txt", 5)
	if err != nil {
		return err
	}
	w.towns = make(map[string]int, len(rows))
	for _, row := range rows {
		latitude, err := strconv.ParseFloat(row[3], 64)
		if err != nil {
			return fmt.Errorf("latitude of %s: %w", row[1], err)
		}
		longitude, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			return fmt.Errorf("longitude of %s: %w", row[1], err)
		}
		w.towns[row[0]] = len(w.Towns)
		w.Towns = append(w.Towns, Town{Key: row[0], Name: row[1], Postcode: row[2], Latitude: latitude, Longitude: longitude})
	}
	return nil
}
