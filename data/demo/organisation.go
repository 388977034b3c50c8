// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"aipress24.com/aipress24/data"
)

// Kind is the sort of organisation, finer than its Business Wall type.
type Kind string

// The kinds of organisation.
const (
	Outlet      Kind = "media"       // Outlet: a newspaper, a site, a radio, a channel.
	NewsAgency  Kind = "agency"      // NewsAgency: agence de presse.
	PRAgency    Kind = "pr"          // PRAgency: agence de relations presse.
	Company     Kind = "company"     // Company: an enterprise.
	PublicBody  Kind = "public"      // PublicBody: an administration or a hospital.
	Academic    Kind = "academic"    // Academic: a university, a school, an institute.
	Association Kind = "association" // Association: association, federation or foundation.
	Transformer Kind = "transformer" // Transformer: advice and innovation.
)

// wallTypes gives the BWType of spec 01 §5 of each kind.
var wallTypes = map[Kind]string{
	Outlet: "media", NewsAgency: "news_agency", PRAgency: "pr", Company: "leaders_experts", PublicBody: "leaders_experts",
	Academic: "academics", Association: "leaders_experts", Transformer: "transformers",
}

// families gives the OrganisationFamily of spec 01 §5 of each kind.
var families = map[Kind]string{
	Outlet: "Media", NewsAgency: "Media", PRAgency: "Communication", Company: "Other", PublicBody: "Other",
	Academic: "Other", Association: "Other", Transformer: "Other",
}

// WallStatus is how far an organisation's Business Wall has come.
type WallStatus string

// The states of a Business Wall in the demonstration.
const (
	WallActive WallStatus = "active" // WallActive: subscribed and shown.
	WallDraft  WallStatus = "draft"  // WallDraft: begun, not subscribed.
	WallNone   WallStatus = "none"   // WallNone: an AUTO organisation, without a wall.
)

// Organisation is a medium, an agency, a company, a public body, a school or
// an association.
type Organisation struct {
	Key                string // its slug
	Name               string
	Kind               Kind
	Family             string // OrganisationFamily
	BWType             string // type its Business Wall has or would have
	Wall               WallStatus
	Initials           string
	Colour             uint32 // brand colour, 0xRRGGBB
	PictureSeed        uint64 // of its logo and banner
	Town               string // town key
	Address            string // street
	Phone              string
	SiteURL            string
	Email              string
	Size               string   // value of taille_organisation
	SIREN              string   // nine digits, never allocated: they begin with 000
	SectorCategories   []string // first level of secteur_detaille
	Sectors            []string // values of secteur_detaille
	MediaTypes         []string // values of media_type
	CompanyTypes       []string // values of type_entreprises_medias
	AgencyTypes        []string // values of type_agence_rp
	OrganisationTypes  []string // values of type_organisation_detail
	Periodicity        string   // value of periodicite, or empty
	Baseline           string
	Description        string
	IsGenerated        bool // made to fill a larger world, not written by hand
	PublishesReleases  bool // may appear as the publisher of press releases
	EditorialPosition  string
	TargetedReadership string
}

// IsMedia tells that articles may be destined to the organisation.
func (o Organisation) IsMedia() bool { return o.Kind == Outlet || o.Kind == NewsAgency }

// HasWall tells that the organisation has an active Business Wall.
func (o Organisation) HasWall() bool { return o.Wall == WallActive }

var streets = []string{"rue des Presses", "quai de la Lune", "avenue des Tilleuls", "place du Vieux-Marché", "rue de la Passerelle",
	"boulevard des Ateliers", "impasse des Typographes", "rue du Télégraphe", "cours des Mariniers", "allée des Semeurs", "rue Haute", "quai aux Bois"}

func (w *World) readOrganisations(atLeast int) error {
	ontologies, err := data.Ontologies()
	if err != nil {
		return err
	}
	rows, err := readTable("organisations.txt", 13)
	if err != nil {
		return err
	}
	r := random(partOrganisations)
	w.organisations = make(map[string]int, max(len(rows), atLeast))
	for _, row := range rows {
		o, err := parseOrganisation(row)
		if err != nil {
			return err
		}
		w.addOrganisation(r, ontologies, o)
	}
	written := len(w.Organisations)
	for len(w.Organisations) < atLeast {
		w.addOrganisation(r, ontologies, w.inventOrganisation(r, written))
	}
	return nil
}

func parseOrganisation(row []string) (Organisation, error) {
	colour, err := strconv.ParseUint(row[5], 16, 32)
	if err != nil {
		return Organisation{}, fmt.Errorf("colour of %s: %w", row[1], err)
	}
	o := Organisation{Key: row[0], Name: typography(row[1]), Kind: Kind(row[2]), Wall: WallStatus(row[3]), Initials: row[4],
		Colour: uint32(colour), Town: row[6], Size: row[7], SectorCategories: split(row[8]), Periodicity: row[10],
		Baseline: typography(row[11]), Description: typography(row[12])}
	types := split(row[9])
	switch o.Kind {
	case Outlet:
		o.MediaTypes, o.CompanyTypes = types[:1], types[1:]
	case NewsAgency:
		o.CompanyTypes = types
	case PRAgency:
		o.AgencyTypes = types
	default:
		o.OrganisationTypes = types
	}
	return o, nil
}

// addOrganisation fills what follows from the rest, and files the organisation.
func (w *World) addOrganisation(r *rand.Rand, ontologies *data.Ontology, o Organisation) {
	sectors, _ := ontologies.Vocabulary("secteur_detaille")
	for _, category := range o.SectorCategories {
		entries := sectors.InCategory(category)
		if len(entries) == 0 {
			continue
		}
		first := r.IntN(len(entries))
		for i := range min(3, len(entries)) {
			o.Sectors = append(o.Sectors, entries[(first+i*5)%len(entries)].Value)
		}
	}
	o.Sectors = distinct(o.Sectors)
	host := slug(o.Name)
	o.Family, o.BWType = families[o.Kind], wallTypes[o.Kind]
	o.PictureSeed = r.Uint64()
	o.Address = fmt.Sprintf("%d, %s", 1+r.IntN(120), pick(r, streets))
	o.Phone = fmt.Sprintf("+33 1 99 00 %02d %02d", r.IntN(100), r.IntN(100))
	o.SiteURL = "https://" + host + ".example"
	o.Email = "contact@" + host + ".example"
	o.SIREN = fmt.Sprintf("000%06d", r.IntN(1000000))
	o.PublishesReleases = !o.IsMedia() && o.Wall == WallActive
	if o.IsMedia() {
		o.EditorialPosition = o.Description
		o.TargetedReadership = typography("Professionnels, décideurs publics et lecteurs curieux : " + lowerFirst(o.Baseline) + ".")
	}
	w.organisations[o.Key] = len(w.Organisations)
	w.Organisations = append(w.Organisations, o)
}

var (
	nameHeads = []string{"Atelier", "Compagnie", "Maison", "Comptoir", "Réseau", "Union", "Manufacture", "Société", "Établissements", "Collectif", "Institut", "Laboratoire"}
	nameTails = []string{"Marvelin", "Costeraie", "Aubrelac", "Verdonnet", "Lautremont", "Pervenchère", "Calmontier", "Sauvelade", "Brumeroy", "Tisserolles",
		"Grandvalet", "Haubercourt", "Jonquebrune", "Kermoulin", "Lisieroy", "Montévrain-Bas", "Noirbois", "Ormeville", "Pontaubry", "Quincerive"}
)

// inventOrganisation makes one more organisation in the likeness of one
// written by hand, for the larger worlds.
func (w *World) inventOrganisation(r *rand.Rand, written int) Organisation {
	model := w.Organisations[r.IntN(written)]
	for {
		town := pick(r, w.Towns)
		name := pick(r, nameHeads) + " " + pick(r, nameTails)
		if model.IsMedia() {
			name = pick(r, []string{"Le Carnet", "La Lettre", "Les Feuillets", "Le Relais", "La Chronique", "Le Tableau", "Les Pages"}) + " " + town.of()
		}
		if len(w.Organisations) > 250 || model.IsMedia() {
			name += " " + pick(r, []string{"Nord", "Sud", "Est", "Ouest", "Centre", "Services", "Info", "Développement", "et fils", "Magazine", "Pro"})
		}
		key := slug(name)
		if _, taken := w.organisations[key]; taken {
			continue
		}
		o := model
		o.Key, o.Name, o.Town, o.IsGenerated, o.Sectors = key, name, town.Key, true, nil
		o.Colour = pick(r, []uint32{0x0F5C7A, 0x7A1F2B, 0x2F7D4F, 0x8A3B12, 0x3B2A6B, 0x145A8D, 0x9E2257, 0x0B6E4F, 0x4A4E69, 0xB5651D})
		o.Initials = initials(name)
		if r.IntN(4) == 0 {
			o.Wall = WallNone
		}
		o.Description = typography(name + ", " + town.at() + ". " + model.Description)
		return o
	}
}

// initials are the first letters of the two first capitalised words.
func initials(name string) string {
	var letters []rune
	for word := range strings.FieldsSeq(name) {
		first := []rune(word)[0]
		if strings.ToUpper(string(first)) == string(first) && len(letters) < 2 {
			letters = append(letters, first)
		}
	}
	return string(letters)
}
