// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/platform/database"
)

func migrateCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "migrate", Short: "Bring the database up to date and load missing vocabularies", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, _, err := s.load(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			ctx := database.OnPrimary(cmd.Context()) // a replica may not have the tables yet
			db, err := app.OpenDatabase(ctx, cfg)
			if err != nil {
				return err
			}
			defer func() { _ = db.Close() }() // the migration's own error tells more
			applied, err := app.MigrateDatabase(ctx, db)
			if err != nil {
				return err
			}
			loaded, err := app.LoadVocabularies(ctx, cfg, db, false)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d migrations applied, %d vocabularies loaded\n", db.Name(), applied, loaded)
			return err
		},
	}
}
