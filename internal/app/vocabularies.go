// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"aipress24.com/aipress24/data"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// LoadVocabularies loads the product's reference lists: those that are not
// there yet, or all of them, edits lost, when replace is set (spec 01 §9.3);
// with names, no others. It returns how many it loaded.
func LoadVocabularies(ctx context.Context, cfg *config.Config, db *database.DB, replace bool, names ...string) (int, error) {
	ontology, err := data.Ontologies()
	if err != nil {
		return 0, err
	}
	store, err := vocabulary.NewStore(db)
	if err != nil {
		return 0, err
	}
	held, err := store.Names(ctx)
	if err != nil {
		return 0, err
	}
	generator := ids.NewGenerator(cfg.NodeID(), time.Now)
	loaded := 0
	for _, v := range ontology.Vocabularies {
		if !replace && slices.Contains(held, v.Name) || len(names) > 0 && !slices.Contains(names, v.Name) {
			continue
		}
		err := store.Replace(ctx, generator, v.Name, entries(v))
		if !replace && database.IsUniqueViolation(err) {
			continue // another process that starts has just loaded it
		}
		if err != nil {
			return loaded, err
		}
		loaded++
	}
	return loaded, nil
}

func entries(v data.Vocabulary) []vocabulary.Entry {
	list := make([]vocabulary.Entry, len(v.Entries))
	for i, e := range v.Entries {
		list[i] = vocabulary.Entry{
			Value: e.Value, Category: e.Category, Label: e.Label, LabelEN: e.LabelEN,
			Seq: int64(e.Seq), Extras: extras(e),
		}
		if family := v.Category(e.Category).LabelEN; family != "" {
			list[i].Extras[vocabulary.CategoryEN] = family
		}
	}
	return list
}

// extras keeps the facts that only some vocabularies have.
func extras(e data.Entry) map[string]string {
	known := map[string]string{
		"band": e.Band, "media_name": e.MediaName, "media_type": e.MediaType, "website": e.Website,
		"city": e.City, "iso2": e.ISO2, "iso3": e.ISO3, "region": e.Region, "insee": e.INSEE,
	}
	kept := map[string]string{}
	for name, value := range known {
		if value != "" {
			kept[name] = value
		}
	}
	if e.BWTrigger {
		kept["bw_trigger"] = "true"
	}
	return kept
}

// ExportedEntry is one choice of a vocabulary, as export writes it.
type ExportedEntry struct {
	Value    string            `json:"value"`
	Category string            `json:"category,omitempty"`
	Label    string            `json:"label"`
	LabelEN  string            `json:"label_en,omitempty"`
	Seq      int64             `json:"seq"`
	Extras   map[string]string `json:"extras,omitempty"`
}

// ExportVocabularies returns the entries of the named vocabularies, or of all.
func (a *App) ExportVocabularies(ctx context.Context, names []string) (map[string][]ExportedEntry, error) {
	held, err := a.Vocabularies.Names(ctx)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		names = held
	}
	export := map[string][]ExportedEntry{}
	for _, name := range names {
		if !slices.Contains(held, name) {
			return nil, fmt.Errorf("no vocabulary is called %q: they are %s", name, strings.Join(held, ", "))
		}
		found, err := a.Vocabularies.Entries(ctx, name)
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			export[name] = append(export[name], ExportedEntry{e.Value, e.Category, e.Label, e.LabelEN, e.Seq, e.Extras})
		}
	}
	return export, nil
}
