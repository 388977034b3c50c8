// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"slices"
	"testing"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// Spec 07 §3.1: the type that suits a profile; deprecated ones become a media,
// and so does nonsense.
func TestSuggested(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"PM_DIR": "media", "PR_CS": "pr", "XP_IND": "leaders_experts", "TR_INV_ORG": "transformers", "AC_DOC": "academics",
		"PM_JR_ME": "media", "PM_DIR_INST": "media", "PM_DIR_SYND": "media", "": "media", "%%": "media",
	} {
		if got := businesswall.Suggested(code); got != want {
			t.Errorf("%q: %s, want %s", code, got, want)
		}
	}
}

// Spec 07 §3: settings of the nine types.
func TestKinds(t *testing.T) {
	t.Parallel()
	if all := businesswall.Kinds(); len(all) != 9 {
		t.Fatalf("%d types", len(all))
	}
	for wallType, want := range map[string][5]bool{ // free, offered, self managed, journalistic, rights holder
		"media": {true, true, false, true, true}, "news_agency": {true, true, false, true, true}, "academics": {true, true, true, false, false},
		"pr": {false, true, false, false, false}, "leaders_experts": {false, true, true, false, false}, "transformers": {false, true, true, false, false},
		"micro": {true, false, true, true, true}, "corporate_media": {true, false, false, false, false}, "union": {true, false, true, false, false},
	} {
		k, _ := businesswall.KindOf(wallType)
		_, offered := businesswall.Selectable(wallType)
		if got := [5]bool{k.Free, offered, k.SelfManaged, k.Journalistic, k.RightsHolder}; got != want {
			t.Errorf("%s: %v, want %v", wallType, got, want)
		}
		if n := len(k.Conditions); n < 3 || n > 7 {
			t.Errorf("%s has %d conditions", wallType, n)
		}
	}
}

// Spec 07 §14.10: both numbers have check digits; La Poste has a rule of its
// own.
func TestIdentify(t *testing.T) {
	t.Parallel()
	siren, siret := businesswall.Identify("732 829 320 00074", "")
	if siren != "732829320" || siret != "73282932000074" || !businesswall.IsSIREN(siren) || !businesswall.IsSIRET(siret) {
		t.Errorf("%s %s", siren, siret)
	}
	for number, want := range map[string]bool{"73282932000075": false, "7328293200007": false, "35600000049837": true, "7328293200007x": false, "": false} {
		if got := businesswall.IsSIRET(number); got != want {
			t.Errorf("IsSIRET(%q) = %v", number, got)
		}
	}
}

// Spec 07 §5.7: separators, case, repetitions.
func TestAddresses(t *testing.T) {
	t.Parallel()
	got := businesswall.Addresses(" A@x.fr,b@x.fr;\n\ta@X.fr  c ")
	if want := []string{"a@x.fr", "b@x.fr", "c"}; !slices.Equal(got, want) {
		t.Errorf("Addresses() = %v, want %v", got, want)
	}
}

// Who holds rights is said alike to other modules.
func TestKinds_rightsHolders(t *testing.T) {
	t.Parallel()
	for _, k := range businesswall.Kinds() {
		if slices.Contains(organisation.RightsHolders(), k.Type) != k.RightsHolder {
			t.Errorf("%s holds rights: %v", k.Type, k.RightsHolder)
		}
	}
}

// Spec 07 §7.4: a VAT number has the shape of a European one.
func TestIsVATNumber(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]bool{
		"FR40303265045": true, "FRXX303265045": true, "DE123456789": true, "NL123456789B01": true, "XI123456789": true,
		"BONJOUR": false, "FR123": false, "40303265045": false, "FR4030326504A": false, "DE1": false, "US123456789": false, "": false,
	} {
		if businesswall.IsVATNumber(number) != want {
			t.Errorf("%q is taken for %v", number, !want)
		}
	}
}
