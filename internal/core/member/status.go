// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

import "time"

// RefusedKept is how long what a refused applicant answered is kept: for a
// question about the decision, and to recognise who registers again (spec 02
// §13, §19.3). Then the account is anonymised.
const RefusedKept = 30 * 24 * time.Hour

// The stored labels of the last decision about an account (spec 02 §6.1).
const (
	StatusNew                 = "Nouvelle inscription à valider"
	StatusValidated           = "Inscription validée"
	StatusProposed            = "Modifications demandant validation:" // followed by the changed fields
	StatusMinorChanges        = "Modifications mineures"
	StatusChangesValidated    = "Modifications validées"
	StatusOrganisationChanged = "Modification de l'organisation"
	StatusDeactivated         = "Compte utilisateur désactivé"
	StatusRejected            = "Inscription refusée"
	StatusClosing             = "Compte en cours de fermeture"
	StatusAnonymised          = "Membre supprimé"
)
