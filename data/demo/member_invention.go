// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"math/rand/v2"
)

// career is what a profile usually does: a function and an occupation, as the
// vocabularies store them, and the title people give themselves.
type career struct{ function, occupation, job string }

const (
	leads   = "DIRECTION GÉNÉRALE / Gérant.e"
	advises = "DIRECTION GÉNÉRALE / Consultant.e.e en management"
	speaks  = "DIRECTION DE LA COMMUNICATION / Chargé.e.e des relations presse"
	writes  = "COMMUNICATION / Rédacteur/rédactrice en chef"
	other   = "PRESSE & MÉDIAS (hors Journalisme) / Autres"
	pressPR = "COMMUNICATION / Consultants en relations presse"
	elect   = "Autres / Autres"
)

var usualCareers = map[string]career{
	"PM_DIR":        {"Rédacteur.trice en chef", writes, "Responsable éditorial"},
	"PM_JR_CP_SAL":  {"Journaliste d’information générale", other, "Journaliste"},
	"PM_JR_PIG":     {"Journaliste pigiste", other, "Journaliste pigiste"},
	"PM_JR_CP_ME":   {"Journaliste de presse écrite", other, "Journaliste indépendant"},
	"PM_JR_ME":      {"Journaliste sans carte de presse", other, "Journaliste indépendant"},
	"PM_DIR_INST":   {"Dirigeant.e sans carte de presse d’un Média d’entreprise", writes, "Responsable éditorial"},
	"PM_JR_INST":    {"Journaliste d’entreprise", other, "Journaliste d’entreprise"},
	"PM_DIR_SYND":   {"Directeur.trice de la publication", writes, "Présidence de syndicat"},
	"PR_DIR":        {leads, "COMMUNICATION / Dirigeant.e d’une agence de relations presse", "Direction d’agence"},
	"PR_CS":         {speaks, pressPR, "Conseil en relations presse"},
	"PR_CS_IND":     {speaks, pressPR, "Conseil indépendant en relations presse"},
	"PR_DIR_COM":    {"DIRECTION DE LA COMMUNICATION / Directeur.rice.trice de la communication", "COMMUNICATION / Directeur.rice.rice de la communication", "Direction de la communication"},
	"PR_CS_COM":     {speaks, "COMMUNICATION / Attaché/attachée de presse", "Relations presse"},
	"XP_DIR_ANY":    {"DIRECTION GÉNÉRALE / Président.e", elect, "Direction générale"},
	"XP_ANY":        {"DIRECTION R&D&INNOVATION / Autres", elect, "Expertise"},
	"XP_PR":         {speaks, "COMMUNICATION / Responsable des relations publiques", "Relations presse"},
	"XP_IND":        {advises, elect, "Expertise indépendante"},
	"XP_DIR_SU":     {"DIRECTION GÉNÉRALE / Fondateur.trice", elect, "Direction de jeune pousse"},
	"XP_INV_PUB":    {"DIRECTION DES INVESTISSEMENTS / Autres", elect, "Investissement"},
	"XP_DIR_EVT":    {leads, elect, "Direction de salons"},
	"TP_DIR_ORG":    {leads, elect, "Direction de cabinet"},
	"TR_CS_ORG":     {advises, elect, "Conseil en transformation"},
	"TR_CS_ORG_PR":  {speaks, "COMMUNICATION / Responsable des relations publiques", "Relations presse"},
	"TR_CS_ORG_IND": {advises, elect, "Conseil indépendant"},
	"TR_DIR_SU_ORG": {"DIRECTION GÉNÉRALE / Fondateur.trice", elect, "Direction de jeune pousse"},
	"TR_INV_ORG":    {"DIRECTION DES INVESTISSEMENTS / Autres", elect, "Investissement"},
	"TR_DIR_POLE":   {leads, elect, "Direction de pôle"},
	"AC_DIR":        {"ÉDUCATION / Professeur des universités", "ENSEIGNEMENT / Professeur.e d'université", "Présidence d’établissement"},
	"AC_DIR_JR":     {"ÉDUCATION / Responsable pédagogique", "ENSEIGNEMENT / Directeur.rice d'école", "Direction d’école"},
	"AC_ENS":        {"ÉDUCATION / Chercheur", "ENSEIGNEMENT / Enseignant.e-chercheur.e", "Enseignement et recherche"},
	"AC_DOC":        {"ÉDUCATION / Chargé de recherche", "ENSEIGNEMENT / Doctorant.e", "Doctorat"},
	"AC_ST":         {"ÉDUCATION / Autres", "ENSEIGNEMENT / Etudient.e en master 1", "Études de master"},
	"AC_ST_ENT":     {"ÉDUCATION / Autres", "ENSEIGNEMENT / Etudient.e entrepreneur.e", "Études et création d’entreprise"},
}

// staff lists the profiles an organisation of each kind employs; the first
// leads it.
var staff = map[Kind][]string{
	Outlet:      {"PM_DIR", "PM_JR_CP_SAL", "PM_JR_CP_SAL", "PM_JR_CP_SAL", "PM_JR_PIG"},
	NewsAgency:  {"PM_DIR", "PM_JR_CP_SAL", "PM_JR_CP_SAL"},
	PRAgency:    {"PR_DIR", "PR_CS", "PR_CS"},
	Company:     {"XP_DIR_ANY", "XP_ANY", "PR_CS_COM", "XP_PR"},
	PublicBody:  {"XP_DIR_ANY", "PR_DIR_COM", "XP_ANY"},
	Academic:    {"AC_DIR", "AC_ENS", "AC_DOC", "AC_ST", "AC_ST_ENT"},
	Association: {"XP_DIR_ANY", "XP_ANY"},
	Transformer: {"TP_DIR_ORG", "TR_CS_ORG", "TR_CS_ORG_PR"},
}

var (
	womenNames = []string{"Albane", "Bénédicte", "Capucine", "Delphine", "Eulalie", "Flavie", "Gwladys", "Hermine", "Ilona", "Jeanne-Marie",
		"Keltoum", "Léonie", "Mélisande", "Naïma", "Ondine", "Perrine", "Roxane", "Salomé", "Thaïs", "Urielle", "Zélie", "Fatoumata", "Linh", "Mariama"}
	menNames = []string{"Alban", "Brieuc", "Côme", "Désiré", "Évariste", "Florentin", "Guilhem", "Hélier", "Ismaël", "Josselin",
		"Kévan", "Loup", "Maxence", "Nathanaël", "Oscar", "Pol", "Rodrigue", "Siméon", "Tanguy", "Ulrich", "Zéphyrin", "Moussa", "Minh", "Karim"}
	nameStarts = []string{"Aubre", "Bois", "Chante", "Dreve", "Esper", "Font", "Grand", "Haut", "Jonque", "Kerm", "Lau", "Mont", "Noir", "Orme", "Peyre", "Querc", "Roque", "Saint", "Tresse", "Val"}
	nameEnds   = []string{"villac", "champin", "grelle", "montal", "brisse", "guérin", "laure", "vignol", "sauvin", "couret", "mareil", "tillat", "bonnaz", "drouin", "fresnay", "hallier", "joubin", "nardin", "pastour", "rivel", "zanelle"}
	bios       = []string{"Attentif aux faits, curieux des gens. Répond vite et cite ses sources.", "Dix ans de terrain, autant de carnets. Préfère une question précise à une longue réponse.",
		"Aime expliquer sans simplifier. Disponible pour échanger en matinée.", "Suit les territoires, leurs métiers et leurs débats.", "Travaille en équipe, relit deux fois, publie une."}
)

// inventMembers fills the world up to a total, serving first the organisations
// that have nobody.
func (w *World) inventMembers(r *rand.Rand, lists referenceLists, atLeast int) error {
	employed := map[string]int{}
	for _, m := range w.Members {
		employed[m.Organisation]++
	}
	var waiting []string
	for _, o := range w.Organisations {
		if employed[o.Key] == 0 {
			waiting = append(waiting, o.Key)
		}
	}
	for len(waiting) > 0 || len(w.Members) < atLeast {
		o := pick(r, w.Organisations)
		if len(waiting) > 0 {
			o, _ = w.Organisation(waiting[0])
			waiting = waiting[1:]
		}
		if err := w.inventMember(r, lists, o, employed[o.Key] == 0); err != nil {
			return err
		}
		employed[o.Key]++
	}
	return nil
}

func (w *World) inventMember(r *rand.Rand, lists referenceLists, o Organisation, first bool) error {
	m := Member{Gender: "F", Organisation: o.Key, Town: o.Town, IsGenerated: true, Bio: pick(r, bios)}
	names := womenNames
	if r.IntN(2) == 0 {
		m.Gender, names = "M", menNames
	}
	for {
		m.FirstName = pick(r, names)
		m.LastName = pick(r, nameStarts) + pick(r, nameEnds)
		if _, taken := w.members[slug(m.FirstName)+"."+slug(m.LastName)]; !taken {
			break
		}
	}
	profiles := staff[o.Kind]
	m.ProfileCode = profiles[0]
	if !first {
		m.ProfileCode = profiles[1+r.IntN(len(profiles)-1)]
	}
	m.JobTitle = usualCareers[m.ProfileCode].job
	return w.addMember(r, lists, m, "")
}
