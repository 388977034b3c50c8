// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package siteweb

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/site"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// robotsAge is how long a cache may keep what search engines read.
const robotsAge = "public, max-age=3600"

// robots answers GET /robots.txt: the public pages, or nothing of a site that
// is not the real one.
func (h *handler) robots(w http.ResponseWriter, r *http.Request) error {
	body := "User-agent: *\nDisallow: /\n"
	if h.Listed {
		body = "User-agent: *\nAllow: /$\nAllow: /page/\nAllow: /pricing/\nAllow: /assets/\nDisallow: /\n\nSitemap: " +
			ui.SiteOf(r.Context()).BaseURL + "/sitemap.xml\n"
	}
	w.Header().Set("Cache-Control", robotsAge)
	return plain(w, "text/plain; charset=utf-8", body)
}

// urlSet is a site map (sitemaps.org 0.9).
type urlSet struct {
	XMLName xml.Name `xml:"urlset"`
	Space   string   `xml:"xmlns,attr"`
	URLs    []mapped `xml:"url"`
}

type mapped struct {
	Address  string `xml:"loc"`
	Modified string `xml:"lastmod,omitempty"`
}

// sitemap answers GET /sitemap.xml with the public pages.
func (h *handler) sitemap(w http.ResponseWriter, r *http.Request) error {
	base := ui.SiteOf(r.Context()).BaseURL
	set := urlSet{Space: "http://www.sitemaps.org/schemas/sitemap/0.9", URLs: []mapped{{Address: base + homePath}, {Address: base + pricingPath}}}
	for _, slug := range append([]string{site.GuideSlug}, site.Slugs...) {
		text, err := h.Pages.Text(r.Context(), slug, i18n.French)
		if err != nil {
			return err
		}
		line := mapped{Address: base + pagePath + slug}
		if !text.ModifiedAt.IsZero() {
			line.Modified = text.ModifiedAt.UTC().Format(time.DateOnly)
		}
		set.URLs = append(set.URLs, line)
	}
	body, err := xml.MarshalIndent(set, "", "  ")
	if err != nil {
		return fmt.Errorf("write the site map: %w", err)
	}
	w.Header().Set("Cache-Control", robotsAge)
	return plain(w, "application/xml; charset=utf-8", xml.Header+string(body)+"\n")
}

// favicon answers browsers that ask for an icon without reading the page.
func favicon(w http.ResponseWriter, r *http.Request) error {
	icon := ui.SiteOf(r.Context()).Assets.Icon
	if icon == "" {
		return errs.ErrNotFound
	}
	w.Header().Set("Cache-Control", robotsAge)
	http.Redirect(w, r, icon, http.StatusFound)
	return nil
}

// health answers GET /system/health for monitors that know the seed; an
// orchestrator asks /healthz and /readyz.
func (h *handler) health(w http.ResponseWriter, r *http.Request) error {
	if err := h.Alive(r.Context()); err != nil {
		return errs.Wrap(errs.Unavailable, "error.unavailable.text", err)
	}
	w.Header().Set("Cache-Control", "no-store")
	return plain(w, "text/plain; charset=utf-8", "Healthy: OK\n")
}

// version answers GET /system/version/.
func (h *handler) version(w http.ResponseWriter, _ *http.Request) error {
	return plain(w, "text/plain; charset=utf-8", h.Version+"\n")
}

// whoAmI answers GET /system/test with who is signed in.
func whoAmI(w http.ResponseWriter, r *http.Request) error {
	user := map[string]string{}
	if actor := ui.Actor(r); !actor.IsAnonymous() {
		user["id"] = strconv.FormatInt(actor.UserID, 10)
	}
	body, err := json.Marshal(map[string]any{"user": user})
	if err != nil {
		return fmt.Errorf("write who is signed in: %w", err)
	}
	w.Header().Set("Cache-Control", "no-store")
	return plain(w, "application/json", string(body)+"\n")
}

// plain answers 200 with a text.
func plain(w http.ResponseWriter, kind, body string) error {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = io.WriteString(w, body) // a client that left needs no answer
	return nil
}
