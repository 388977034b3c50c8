// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
)

func vocabularyCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "vocabulary", Short: "Load or export the reference lists"}
	cmd.AddCommand(vocabularyLoadCommand(s), vocabularyExportCommand(s))
	return cmd
}

func vocabularyLoadCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "load", Short: "Load the vocabularies that are missing, or all with --replace", Args: cobra.NoArgs}
	isReplaced := cmd.Flags().Bool("replace", false, "replace the present vocabularies, edits included")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return s.withDatabase(cmd, func(ctx context.Context, cfg *config.Config, db *database.DB) error {
			n, err := app.LoadVocabularies(ctx, cfg, db, *isReplaced)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d vocabularies loaded\n", n)
			return err
		})
	}
	return cmd
}

func vocabularyExportCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "export [NAME…]", Short: "Write vocabularies as JSON, all of them by default",
		RunE: func(cmd *cobra.Command, names []string) error {
			return s.withView(cmd, func(ctx context.Context, a *app.App) error {
				export, err := a.ExportVocabularies(ctx, names)
				if err != nil {
					return err
				}
				encoder := json.NewEncoder(cmd.OutOrStdout())
				encoder.SetIndent("", "  ")
				encoder.SetEscapeHTML(false)
				return encoder.Encode(export)
			})
		},
	}
}
