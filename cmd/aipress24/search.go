// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/search"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

func searchCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use: "search", Short: "Rebuild, verify or query the search index of this machine",
		Long: "Rebuild, verify or query the search index of this machine while no process serves pages on it.\n" +
			"A running process keeps its own index: it follows every change, and compares itself with the database every hour.",
	}
	cmd.AddCommand(searchRebuildCommand(s), searchVerifyCommand(s), searchQueryCommand(s))
	return cmd
}

func searchRebuildCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "rebuild", Short: "Index everything again", Args: cobra.NoArgs}
	isQuiet := cmd.Flags().Bool("quiet", false, "no progress bar")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return s.withIndex(cmd, func(ctx context.Context, a *app.App) error {
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
			for _, kind := range slices.Sorted(maps.Keys(report.Types)) {
				fmt.Fprintf(cmd.OutOrStdout(), "  %-14s %d\n", kind, report.Types[kind])
			}
			return nil
		})
	}
	return cmd
}

// categories lists what --type takes.
func categories() string {
	names := []string{string(search.All)}
	for _, c := range search.Categories() {
		names = append(names, string(c))
	}
	return strings.Join(names, ", ")
}

// errServing tells the operator what holds the index, and what to do.
var errServing = errors.New("a running process keeps the search index of this machine, follows every change and mends what differs every hour; " +
	"to look at the index or to build it again now, stop that process first, then start it again")

// withIndex runs a tool over the index, which must not be in use.
func (s *settings) withIndex(cmd *cobra.Command, run func(context.Context, *app.App) error) error {
	err := s.withApp(cmd, true, run)
	if errors.Is(err, searchengine.ErrInUse) {
		return errServing
	}
	return err
}

var errDiffers = errors.New("the index and the database differ: run \"aipress24 search rebuild\"")

func searchVerifyCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "Compare the index with the database", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.withIndex(cmd, func(ctx context.Context, a *app.App) error {
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
	category := cmd.Flags().String("type", string(search.All), "category: "+categories())
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		if chosen := search.Category(*category); chosen != search.All && !slices.Contains(search.Categories(), chosen) {
			return fmt.Errorf("no category %q: there are %s", chosen, categories())
		}
		return s.withIndex(cmd, func(ctx context.Context, a *app.App) error {
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
			if len(answer.Sections) == 0 {
				fmt.Fprintln(cmd.OutOrStdout(), "nothing found")
			}
			if answer.Suggestion != "" {
				fmt.Fprintf(cmd.OutOrStdout(), "Did you mean: %s\n", answer.Suggestion)
			}
			return nil
		})
	}
	return cmd
}
