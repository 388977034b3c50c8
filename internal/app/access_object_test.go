// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"maps"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/live"
)

// object is a page of a route with a variable part: which object is asked for.
type object struct{ name, path string }

// objects are what the matrix asks for, by pattern. A new pattern with a
// variable part needs a line: its object, and the closed ones beside it.
type objects map[string][]object

// commentsOf makes a comment of the expert's under a public post or event, and
// one under another, hidden since; it returns the objects of the routes under
// both, by what is behind them, and where the staff decides about the first.
func commentsOf(t *testing.T, app *apptest.App, portal content.Portal, public, hidden object) (talk objects, decision string) {
	t.Helper()
	expert, number := app.Persona(t, apptest.Expert), map[string]string{}
	for _, o := range []object{public, hidden} {
		on, err := ids.Parse(strings.TrimPrefix(o.path, "/"+string(portal)+"/"))
		if err != nil {
			t.Fatal(err)
		}
		number[o.name] = ids.Encode(remark(t, app, content.Ref{Portal: portal, ID: on}, expert, "Bien vu."))
	}
	talk = objects{}
	for _, route := range []string{"", "/{comment}", "/{comment}/edit", "/{comment}/delete", "/{comment}/report"} {
		var list []object
		for _, o := range []object{public, hidden} {
			list = append(list, object{o.name, o.path + "/comments" + strings.ReplaceAll(route, "{comment}", number[o.name])})
		}
		talk["/"+string(portal)+"/{id}/comments"+route] = list
	}
	return talk, "/admin/reports/" + number[public.name]
}

// remark writes a comment under a publication, shown or not.
func remark(t *testing.T, app *apptest.App, on content.Ref, by access.Actor, words string) int64 {
	t.Helper()
	c := discussion.Comment{ID: app.IDs.Next(), OwnerID: by.UserID, Content: words, CreatedAt: app.Clock.Now()}
	if c.PostID = on.ID; on.Portal == content.Events {
		c.PostID, c.EventID = 0, on.ID
	}
	if _, err := app.DB.Writer().NewInsert().Model(&c).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c.ID
}

// matrixObjects makes the things that routes speak of, subject by subject. All
// belong to the journalist.
func matrixObjects(t *testing.T, app *apptest.App) objects {
	t.Helper()
	author := app.Persona(t, apptest.Journalist)
	post := app.Published(t, author, nil)
	all := objects{}
	for _, some := range []objects{
		wireObjects(t, app, author, post), articleObjects(t, app, author, post), storyObjects(t, app), releaseObjects(t, app),
		agendaObjects(t, app, author), memberObjects(t, app, author), accountObjects(), adminObjects(t, app, author), wallObjects(),
	} {
		maps.Copy(all, some)
	}
	return all
}

// one is the only object of a pattern.
func one(path string) []object { return []object{{"", path}} }

// wireObjects are what readers open and say, and what they may not open yet.
func wireObjects(t *testing.T, app *apptest.App, author access.Actor, post *content.Post) objects {
	t.Helper()
	hidden := app.Posts(t, author, 1, func(_ int, p *content.Post) { p.PublishedAt = app.Clock.Now().Add(time.Hour) })[0]
	releasedPost := app.Released(t, app.Persona(t, apptest.PressOfficer), nil)
	embargoed := app.Posts(t, author, 1, func(_ int, p *content.Post) {
		p.Kind, p.PublishedAt = content.PressRelease, app.Clock.Now().Add(time.Hour)
	})[0]
	all, cases := commentsOf(t, app, content.News, object{"public", postURL(post.ID)}, object{"scheduled", postURL(hidden.ID)})
	maps.Copy(all, objects{
		"/wire/{id}":                     {{"public", postURL(post.ID)}, {"scheduled", postURL(hidden.ID)}},
		"/wire/{id}/like":                {{"public", postURL(post.ID) + "/like"}, {"scheduled", postURL(hidden.ID) + "/like"}},
		"/wire/{id}/share":               {{"public", postURL(post.ID) + "/share"}, {"scheduled", postURL(hidden.ID) + "/share"}},
		"/wire/{id}/kit":                 {{"public", postURL(releasedPost.ID) + "/kit"}, {"article", postURL(post.ID) + "/kit"}, {"scheduled", postURL(embargoed.ID) + "/kit"}},
		"/wire/tab/{tab}":                one("/wire/tab/com"),
		"/wire/tab/{tab}/filter/{facet}": one("/wire/tab/com/filter/sector"),
		"/admin/reports/{id}":            one(cases),
	})
	return all
}

// articleObjects are a draft, its pictures, and a picture that readers see.
func articleObjects(t *testing.T, app *apptest.App, author access.Actor, post *content.Post) objects {
	t.Helper()
	draft := app.Article(t, author, nil)
	image, err := app.Articles.AddImage(t.Context(), author, draft.ID, gallery.Addition{Data: apptest.Picture(t, 640, 360)})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := app.Articles.AddImage(t.Context(), author, post.SourceID, gallery.Addition{Data: apptest.Picture(t, 641, 361)})
	if err != nil {
		t.Fatal(err)
	}
	article := "/wip/articles/" + ids.Encode(draft.ID)
	picture := article + "/images/" + ids.Encode(image.ID)
	return objects{
		"/wip/articles/{id}":                       one(article),
		"/wip/articles/{id}/edit":                  one(article + "/edit"),
		"/wip/articles/{id}/publish":               one(article + "/publish"),
		"/wip/articles/{id}/unpublish":             one(article + "/unpublish"),
		"/wip/articles/{id}/duplicate":             one(article + "/duplicate"),
		"/wip/articles/{id}/delete":                one(article + "/delete"),
		"/wip/articles/{id}/images":                one(article + "/images"),
		"/wip/articles/{id}/images/{image}":        one(picture),
		"/wip/articles/{id}/images/{image}/delete": one(picture + "/delete"),
		"/wip/articles/{id}/images/{image}/move":   one(picture + "/move"),
		"/wip/articles/{id}/versions":              one(article + "/versions"),
		"/wip/articles/{id}/versions/{version}":    one(article + "/versions/1"),
		"/wip/articles/{id}/draft":                 one(article + "/draft"),
		"/wip/articles/{id}/draft/discard":         one(article + "/draft/discard"),
		"/media/{name}":                            {{"public", "/media/" + shown.MediaName}, {"draft's", "/media/" + image.MediaName}},
	}
}

// storyObjects are a pitch and an assignment between a freelancer and the
// journalist.
func storyObjects(t *testing.T, app *apptest.App) objects {
	t.Helper()
	editor := app.Persona(t, apptest.Journalist)
	pitch := "/wip/sujets/" + ids.Encode(app.Pitched(t, app.Persona(t, apptest.Freelancer), editor.OrganisationID).ID)
	order := "/wip/commandes/" + ids.Encode(app.Commissioned(t, app.Persona(t, apptest.Freelancer), editor).ID)
	return objects{
		"/wip/sujets/{id}":              one(pitch),
		"/wip/sujets/{id}/edit":         one(pitch + "/edit"),
		"/wip/sujets/{id}/publish":      one(pitch + "/publish"),
		"/wip/sujets/{id}/unpublish":    one(pitch + "/unpublish"),
		"/wip/sujets/{id}/delete":       one(pitch + "/delete"),
		"/wip/sujets/{id}/accept":       one(pitch + "/accept"),
		"/wip/sujets/{id}/refuse":       one(pitch + "/refuse"),
		"/wip/sujets/{id}/counter":      one(pitch + "/counter"),
		"/wip/sujets/{id}/offer/accept": one(pitch + "/offer/accept"),
		"/wip/sujets/{id}/offer/refuse": one(pitch + "/offer/refuse"),
		"/wip/commandes/{id}":           one(order),
		"/wip/commandes/{id}/edit":      one(order + "/edit"),
		"/wip/commandes/{id}/confirm":   one(order + "/confirm"),
		"/wip/commandes/{id}/accept":    one(order + "/accept"),
		"/wip/commandes/{id}/refuse":    one(order + "/refuse"),
		"/wip/commandes/{id}/cancel":    one(order + "/cancel"),
		"/wip/commandes/{id}/delete":    one(order + "/delete"),
		"/wip/commandes/{id}/article":   one(order + "/article"),
	}
}

// releaseObjects are a press release of the press officer's.
func releaseObjects(t *testing.T, app *apptest.App) objects {
	t.Helper()
	release := "/wip/communiques/" + ids.Encode(app.Release(t, app.Persona(t, apptest.PressOfficer), nil).ID)
	return objects{
		"/wip/communiques/{id}":                       one(release),
		"/wip/communiques/{id}/edit":                  one(release + "/edit"),
		"/wip/communiques/{id}/publish":               one(release + "/publish"),
		"/wip/communiques/{id}/schedule":              one(release + "/schedule"),
		"/wip/communiques/{id}/unschedule":            one(release + "/unschedule"),
		"/wip/communiques/{id}/unpublish":             one(release + "/unpublish"),
		"/wip/communiques/{id}/duplicate":             one(release + "/duplicate"),
		"/wip/communiques/{id}/delete":                one(release + "/delete"),
		"/wip/communiques/{id}/images":                one(release + "/images"),
		"/wip/communiques/{id}/images/{image}":        one(release + "/images/1"),
		"/wip/communiques/{id}/images/{image}/delete": one(release + "/images/1/delete"),
		"/wip/communiques/{id}/images/{image}/move":   one(release + "/images/1/move"),
		"/wip/communiques/{id}/versions":              one(release + "/versions"),
		"/wip/communiques/{id}/versions/{version}":    one(release + "/versions/1"),
		"/wip/communiques/{id}/draft":                 one(release + "/draft"),
		"/wip/communiques/{id}/draft/discard":         one(release + "/draft/discard"),
	}
}

// memberObjects are members, organisations and what is asked while one types.
func memberObjects(t *testing.T, app *apptest.App, author access.Actor) objects {
	t.Helper()
	return objects{
		"/reference/vocabularies/{name}":  one("/reference/vocabularies/genres"),
		"/reference/organisations/{list}": one("/reference/organisations/media?q=gaz"),
		"/kyc/towns/{country}":            one("/kyc/towns/FRA?q=paris"),
		"/swork/members/{id}":             {{"active", "/swork/members/" + ids.Encode(author.UserID)}, {"closed", "/swork/members/" + ids.Encode(app.Persona(t, apptest.Inactive).UserID)}},
		"/kyc/profil_groups/{level}":      one("/kyc/profil_groups/2"),
		"/feeds/wall/{secret}":            one("/feeds/wall/nobodys"),
		"/swork/organisations/{id}":       one("/swork/organisations/" + ids.Encode(author.OrganisationID)),
		"/notifications/{id}/read":        one("/notifications/1/read"),
		"/kyc/wizard/{id}":                one("/kyc/wizard/P002"),
		"/kyc/wizard/{id}/draft":          one("/kyc/wizard/P002/draft"),
		"/kyc/check_mail/{email}":         one("/kyc/check_mail/ada@example.org"),
		"/kyc/pictures/{field}":           one("/kyc/pictures/photo"),
		"/kyc/resume/{token}":             one("/kyc/resume/outdated"),
		"/kyc/verify/{token}":             one("/kyc/verify/outdated"),
	}
}

// accountObjects are links of accounts, which nobody has been sent.
func accountObjects() objects {
	return objects{
		live.Pattern:                                 one("/live/follow/toggle"),
		"/auth/reset/{token}":                        {{"invented", "/auth/reset/nothing"}},
		"/auth/reset/{token}/strength":               {{"invented", "/auth/reset/nothing/strength"}},
		"/auth/change-email/{token}":                 {{"invented", "/auth/change-email/nothing"}},
		"/preferences/security/passkeys/{id}/delete": {{"nobody's", "/preferences/security/passkeys/1/delete"}},
		"/preferences/account/archive/{id}":          one("/preferences/account/archive/1"),
		"/auth/account/reopen/{token}":               one("/auth/account/reopen/outdated"),
	}
}

// adminObjects are what the staff opens, and what it writes.
func adminObjects(t *testing.T, app *apptest.App, author access.Actor) objects {
	t.Helper()
	mail, review := keptMail(t, app), "/admin/validation_profile/"+waiting(t, app)
	return objects{
		"/admin/river/*":                            one("/admin/river/jobs"),
		"/page/{slug}":                              {{"known", "/page/cgu"}, {"unknown", "/page/CGU"}},
		"/admin/cms/{slug}/{lang}":                  {{"known", "/admin/cms/cgu/fr"}, {"unknown", "/admin/cms/nothing/fr"}},
		"/admin/cms/{slug}/{lang}/restore":          one("/admin/cms/cgu/fr/restore"),
		"/admin/validation_profile/{id}":            one(review),
		"/admin/validation_profile/{id}/note":       one(review + "/note"),
		"/admin/validation_profile/{id}/question":   one(review + "/question"),
		"/admin/validation_profile/{id}/assignment": one(review + "/assignment"),
		"/admin/show_user/{id}":                     one("/admin/show_user/" + ids.Encode(author.UserID)),
		"/kyc/answer/{token}":                       one("/kyc/answer/outdated"),
		"/admin/show_org/{id}":                      one("/admin/show_org/" + ids.Encode(author.OrganisationID)),
		"/admin/show_org/{id}/members":              one("/admin/show_org/" + ids.Encode(author.OrganisationID) + "/members"),
		"/admin/show_org/{id}/invitations":          one("/admin/show_org/" + ids.Encode(author.OrganisationID) + "/invitations"),
		"/admin/show_org/{id}/verification":         one("/admin/show_org/" + ids.Encode(author.OrganisationID) + "/verification"),
		"/admin/change_bw_owner/{id}":               one("/admin/change_bw_owner/" + ids.Encode(author.OrganisationID)),
		"/admin/merge_org/{id}":                     one("/admin/merge_org/" + ids.Encode(author.OrganisationID)),
		"/dev/mail/{id}":                            one("/dev/mail/" + mail),
		"/dev/mail/{id}/html":                       one("/dev/mail/" + mail + "/html"),
	}
}

// wallObjects are steps and parts of Business Walls, and the sandbox where they
// are paid.
func wallObjects() objects {
	return objects{
		"/sandbox/pay/{session}":                                  {{"unknown", "/sandbox/pay/cs_test_guessed"}},
		"/sandbox/portal/{portal}":                                {{"unknown", "/sandbox/portal/bps_test_guessed"}},
		"/BW/select-subscription/{type}":                          one("/BW/select-subscription/media"),
		"/BW/pricing/{type}":                                      one("/BW/pricing/media"),
		"/BW/set_pricing/{type}":                                  one("/BW/set_pricing/media"),
		"/BW/stripe-info/{type}":                                  one("/BW/stripe-info/pr"),
		"/BW/payment/{type}":                                      one("/BW/payment/media"),
		"/BW/checkout/{type}":                                     one("/BW/checkout/media"),
		"/BW/payment-success/{type}":                              one("/BW/payment-success/media"),
		"/BW/payment-cancel/{type}":                               one("/BW/payment-cancel/media"),
		"/BW/activate-free/{type}":                                one("/BW/activate-free/media"),
		"/BW/activate_free/{type}":                                one("/BW/activate_free/media"),
		"/BW/delete-gallery-image/{id}":                           one("/BW/delete-gallery-image/1"),
		"/BW/move-gallery-image/{id}":                             one("/BW/move-gallery-image/1"),
		"/BW/select-bw/{id}":                                      one("/BW/select-bw/1"),
		"/BW/confirm-role-invitation/{wall}/{role}/{member}":      one("/BW/confirm-role-invitation/1/BWMi/1"),
		"/BW/confirm-partnership-invitation/{wall}/{partnership}": one("/BW/confirm-partnership-invitation/1/1"),
		"/BW/pre-register/{id}/remind":                            one(preRegister + "/1/remind"),
		"/BW/pre-register/{id}/withdraw":                          one(preRegister + "/1/withdraw"),
	}
}

// waiting is the number of somebody who has registered.
func waiting(t *testing.T, app *apptest.App) string {
	t.Helper()
	newcomer := app.Member(t, func(p *apptest.Person) { p.Deactivated = true })
	app.Exec(t, "UPDATE members SET validation_status = ? WHERE id = ?", member.StatusNew, newcomer.UserID)
	return ids.Encode(newcomer.UserID)
}

// keptMail is the number of a captured mail.
func keptMail(t *testing.T, app *apptest.App) string {
	t.Helper()
	app.Browser(t).Post(t, "/dev/mail/test", url.Values{"to": {"ada@example.org"}})
	return ids.Encode(int64(app.Count(t, "SELECT max(id) FROM mail_messages")))
}

func (o objects) of(t *testing.T, pattern string) []object {
	t.Helper()
	if list, known := o[pattern]; known {
		return list
	}
	if strings.ContainsAny(pattern, "{*") {
		t.Fatalf("%s: say in matrixObjects which object the matrix asks for", pattern)
	}
	return []object{{"", pattern}}
}
