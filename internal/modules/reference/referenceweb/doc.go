// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package referenceweb answers the lists that pickers fetch when they are
// opened, as JSON: the vocabularies by family, the towns of a country, the
// names of organisations. The answers are the same for everybody and may be
// kept by caches; the language of a vocabulary stands in its address.
package referenceweb
