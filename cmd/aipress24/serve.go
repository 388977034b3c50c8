// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
)

// serveCommand runs everything in one process: the default for one machine.
func serveCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the site and the administration, and run the jobs, in one process",
		Args:  cobra.NoArgs,
	}
	addr := cmd.Flags().String("addr", "", "address to listen on (default server.addr)")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s.listenOn("server.addr", *addr)
		return s.serve(cmd, app.Options{Search: true, Work: true}, app.WholeSite)
	}
	return cmd
}

func webCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "web", Short: "Serve the site; jobs run in the workers", Args: cobra.NoArgs}
	addr := cmd.Flags().String("addr", "", "address to listen on (default server.addr)")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s.listenOn("server.addr", *addr)
		return s.serve(cmd, app.Options{Search: true}, app.WholeSite)
	}
	return cmd
}

func adminCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "admin", Short: "Serve the administration on its own address", Args: cobra.NoArgs}
	addr := cmd.Flags().String("addr", "", "address to listen on (default admin.addr)")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s.listenOn("admin.addr", *addr)
		return s.serve(cmd, app.Options{Search: true}, app.Administration)
	}
	return cmd
}

func workerCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "worker", Short: "Run jobs, schedules and the relay of events", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, log, err := s.load(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return app.Serve(cmd.Context(), app.ServeOptions{
				Options: app.Options{Config: cfg, Log: log, Tracker: s.tracker, Work: true},
			})
		},
	}
}

// listenOn lets a flag win over the configuration.
func (s *settings) listenOn(key, addr string) {
	if addr != "" {
		s.overrides[key] = addr
	}
}

// serve runs a process with one listener. On SQLite it migrates by itself, for
// there is no other process to agree with.
func (s *settings) serve(cmd *cobra.Command, o app.Options, area app.Area) error {
	cfg, log, err := s.load(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	o.Config, o.Log, o.Tracker = cfg, log, s.tracker
	addr := cfg.Server.Addr
	switch {
	case area == app.Administration:
		addr = cfg.Admin.Addr
	case cfg.Admin.Separate:
		area = app.Portals
	}
	return app.Serve(cmd.Context(), app.ServeOptions{
		Options:   o,
		Listeners: []app.Listener{{Addr: addr, Area: area}},
		Migrate:   cfg.Database.URL.Scheme() == "sqlite",
		Ready: func(addresses []net.Addr) {
			fmt.Fprintf(cmd.OutOrStdout(), "Listening on http://%s\n", addresses[0])
		},
	})
}
