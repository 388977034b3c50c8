// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package versions is how the author of a content finds again what was written:
// the list of its versions, what changed in each, a version taken up again, and
// the text that was typed and never saved (spec 04 §13.2). Articles, press
// releases and events share it; who may edit is decided by the service of each.
package versions
