// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/search"
)

func searchCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "search", Short: "Rebuild, verify or query the search index of this machine"}
	cmd.AddCommand(searchRebuildCommand(s), searchVerifyCommand(s), searchQueryCommand(s))
	return cmd
}

func searchRebuildCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "rebuild", Short: "Index everything again", Args: cobra.NoArgs}
	isQuiet := cmd.Flags().Bool("quiet", false, "no progress bar")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return s.withApp(cmd, true, func(ctx context.Context, a *app.App) error {
			var progress func(done, total int)
			if !*isQuiet {
				bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(cmd.ErrOrStderr()), progressbar.OptionSetDescription("indexing"))
				progress = func(done, total int) {
					bar.ChangeMax(total)
					_ = bar.Set(done) // a bar that cannot be drawn stops nothing
				}
			}
			report, err := a.Index.Rebuild(ctx, progress)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "\n%d documents in %s\n", report.Documents, report.Took.Round(1e6))
			for kind, n := range report.Types {
				fmt.Fprintf(cmd.OutOrStdout(), "  %-14s %d\n", kind, n)
			}
			return nil
		})
	}
	return cmd
}

var errDiffers = errors.New("the index and the database differ: run \"aipress24 search rebuild\"")

func searchVerifyCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "Compare the index with the database", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withApp(cmd, true, func(ctx context.Context, a *app.App) error {
				d, err := a.Index.Verify(ctx)
				if err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "indexed %d, in the database %d; missing %d, stale %d, extra %d\n",
					d.Indexed, d.Source, len(d.Missing), len(d.Stale), len(d.Extra))
				if !d.None() {
					return errDiffers
				}
				return nil
			})
		},
	}
}

func searchQueryCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "query WORDS…", Short: "Search as a member would", Args: cobra.MinimumNArgs(1)}
	category := cmd.Flags().String("type", string(search.All), "category: all, articles, members, orgs")
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		return s.withApp(cmd, true, func(ctx context.Context, a *app.App) error {
			answer, err := a.Searcher.Search(ctx, access.Actor{UserID: 1},
				search.Question{Text: strings.Join(words, " "), Category: search.Category(*category)})
			if err != nil {
				return err
			}
			for _, section := range answer.Sections {
				fmt.Fprintf(cmd.OutOrStdout(), "%s (%d)\n", section.Category, section.Total)
				for _, hit := range section.Hits {
					fmt.Fprintf(cmd.OutOrStdout(), "  %6.2f  %s  %s\n", hit.Score, hit.Title.String(), hit.URL)
				}
			}
			if answer.Suggestion != "" {
				fmt.Fprintf(cmd.OutOrStdout(), "Did you mean: %s\n", answer.Suggestion)
			}
			return nil
		})
	}
	return cmd
}
