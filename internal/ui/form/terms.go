// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"context"

	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Terms returns a vocabulary as a form offers it, by category where it has
// some. A held value that has left the list is offered still.
func Terms(ctx context.Context, store *vocabulary.Store, name, held string) ([]Family, error) {
	entries, err := store.Entries(ctx, name)
	if err != nil {
		return nil, err
	}
	language := string(i18n.LangOf(ctx))
	var list []Family
	found := held == ""
	for _, e := range entries {
		if family := e.Family(language); len(list) == 0 || list[len(list)-1].Label != family {
			list = append(list, Family{Label: family})
		}
		last := &list[len(list)-1]
		last.Options = append(last.Options, Option{Value: e.Value, Label: e.In(language)})
		found = found || e.Value == held
	}
	if !found {
		word, _ := store.Word(ctx, name, held, language) // with an error, the value
		list = append(list, Family{Options: []Option{{Value: held, Label: word.Text}}})
	}
	return list, nil
}

// Town is what a Place field shows of the town that is held, as it is stored: it
// stays on offer until the script asks for the others. Without a town, nothing.
func Town(stored string) []Option {
	if stored == "" {
		return nil
	}
	return []Option{{Value: stored, Label: place.Parse(stored).Label()}}
}
