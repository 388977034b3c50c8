// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/platform/config"
)

func configCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "Show the configuration in force"}
	cmd.AddCommand(&cobra.Command{
		Use: "print", Short: "Print every key, its value and where it comes from; secrets are masked", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := s.read()
			if err != nil {
				return err
			}
			printWarnings(cfg, cmd.ErrOrStderr())
			return cfg.Print(cmd.OutOrStdout())
		},
	})
	return cmd
}

// errUnhealthy ends doctor with status 1 once its checks have been shown.
var errUnhealthy = errors.New("some checks failed")

func doctorCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "Try everything the configuration names and say what to mend", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := s.read() // no secret key is made: it only looks
			if err != nil {
				return err
			}
			printWarnings(cfg, cmd.ErrOrStderr())
			var doctor config.Doctor
			doctor.Add(cfg.Probe)
			app.AddProbes(&doctor, cfg)
			healthy, err := doctor.Run(cmd.Context(), cmd.OutOrStdout())
			if err != nil {
				return err
			}
			if !healthy {
				return errUnhealthy
			}
			return nil
		},
	}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), app.Version())
			return err
		},
	}
}
