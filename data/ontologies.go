// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package data

import (
	"encoding/json"
	"fmt"
	"sync"
)

// VocabularyKind says how the entries of a vocabulary are shaped.
type VocabularyKind string

// The four kinds of vocabulary found in the reference data.
const (
	KindList      VocabularyKind = "list"      // KindList: the value is the label.
	KindPairs     VocabularyKind = "pairs"     // KindPairs: a code and its label.
	KindDual      VocabularyKind = "dual"      // KindDual: two levels, value "CATEGORY / item".
	KindDirectory VocabularyKind = "directory" // KindDirectory: name suggestions, free entry allowed.
)

// Ontology is the whole set of reference vocabularies (spec 01 §9).
type Ontology struct {
	Format           string       `json:"format"`
	Language         string       `json:"language"`
	FallbackLanguage string       `json:"fallback_language"`
	VocabularyCount  int          `json:"vocabulary_count"`
	EntryCount       int          `json:"entry_count"`
	Vocabularies     []Vocabulary `json:"vocabularies"`

	byName map[string]int
}

// Vocabulary is one reference list, for instance "news_sectors".
type Vocabulary struct {
	Name        string         `json:"name"`
	LabelFR     string         `json:"label_fr"`
	LabelEN     string         `json:"label_en"`
	Kind        VocabularyKind `json:"kind"`
	Depth       int            `json:"depth"`
	Origin      string         `json:"origin"` // reference, proposed or standard
	Status      string         `json:"status"` // active or unused
	UsedBy      []string       `json:"used_by"`
	SourceSheet string         `json:"source_sheet,omitempty"`
	Note        string         `json:"note,omitempty"`
	Count       int            `json:"count"`
	Categories  []Category     `json:"categories,omitempty"`
	Entries     []Entry        `json:"entries"`

	values map[string]int
}

// Category is the first level of a dual vocabulary.
type Category struct {
	Value   string `json:"value"`
	Label   string `json:"label"`
	LabelEN string `json:"label_en,omitempty"`
	Count   int    `json:"count"`
}

// Entry is one choice of a vocabulary. Fields after LabelEN are filled only
// in the vocabularies that have them.
type Entry struct {
	Seq      int    `json:"seq"`      // display order, in steps of 10
	Value    string `json:"value"`    // stored key, unique in its vocabulary
	Category string `json:"category"` // empty in one-level vocabularies
	Label    string `json:"label"`
	LabelEN  string `json:"label_en,omitempty"`

	BWTrigger bool   `json:"bw_trigger,omitempty"` // journalisme_fonction: choosing it suggests a Business Wall
	Band      string `json:"band,omitempty"`       // taille_organisation: Solo, TPE, PME, ETI or GE
	MediaName string `json:"media_name,omitempty"` // orga_newsrooms
	MediaType string `json:"media_type,omitempty"` // orga_newsrooms
	Website   string `json:"website,omitempty"`    // orga_newsrooms
	City      string `json:"city,omitempty"`       // orga_newsrooms
	ISO2      string `json:"iso2,omitempty"`       // pays
	ISO3      string `json:"iso3,omitempty"`       // pays
	Region    string `json:"region,omitempty"`     // departements
	INSEE     string `json:"insee,omitempty"`      // regions
	Added     bool   `json:"added,omitempty"`      // entry added so that an empty heading can be chosen
}

var loadOntologies = sync.OnceValues(func() (*Ontology, error) {
	o := new(Ontology)
	if err := decode("ontologies", ontologiesFile, o); err != nil {
		return nil, err
	}
	english := map[string]map[string]string{}
	if err := json.Unmarshal(englishFile, &english); err != nil {
		return nil, fmt.Errorf("decode embedded English labels: %w", err)
	}
	o.byName = make(map[string]int, len(o.Vocabularies))
	for i := range o.Vocabularies {
		v := &o.Vocabularies[i]
		o.byName[v.Name] = i
		v.values = make(map[string]int, len(v.Entries))
		for j, e := range v.Entries {
			v.values[e.Value] = j
		}
		if err := v.takeEnglish(english[v.Name]); err != nil {
			return nil, err
		}
	}
	return o, nil
})

// takeEnglish gives the entries and categories their labels of labels-en.json,
// which is kept apart because the reference file has English for a few lists
// only.
func (v *Vocabulary) takeEnglish(labels map[string]string) error {
	taken := 0
	for i, c := range v.Categories {
		if label := labels[c.Value]; label != "" {
			v.Categories[i].LabelEN = label
			taken++
		}
	}
	for i, e := range v.Entries {
		if label := labels[e.Value]; label != "" {
			v.Entries[i].LabelEN = label
			taken++
		}
	}
	if taken != len(labels) {
		return fmt.Errorf("embedded English labels of %s: %d of %d are of no term", v.Name, len(labels)-taken, len(labels))
	}
	return nil
}

// Ontologies returns the reference vocabularies, decoded once per process and
// shared: callers must not modify them. It fails only if the embedded file is
// damaged.
func Ontologies() (*Ontology, error) { return loadOntologies() }

// Vocabulary finds a vocabulary by name. An unknown name gives an empty
// vocabulary and false, so that lists stay empty rather than fail (spec 01 §9.1).
func (o *Ontology) Vocabulary(name string) (*Vocabulary, bool) {
	i, ok := o.byName[name]
	if !ok {
		return &Vocabulary{Name: name}, false
	}
	return &o.Vocabularies[i], true
}

// Entry finds the entry stored under value.
func (v *Vocabulary) Entry(value string) (Entry, bool) {
	i, ok := v.values[value]
	if !ok {
		return Entry{}, false
	}
	return v.Entries[i], true
}

// Has tells whether value is a choice of the vocabulary.
func (v *Vocabulary) Has(value string) bool {
	_, ok := v.values[value]
	return ok
}

// Category finds a category by its value; an unknown one has no label.
func (v *Vocabulary) Category(value string) Category {
	for _, c := range v.Categories {
		if c.Value == value {
			return c
		}
	}
	return Category{Value: value}
}

// InCategory lists the entries of one category, in display order.
func (v *Vocabulary) InCategory(category string) []Entry {
	var found []Entry
	for _, e := range v.Entries {
		if e.Category == category {
			found = append(found, e)
		}
	}
	return found
}
