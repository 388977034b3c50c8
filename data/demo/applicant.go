// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import "time"

// Applicant is somebody who has registered and waits for the editorial team.
type Applicant struct {
	FirstName   string
	LastName    string
	Gender      string // M or F
	Email       string
	Mobile      string
	ProfileID   string              // P001 to P033
	Answers     map[string][]string // of the registration survey, by field
	IsVerified  bool                // has opened the link sent to the address
	SubmittedAt time.Time
}

// ProposedChange is what a member asks to be changed, and waits for.
type ProposedChange struct {
	Member      string              // key
	Answers     map[string][]string // of the registration survey, by field
	SubmittedAt time.Time
}

// place is the answer of a town.
func place(answers map[string][]string, town string) map[string][]string {
	answers["pays_zip_ville"], answers["pays_zip_ville_detail"] = []string{"FRA"}, []string{"FRA / " + town}
	return answers
}

// readApplicants adds those who wait: a few of each kind that a desk meets, one
// of them late, one a look-alike of a member.
func (w *World) readApplicants() {
	at := func(days float64) time.Time { return daysBefore(w.Now, days) }
	twin := w.Members[0]
	w.Applicants = []Applicant{
		{
			FirstName: "Solène", LastName: "Kerbrat", Gender: "F", Email: "solene.kerbrat@" + EmailDomain, Mobile: "+33 6 39 98 41 07",
			ProfileID: "P003", IsVerified: true, SubmittedAt: at(0.11),
			Answers: place(map[string][]string{
				"nom_media": {"Le Fil des Embruns"}, "presentation": {"Pigiste à Concarneau : pêche, climat, vie des ports."},
				"metier_principal": {"PRESSE & MÉDIAS (hors Journalisme)"}, "metier_principal_detail": {"PRESSE & MÉDIAS (hors Journalisme) / Storyteller"},
				"langues": {"Français", "Allemand"},
			}, "29900 Concarneau"),
		},
		{
			FirstName: "Aurélien", LastName: "Passavant", Gender: "M", Email: "aurelien.passavant@" + EmailDomain, Mobile: "+33 6 39 98 41 22",
			ProfileID: "P012", IsVerified: true, SubmittedAt: at(0.9),
			Answers: place(map[string][]string{
				"nom_orga": {"Ateliers navals de Penhoët"}, "trigger_pr_organisation": {"true"},
				"presentation":     {"Communication d’un chantier de deux mille personnes ; je réponds dans l’heure."},
				"metier_principal": {"COMMUNICATION"}, "metier_principal_detail": {"COMMUNICATION / Directeur.rice.rice de la communication"},
				"langues": {"Français"},
			}, "44600 Saint-Nazaire"),
		},
		{
			FirstName: twin.FirstName, LastName: twin.LastName, Gender: twin.Gender, Email: "nouvelle.adresse@" + EmailDomain, Mobile: twin.Mobile,
			ProfileID: "P004", SubmittedAt: at(1.4),
			Answers: place(map[string][]string{
				"nom_media": {"Carnet de bord"}, "no_carte_presse": {"141 592"}, "trigger_media_jr_microentrep": {"true"},
				"presentation":     {"Je lance ma lettre hebdomadaire."},
				"metier_principal": {"PRESSE & MÉDIAS (hors Journalisme)"}, "metier_principal_detail": {"PRESSE & MÉDIAS (hors Journalisme) / Responsable éditorial web"},
			}, "75011 Paris"),
		},
		{
			FirstName: "Maud", LastName: "Terrasson", Gender: "F", Email: "maud.terrasson@" + EmailDomain, Mobile: "+33 6 39 98 41 53",
			ProfileID: "P029", IsVerified: true, SubmittedAt: at(3.2),
			Answers: place(map[string][]string{
				"nom_orga": {"École des métiers de l’info de Tours"}, "presentation": {"Je dirige une école de soixante étudiants."},
				"metier_principal": {"ENSEIGNEMENT"}, "metier_principal_detail": {"ENSEIGNEMENT / Directeur.rice d'école"},
				"langues": {"Français"},
			}, "37000 Tours"),
		},
	}
	for _, m := range w.Members {
		if m.Persona == "" && m.IsJournalist() && !m.IsAdmin {
			w.ProposedChanges = append(w.ProposedChanges, ProposedChange{
				Member: m.Key, SubmittedAt: at(0.35),
				Answers: map[string][]string{
					"last_name": {m.LastName + "-Delorme"}, "presentation": {"Désormais aussi au comité de rédaction, et toujours sur le terrain."},
				},
			})
			break
		}
	}
}
