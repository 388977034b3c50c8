// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"context"
	"net/url"
	"strings"

	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// TownsURL is the Source of a Place field: the script asks below it for the
// towns of a country (spec 02 §5).
const TownsURL = "/kyc/towns"

// AttachmentsURL is the UploadURL of a rich text whose pictures members send
// while they write.
const AttachmentsURL = "/media/attachments"

// The addresses that the reference module serves.
const (
	VocabulariesPath  = "/reference/vocabularies"
	OrganisationsPath = "/reference/organisations"
)

// VocabularyURL is the Source of a field whose values are a vocabulary, in the
// reader's language: answers are cached by address.
func VocabularyURL(ctx context.Context, name string) string {
	return VocabulariesPath + "/" + url.PathEscape(name) + "?lang=" + string(i18n.LangOf(ctx))
}

// organisationLists is how the survey calls its lists of names (spec 02 §4.3).
const organisationLists = "@org_names_"

// OrganisationsURL is the Source of a field that suggests names of
// organisations; the list is named as in the survey, such as @org_names_media.
func OrganisationsURL(list string) string {
	return OrganisationsPath + "/" + url.PathEscape(strings.TrimPrefix(list, organisationLists))
}

// VocabularyFamilies is a vocabulary as a form offers it, by category where it
// has some, in the reader's language. It keeps the order of the entries.
func VocabularyFamilies(ctx context.Context, entries []vocabulary.Entry) []Family {
	language := string(i18n.LangOf(ctx))
	var families []Family
	at := map[string]int{}
	for _, e := range entries {
		i, known := at[e.Category]
		if !known {
			i = len(families)
			at[e.Category] = i
			families = append(families, Family{Label: e.Family(language)})
		}
		families[i].Options = append(families[i].Options, Option{Value: e.Value, Label: e.In(language)})
	}
	return families
}
