// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

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
