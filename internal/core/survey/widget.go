// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey

// The widgets of the survey's fields (spec 02 §4.3).
const (
	WidgetText        = "text"
	WidgetTextarea    = "textarea"
	WidgetSelect      = "select_one"
	WidgetMulti       = "select_multi"
	WidgetTwoLevel    = "dual_select_multi"
	WidgetCombo       = "combobox_one_free"
	WidgetMultiCombo  = "combobox_multi_free"
	WidgetPlace       = "country_then_city"
	WidgetUniqueEmail = "email_unique"
	WidgetEmail       = "email"
	WidgetPhone       = "tel"
	WidgetURL         = "url"
	WidgetPassword    = "password"
	WidgetSquareImage = "image_square"
	WidgetImage       = "image"
	WidgetCheckbox    = "checkbox"
	WidgetTerms       = "checkbox_link"
)
