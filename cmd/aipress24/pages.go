// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
)

func pagesCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "pages", Short: "Public pages of the site"}
	seed := &cobra.Command{Use: "seed", Short: "Copy the program's texts into the database, where they no longer follow the program", Args: cobra.NoArgs}
	isOverwritten := seed.Flags().Bool("overwrite", false, "replace the texts already there; they stay in the history")
	seed.RunE = func(cmd *cobra.Command, _ []string) error {
		return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
			done, err := a.Pages.Seed(ctx, *isOverwritten)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d created, %d overwritten, %d skipped\n", done.Created, done.Overwritten, done.Skipped)
			return err
		})
	}
	cmd.AddCommand(seed)
	return cmd
}
