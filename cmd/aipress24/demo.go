// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import "github.com/spf13/cobra"

func demoCommand(_ *settings) *cobra.Command { return &cobra.Command{Use: "demo"} }
