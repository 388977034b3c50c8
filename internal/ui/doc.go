// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package ui is the edge between HTTP and the pages: it turns a handler's error
// into a status, a page and a log line, knows who asks, declares the route
// table, and holds the shell (header, menus, footer) and the components every
// module builds its pages from.
//
// Vocabulary: a Route is one line of the URL table with its access.Guard; the
// Navigation is what the shell offers, resolved against that table so that no
// menu leads nowhere; a Visit is what one request brings to the page; a view
// (NewsCardData, TableData…) is the data of one component, already decided and
// already translated. Message keys become words here or in the modules' views,
// never in a rule.
//
// Neighbours: the form kit is in ui/form, the living catalogue of components
// in ui/gallery; core/access says who may pass, core/errs what went wrong,
// platform/i18n speaks. Styles and scripts are in web/.
package ui
