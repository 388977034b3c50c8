// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package follow is the button that follows a member or an organisation, on
// whatever page they are shown. It is a live component: the rules come from
// the module that keeps who follows whom, through Follower.
package follow
