// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"aipress24.com/aipress24/data"
)

// Persona is the part an account plays in the demonstration, in tests and in
// the user guide.
type Persona string

// The personas; each is played by exactly one member.
const (
	Administrator         Persona = "admin"             // Administrator: administers the platform.
	EditorInChief         Persona = "editor-in-chief"   // EditorInChief: rédactrice en chef, PM_DIR.
	Journalist            Persona = "journalist"        // Journalist: salaried, with a press card.
	Freelancer            Persona = "freelance"         // Freelancer: pigiste, PM_JR_PIG.
	MicroEnterprise       Persona = "micro-enterprise"  // MicroEnterprise: journalist in a micro-enterprise.
	AgencyJournalist      Persona = "agency-journalist" // AgencyJournalist: works for a news agency.
	AgencyOwner           Persona = "agency-owner"      // AgencyOwner: owns a PR agency that has clients.
	PRConsultant          Persona = "pr-consultant"     // PRConsultant: has accepted mandates (BWPRe) for clients.
	InHouseCommunicant    Persona = "in-house"          // InHouseCommunicant: communication of a public body.
	Expert                Persona = "expert"            // Expert: independent expert.
	AcademicResearcher    Persona = "academic"          // AcademicResearcher: researcher.
	TransformationAdviser Persona = "transformer"       // TransformationAdviser: adviser in transformation.
	JournalismStudent     Persona = "student"           // JournalismStudent: student.
	BusinessWallManager   Persona = "bw-manager"        // BusinessWallManager: owns a company's Business Wall.
)

// Personas lists every persona, in the order of the guide.
func Personas() []Persona {
	return []Persona{Administrator, EditorInChief, Journalist, Freelancer, MicroEnterprise, AgencyJournalist, AgencyOwner,
		PRConsultant, InHouseCommunicant, Expert, AcademicResearcher, TransformationAdviser, JournalismStudent, BusinessWallManager}
}

// Member is a person with an account.
type Member struct {
	Key                  string // "prenom.nom"
	FirstName            string
	LastName             string
	Gender               string // M or F
	Email                string
	Mobile               string
	Persona              Persona  // empty for most members
	IsAdmin              bool     // also has the ADMIN role
	Role                 string   // role the community grants
	Community            string   // community code
	ProfileID            string   // P001 to P033
	ProfileCode          string   // ProfileCode of spec 01 §5
	ContactType          string   // ContactType of spec 01 §5
	Organisation         string   // employer's key
	Town                 string   // town key
	JobTitle             string   // as the member says it
	JournalismFunctions  []string // values of journalisme_fonction
	PrivateFunctions     []string // values of profession_fonction_prive
	PublicFunctions      []string // values of profession_fonction_public
	AssociationFunctions []string // values of profession_fonction_asso
	Occupations          []string // values of metier
	JournalismSkills     []string // values of journalisme_competence
	Skills               []string // values of competence_expert
	Languages            []string // values of langue
	SectorCategories     []string // first level of secteur_detaille
	Sectors              []string // values of secteur_detaille
	Transformations      []string // values of transformation_majeure
	Bio                  string   // at most 300 characters
	Hobbies              string
	PressCard            string // number, for card-carrying journalists
	PictureSeed          uint64
	Status               string // value of user_status
	Karma                int
	JoinedAt             time.Time
	LastLoginAt          time.Time
	IsGenerated          bool // made to fill the world, not written by hand
}

// FullName is the name as people read it.
func (m Member) FullName() string { return m.FirstName + " " + m.LastName }

// IsJournalist tells that the member may sign articles.
func (m Member) IsJournalist() bool { return strings.HasPrefix(m.ProfileCode, "PM_") }

// referenceLists are the vocabularies and the survey members are checked against.
type referenceLists struct {
	ontologies *data.Ontology
	survey     *data.RegistrationSurvey
}

func (w *World) readMembers(atLeast int) error {
	var lists referenceLists
	var err error
	if lists.ontologies, err = data.Ontologies(); err != nil {
		return err
	}
	if lists.survey, err = data.Survey(); err != nil {
		return err
	}
	rows, err := readTable("members.txt", 10)
	if err != nil {
		return err
	}
	r := random(partMembers)
	w.members = make(map[string]int, max(len(rows), atLeast))
	for _, row := range rows {
		m := Member{FirstName: typography(row[0]), LastName: typography(row[1]), Gender: row[2], ProfileCode: row[3], Organisation: row[4],
			Town: row[5], Persona: Persona(row[6]), JobTitle: typography(row[7]), Bio: typography(row[9])}
		m.IsAdmin = m.Persona == Administrator
		if err := w.addMember(r, lists, m, row[8]); err != nil {
			return err
		}
	}
	return w.inventMembers(r, lists, atLeast)
}

// addMember fills what follows from the rest, and files the member. An empty
// function takes the usual one of the profile.
func (w *World) addMember(r *rand.Rand, lists referenceLists, m Member, function string) error {
	profile, ok := lists.survey.Profile(m.ProfileCode)
	if !ok {
		return fmt.Errorf("%s: unknown profile %q", m.FullName(), m.ProfileCode)
	}
	o, ok := w.Organisation(m.Organisation)
	if !ok {
		return fmt.Errorf("%s: unknown organisation %q", m.FullName(), m.Organisation)
	}
	m.Key = slug(m.FirstName) + "." + slug(m.LastName)
	m.Email = m.Key + "@" + EmailDomain
	m.ProfileID, m.Community, m.ContactType = profile.ID, profile.Community, profile.ContactType
	for _, c := range lists.survey.Communities {
		if c.Code == m.Community {
			m.Role = c.Role
		}
	}
	if err := m.takeFunction(lists.ontologies, function); err != nil {
		return err
	}
	m.describe(r, w.Now, o)
	w.members[m.Key] = len(w.Members)
	w.Members = append(w.Members, m)
	return nil
}

// takeFunction files the function under the vocabulary that has it.
func (m *Member) takeFunction(ontologies *data.Ontology, function string) error {
	usual := usualCareers[m.ProfileCode]
	if function == "" {
		function = usual.function
	}
	m.Occupations = []string{usual.occupation}
	homes := []struct {
		vocabulary string
		list       *[]string
	}{{"journalisme_fonction", &m.JournalismFunctions}, {"profession_fonction_prive", &m.PrivateFunctions},
		{"profession_fonction_public", &m.PublicFunctions}, {"profession_fonction_asso", &m.AssociationFunctions}}
	for _, home := range homes {
		if v, _ := ontologies.Vocabulary(home.vocabulary); v.Has(function) {
			*home.list = []string{function}
			return nil
		}
	}
	return fmt.Errorf("%s: unknown function %q", m.FullName(), function)
}

var (
	hobbies = []string{"Randonnée, chant choral", "Vélo et cartes anciennes", "Cuisine, théâtre amateur", "Voile, photographie argentique",
		"Jardinage et romans policiers", "Course à pied, piano", "Échecs, marchés de village", "Tricot, cinéma de quartier", "Apiculture", "Escalade et bande dessinée"}
	statuses    = []string{"Débutant", "Validé", "Validé", "Certifié", "Certifié", "Star", "Premium"}
	pressSkills = []string{"Rédiger des articles", "Reportage photo", "Reportage audio", "Reportage vidéo", "DataViz", "Animer une table ronde/conférence", "Data Sciences"}
	expertise   = []string{"Analyse de mon secteur", "Communiquer avec les médias", "Mener des projets", "Diriger des équipes", "Enseignement / Formation",
		"Préparation et animation en tant qu’expert à des événements / conférences"}
	tongues = []string{"Anglais", "Espagnol", "Allemand", "Italien", "Portugais", "Breton"}
	changes = []string{"TRANSFORMATION ÉCOLOGIQUE / Économie circulaire", "TRANSFORMATION ÉCOLOGIQUE / Mobilité douce et transports alternatifs",
		"TRANSFORMATION ÉCOLOGIQUE / Finance verte", "TRANSFORMATION ÉCOLOGIQUE / Logistique et transport durables"}
)

// describe draws the parts of a profile nobody writes by hand.
func (m *Member) describe(r *rand.Rand, now time.Time, o Organisation) {
	m.PictureSeed = r.Uint64()
	m.Mobile = fmt.Sprintf("+33 6 39 98 %02d %02d", r.IntN(100), r.IntN(100))
	m.SectorCategories = o.SectorCategories
	m.Sectors = o.Sectors[:min(len(o.Sectors), 2+r.IntN(4))]
	m.Languages = distinct([]string{"Français", pick(r, tongues), pick(r, tongues)})
	m.Hobbies = pick(r, hobbies)
	m.Status = pick(r, statuses)
	m.Karma = 10 + zipf(r, 1900)
	m.JoinedAt = now.Add(-time.Duration(70+r.IntN(900)) * 24 * time.Hour).Truncate(time.Minute)
	m.LastLoginAt = now.Add(-time.Duration(5+r.IntN(60*24*9)) * time.Minute).Truncate(time.Minute)
	m.Skills = distinct([]string{pick(r, expertise), pick(r, expertise), pick(r, expertise)})
	if m.Community == "TRANSFORMERS" {
		m.Transformations = distinct([]string{pick(r, changes), pick(r, changes)})
	}
	if m.IsJournalist() {
		m.JournalismSkills = distinct([]string{"Rédiger des articles", pick(r, pressSkills), pick(r, pressSkills)})
	}
	if slices.Contains([]string{"PM_DIR", "PM_JR_CP_SAL", "PM_JR_CP_ME"}, m.ProfileCode) {
		m.PressCard = fmt.Sprintf("%06d", 100000+r.IntN(40000))
	}
}
