// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package member is the people of the platform as every module knows them:
// who they are, their community and their employer.
//
// Registration, security and preferences are modules; they change members,
// this package only says what a member is and reads them in bulk.
package member
