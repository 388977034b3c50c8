// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package gallery

import (
	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

func toasts() []ui.Toast {
	return []ui.Toast{
		{Kind: ui.ToneOK, Text: "Communiqué publié", Detail: "Visible dans le fil d’actu dès maintenant.", URL: Path, Action: "Voir"},
		{Kind: ui.ToneWarn, Text: "Embargo jusqu’à 18 h"},
		{Kind: ui.ToneDanger, Text: "L’envoi a échoué", Detail: "Vérifiez la connexion."},
		{Text: "Trois nouvelles publications"},
	}
}

// badge is one status of a list.
type badge struct {
	label string
	tone  ui.Tone
}

func badges() []badge {
	return []badge{
		{"Publié", ui.ToneOK}, {"Programmé", ui.ToneInfo}, {"À valider", ui.ToneWarn}, {"Refusé", ui.ToneDanger}, {"Brouillon", ui.ToneNeutral},
	}
}

func buttons() []ui.ButtonData {
	return []ui.ButtonData{
		{Label: "Publier", Plain: true}, {Label: "Enregistrer", Style: ui.Line, Plain: true}, {Label: "Annuler", Style: ui.Ghost, Plain: true},
		{Label: "Supprimer", Style: ui.Danger, Plain: true, Icon: "trash-2"}, {Label: "Envoi…", Busy: true, Plain: true},
		{Label: "Exclure…", Style: ui.LineDanger, Plain: true, Icon: "building-2"},
		{Label: "Nouvel article", Icon: "plus", URL: Path}, {Label: "Exporter", Icon: "download", Style: ui.Line, Dense: true, Plain: true},
	}
}

// closed are the buttons that one may not use, and why.
func closed() ([]ui.ButtonData, ui.Reasons) {
	var why ui.Reasons
	owner := why.Because("Cette personne est propriétaire d’un Business Wall : nommez d’abord un autre propriétaire.")
	return []ui.ButtonData{
		{Label: "Publier", Plain: true, Disabled: true, Reason: why.Because("Donnez un titre à l’article pour le publier.")},
		{Label: "Désactiver", Style: ui.Line, Icon: "user-x", Plain: true, Disabled: true, Reason: owner},
		{Label: "Exclure…", Style: ui.LineDanger, Icon: "building-2", Plain: true, Disabled: true, Reason: owner},
		{Label: "Supprimer", Style: ui.Danger, Plain: true, Disabled: true, Reason: owner},
		{Label: "Annuler", Style: ui.Ghost, Plain: true, Disabled: true, Reason: owner},
	}, why
}

func steps() []ui.Step {
	return []ui.Step{{Label: "Confirmation", Done: true, URL: Path}, {Label: "Choix du type", Done: true}, {Label: "Tarification", Current: true}, {Label: "Paiement"}}
}

func people() []ui.PersonData {
	return []ui.PersonData{
		{Name: "Nicolas Mouriou", Role: "Grand reporter @ Strada Transports", Community: access.PressMedia, URL: Path},
		{Name: "Hélène Kervadec", Role: "Attachée de presse @ Région Bretagne", Community: access.PressRelations, URL: Path},
		{Name: "Ambre Frontignac", Role: "Dirigeante @ Girofle", Community: access.Expert},
		{Name: "Lorraine Abassie", Role: "Consultante @ Circularité Conseil", Community: access.Transformer},
		{Name: "Samir Benali", Role: "Directeur de recherche @ Institut", Community: access.Academic},
	}
}

func cards() []ui.NewsCardData {
	at := "2026-11-21T08:30:00Z"
	return []ui.NewsCardData{
		{
			Lead: true, URL: Path, Title: "Fret maritime : les ports du Nord misent sur le rail pour absorber la vague de 2027",
			Eyebrow: "Transports & logistique", Date: "il y a 42 min", DateTime: at,
			Summary: "Le Havre et Dunkerque engagent 1,4 milliard d’euros pour doubler la part du rail dans leurs dessertes.",
			Person:  people()[0], Likes: "48", Comments: "12", Views: "316", LikeURL: Path + "/toast", SaveURL: Path + "/toast", Liked: true,
		},
		{
			URL: Path, Title: "Girofle ouvre à Grenoble un centre de calcul souverain dédié aux rédactions",
			Eyebrow: "Communiqué · Numérique", Date: "21 nov. 2026", DateTime: at,
			Summary: "Trente médias partenaires y entraîneront leurs propres modèles de langue.",
			Person:  people()[1], Byline: "Publié en tant que contact presse de Girofle.", Likes: "19", Comments: "3", Views: "88",
		},
		{URL: Path, Title: "Sans image, sans auteur : la carte reste entière", Eyebrow: "Énergie", Date: "20 nov. 2026", DateTime: at, Likes: "0"},
	}
}

func table(rows int) ui.TableData {
	t := ui.TableData{
		ID: "gallery-table", Caption: "Articles",
		Columns: []ui.TableColumn{
			{Label: "Titre", Kind: ui.CellMain, SortURL: Path + "?sort=title"}, {Label: "Média", Kind: ui.CellMedia}, {Label: "Statut", Kind: ui.CellStatus},
			{Label: "Publication", Kind: ui.CellDate, SortURL: Path + "?sort=date", Sorted: "descending"}, {Label: "Lecteurs", Kind: ui.CellNumber},
		},
		Search: &ui.TableSearch{Action: Path, Name: "search", Placeholder: "Titre, média, mot-clé"},
		Tools:  ui.IconButton(ui.ButtonData{Label: "Exporter", Icon: "download", URL: Path}),
		Bulk:   ui.Button(ui.ButtonData{Label: "Archiver", Style: ui.Line, Dense: true, Confirm: "Archiver ces articles ?"}), BulkURL: Path + "/toast",
		Pager: ui.TablePager{From: 1, To: rows, Total: 23, NextURL: Path + "?page=2", Pages: []ui.PageLink{{Label: "1", URL: Path, Current: true}, {Label: "2", URL: Path + "?page=2"}}},
		Empty: ui.EmptyData{Title: "Aucun article", Text: "Vos articles apparaîtront ici.", URL: Path, Action: "Rédiger un article"},
	}
	if rows == 0 {
		t.ID, t.Search = "gallery-empty", nil
	}
	for i := range rows {
		state := badges()[i%len(badges())]
		t.Rows = append(t.Rows, ui.TableRow{
			ID: "x" + string(rune('a'+i)), Label: cards()[i%3].Title,
			Cells: []ui.TableCell{
				{Text: cards()[i%3].Title, Meta: "Enquête · Automobile", URL: Path}, {Text: "Strada Transports"},
				{Text: state.label, Tone: state.tone}, {Text: "24 oct. 2026, 09:00"}, {Text: "316"},
			},
			Menu: []ui.MenuItem{
				{Label: "Modifier", Icon: "pencil", URL: Path},
				{Label: "Supprimer", Icon: "trash-2", Post: Path + "/toast", Confirm: "Supprimer cet article ?", Danger: true, Separated: true},
			},
		})
	}
	return t
}

func filters() ui.FilterBarData {
	options := []ui.FilterOption{{Label: "Politique", URL: Path, Count: "12"}, {Label: "Économie", URL: Path, Count: "9", Current: true}}
	return ui.FilterBarData{
		Filters: []ui.FilterData{
			{ID: "filter-sector", Label: "Secteur", Active: "Transports, Énergie", Remove: Path},
			{ID: "filter-section", Label: "Rubrique", Options: options}, {ID: "filter-genre", Label: "Genre", Options: options},
		},
		Sort:  &ui.FilterData{ID: "filter-sort", Label: "Plus récents", Options: options},
		Count: "128 publications", SaveURL: Path,
	}
}

func kpis() []ui.KPI {
	return []ui.KPI{
		{Label: "Publiés ce mois", Value: "14", Delta: "+3 sur octobre", Up: true}, {Label: "Lecteurs payants", Value: "1\u00a0284", Delta: "+12\u00a0% sur 30 jours", Up: true},
		{Label: "À valider", Value: "2", Delta: "le plus ancien : 3 j"}, {Label: "Droits cédés", Value: "642,50\u00a0€", Delta: "HT, 30 derniers jours"},
	}
}

func organisation() ui.OrganisationData {
	return ui.OrganisationData{
		Name: "Circularité Conseil", URL: Path, Verified: true, Meta: "Conseil · Nantes · Business Wall actif",
		Text:   "Accompagne les industriels et les collectivités vers l’économie d’usage.",
		Action: ui.Button(ui.ButtonData{Label: "Suivre", Style: ui.Line, Plain: true}),
	}
}

func member(p ui.PersonData) ui.MemberData {
	return ui.MemberData{Person: p, Action: ui.Button(ui.ButtonData{Label: "Voir", Style: ui.Line, Dense: true, URL: Path})}
}

func ranks() []ui.RankItem {
	return []ui.RankItem{{Title: "Aides à la presse : le Sénat réécrit le mode de calcul", URL: Path, Meta: "540 lecteurs · Politique"}, {Title: "Trains de nuit : la flotte arrivera en avance", URL: Path, Meta: "421 lecteurs · Transports"}}
}

func agenda() ui.DateItem {
	return ui.DateItem{DateTime: "2026-11-26", Month: "nov.", Day: "26", Title: "Assises du journalisme économique", URL: Path, Meta: "Lille · 9 h 30", Status: "Accrédité", Tone: ui.ToneOK}
}

func meta() []ui.MetaItem {
	return []ui.MetaItem{
		{Label: "Fonction", Text: "Responsable des relations presse"}, {Label: "Site", Text: "circularite-conseil.example", URL: "https://circularite-conseil.example"},
		{Label: "Secteurs", Tags: []string{"Transports", "Énergie"}}, {Label: "Téléphone"},
	}
}

func timeline() []ui.TimelineItem {
	return []ui.TimelineItem{
		{Title: "Communiqué publié", Date: "21 nov. 2026", DateTime: "2026-11-21", URL: Path},
		{Title: "Business Wall activé", Text: "Offre gratuite", Date: "2 oct. 2026", DateTime: "2026-10-02"},
	}
}

func images() []ui.ImageItem {
	return []ui.ImageItem{
		{ID: "1", Thumb: pixel, Caption: "Le port du Havre à l’aube", Copyright: "Marie Duval / AFP", EditURL: Path, DownURL: Path + "/toast", DeleteURL: Path + "/toast"},
		{ID: "2", Thumb: pixel, EditURL: Path, UpURL: Path + "/toast", DeleteURL: Path + "/toast"},
	}
}

// pixel stands for a photograph: the gallery has no media of its own.
const pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAMzMzAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="

func slides() []ui.Slide {
	return []ui.Slide{
		{Picture: ui.Picture{URL: pixel, Width: 800, Height: 450, Alt: "Port du Havre"}, Caption: "Le port à l’aube", Copyright: "AFP"},
		{Picture: ui.Picture{URL: pixel, Width: 800, Height: 450, Alt: "Grues"}},
	}
}

func notices() []ui.NoticeData {
	return []ui.NoticeData{
		{Text: "Votre abonnement Business Wall se renouvelle le 3 décembre.", URL: Path, Label: "Gérer"},
		{Tone: ui.ToneOK, Text: "Votre adresse est confirmée."}, {Tone: ui.ToneWarn, Text: "Ce communiqué est sous embargo."},
		{Tone: ui.ToneDanger, Text: "Ce Business Wall est suspendu."},
	}
}

// block is one titled part of the gallery.
type block struct {
	title   string
	content templ.Component
}

// blocks are the parts of the gallery, in order.
func blocks(f form.Form, v form.Values, err error) []block {
	return []block{
		{"Button, Badge, CommunityChip, Avatar, Stepper", actions()},
		{"Notice, ToastCard, Progress, EmptyState, SkeletonCard", feedback()},
		{"Tabs, FilterBar, NewsGrid, SideBox, RankList, DateBlock", feed()},
		{"OrganisationRow, MemberRow, MetaList, Timeline", lists()},
		{"KPIs, DataTable", tables()},
		{"Carousel, ImageManager", pictures()},
		{"Dialog, SidePanel, AddToast", dialogs()},
		{"form.View, form.Read", forms(f, v, err)},
	}
}
