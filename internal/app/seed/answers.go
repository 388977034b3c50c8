// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"fmt"
	"slices"
	"strings"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// answersOf are the answers of a member to all that the survey requires of the
// profile, as a person would have given them.
func (l *loader) answersOf(m demo.Member, profile *survey.Profile) survey.Answers {
	o, _ := l.world.Organisation(m.Organisation)
	a := survey.Answers{}
	for name, values := range map[string][]string{
		"photo": {l.photos[m.Key]}, "no_carte_presse": {m.PressCard}, "photo_carte_presse": {l.cards[m.Key]},
		"first_name": {m.FirstName}, "last_name": {m.LastName}, "civilite": {m.Gender}, "tel_mobile": {m.Mobile},
		"presentation": {m.Bio}, "competences": m.Skills, "competences_journalisme": m.JournalismSkills, "langues": m.Languages,
		profile.OrganisationField: {o.Name}, "taille_orga": {o.Size}, "type_agence_rp": o.AgencyTypes,
		"type_entreprise_media": o.CompanyTypes, "type_presse_et_media": o.MediaTypes,
		"pays_zip_ville": {"FRA"}, "pays_zip_ville_detail": {l.town(m.Town)},
		"fonctions_journalisme": m.JournalismFunctions, "hobbies": {m.Hobbies},
	} {
		a.Set(name, values...)
	}
	for name, values := range map[string][]string{
		"metier_principal": {occupation(m)}, "type_orga": o.OrganisationTypes,
		"secteurs_activite_medias": m.Sectors, "secteurs_activite_rp": m.Sectors, "secteurs_activite_detailles": m.Sectors,
		"fonctions_org_priv": m.PrivateFunctions, "fonctions_pol_adm": m.PublicFunctions, "fonctions_ass_syn": m.AssociationFunctions,
		"transformation_majeure": m.Transformations,
	} {
		setTwoLevels(a, name, values)
	}
	complete(a, profile, m.PictureSeed)
	return a
}

// setTwoLevels answers a list of two levels: its values and their categories.
func setTwoLevels(a survey.Answers, name string, values []string) {
	var categories []string
	for _, value := range values {
		category, _, _ := strings.Cut(value, " / ")
		if !slices.Contains(categories, category) {
			categories = append(categories, category)
		}
	}
	a.Set(name, categories...)
	a.Set(name+"_detail", values...)
}

// occupations are what the members of some profiles do for a living, where their
// function does not say it.
var occupations = map[string][]string{
	"PM": {"PRESSE & MÉDIAS (hors Journalisme) / Autres"},
	"XP": {"SERVICES AUX ENTREPRISES / Responsable des opérations", "INGÉNIERIE / Ingénieur en énergie", "ENVIRONNEMENT / Gestionnaire de projet environnemental",
		"SERVICES AUX ENTREPRISES / Spécialiste en développement des affaires", "ADMIN.PUBLIQUE / Analyste de politiques publiques"},
	"TR": {"SERVICES AUX ENTREPRISES / Consultant en stratégie d'entreprise", "SERVICES AUX ENTREPRISES / Consultant en développement durable",
		"NUMÉRIQUE / Consultant en transformation numérique"},
	"XP_DIR_EVT": {"ÉVÉNEMENTIEL / Directeur.rice de salon"},
	"XP_INV_PUB": {"BANQUE, ASSUR., FINANCE / Investisseur en capital-risque"},
	"TR_INV_ORG": {"BANQUE, ASSUR., FINANCE / Investisseur en capital-risque"},
}

// occupation is the main one of a member; « Autres » alone says nothing.
func occupation(m demo.Member) string {
	if len(m.Occupations) > 0 && m.Occupations[0] != "Autres / Autres" {
		return m.Occupations[0]
	}
	list := occupations[m.ProfileCode]
	if len(list) == 0 {
		list = occupations[strings.Replace(m.ProfileCode[:2], "TP", "TR", 1)]
	}
	if len(list) == 0 {
		return ""
	}
	return list[m.PictureSeed%uint64(len(list))]
}

// usual are believable answers to what the survey requires and the world does not
// say, by community or for all; the values are of the question's vocabulary.
var usual = map[string][]string{
	"formations/PRESS_MEDIA": {
		"Licence d’histoire, Université de Rennes 2.\nÉcole de journalisme, promotion 2009.",
		"Institut d’études politiques de Toulouse.\nMaster de journalisme en alternance.",
		"Licence de lettres modernes.\nFormation continue : enquête et données ouvertes.",
	},
	"formations/COMMUNICANTS": {
		"Master d’information et communication, Université de Lille.",
		"École de commerce, spécialité communication.\nFormation continue : communication de crise.",
	},
	"formations/LEADERS_EXPERTS": {
		"Diplôme d’ingénieur, spécialité énergie.\nExecutive MBA.",
		"Master d’économie appliquée, Université de Nantes.",
	},
	"formations/TRANSFORMERS": {
		"Master de management de l’innovation.\nCertification en conduite du changement.",
		"Diplôme d’ingénieur.\nMastère spécialisé en transition écologique.",
	},
	"formations/ACADEMICS": {
		"Doctorat, Université de Strasbourg.",
		"Master de recherche, puis contrat doctoral.",
	},
	"langues": {"Français"},
	"hobbies": {"Randonnée, cinéma de quartier", "Lecture et cuisine"},

	"competences":             {"Mener des projets"},
	"competences_journalisme": {"Rédiger des articles"},
	"fonctions_journalisme":   {"Journaliste d’information générale"},
	"taille_orga":             {"30"},
	"type_agence_rp":          {"Agence de relations presse généraliste"},
	"no_carte_presse":         {"127 645"},

	"metier_principal/PRESS_MEDIA":     {"PRESSE & MÉDIAS (hors Journalisme) / Autres"},
	"metier_principal/COMMUNICANTS":    {"COMMUNICATION / Attaché/attachée de presse"},
	"metier_principal/LEADERS_EXPERTS": {"SERVICES AUX ENTREPRISES / Responsable des opérations"},
	"metier_principal/TRANSFORMERS":    {"SERVICES AUX ENTREPRISES / Consultant en stratégie d'entreprise"},
	"metier_principal/ACADEMICS":       {"ENSEIGNEMENT / Enseignant.e-chercheur.e"},

	"secteurs_activite_medias":              {"PRESSE & MÉDIAS / Presse locale"},
	"secteurs_activite_rp":                  {"INGÉNIERIE / Ingénierie navale"},
	"secteurs_activite_detailles/ACADEMICS": {"ENSEIGNEMENT / Enseignement supérieur"},
	"secteurs_activite_detailles":           {"INGÉNIERIE / Ingénierie navale"},

	"type_orga":              {"ORGANISATIONS POLITIQUES & ADMINISTRATIVES / Administration publique"},
	"fonctions_org_priv":     {"DIRECTION GÉNÉRALE / Consultant.e.e en management"},
	"fonctions_pol_adm":      {"ÉDUCATION / Conseiller technique"},
	"interet_org_priv":       {"Direction R&D, Innovation / Partenariats de recherche académique", "Direction R&D, Innovation / Résultats de recherche"},
	"transformation_majeure": {"TRANSFORMATION ÉCOLOGIQUE / Économie circulaire"},
}

// complete answers what is required and left open: the seed chooses.
func complete(a survey.Answers, profile *survey.Profile, seed uint64) {
	for _, q := range profile.Questions() {
		if !q.IsRequired() || len(a[q.Name]) > 0 && (q.Detail == nil || len(a[q.Detail.Name]) > 0) {
			continue
		}
		list := usual[q.Name+"/"+profile.Community]
		if len(list) == 0 {
			list = usual[q.Name]
		}
		switch {
		case len(list) == 0: // asked elsewhere: address, password, pictures, terms
		case q.Widget == survey.WidgetTwoLevel:
			setTwoLevels(a, q.Name, list[:1])
		default:
			a.Set(q.Name, list[seed%uint64(len(list))])
		}
	}
}

// profile keeps the answers of a member as the questionnaire does. The title is
// the member's own: the world's people say it in their words.
func (l *loader) profile(m demo.Member, row *member.Member, questions *survey.Survey) (*member.Profile, error) {
	profile, known := questions.Of(m.ProfileID)
	if !known {
		return nil, fmt.Errorf("no profile %s in the survey", m.ProfileID)
	}
	p := &member.Profile{MemberID: row.ID, DisplayLevel: 1, ModifiedAt: m.JoinedAt, ContactVisibility: map[string]bool{}}
	questions.Keep(row, p, profile, l.answersOf(m, profile))
	p.JobTitle = m.JobTitle
	return p, nil
}
