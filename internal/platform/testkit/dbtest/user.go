// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package dbtest

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
)

// serverUser is who runs the server when we are root, whom PostgreSQL refuses.
type serverUser struct{ uid, gid int }

// runner returns the server's user, or nil when it is ourselves.
var runner = sync.OnceValue(func() *serverUser {
	if os.Geteuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(found.Uid)
		gid, gidErr := strconv.Atoi(found.Gid)
		if uidErr == nil && gidErr == nil {
			return &serverUser{uid, gid}
		}
	}
	return &serverUser{65534, 65534}
})

// unprivileged returns the attributes of a process that runs as the server's
// user, apart from the terminal's signals.
func unprivileged() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if u := runner(); u != nil {
		attr.Credential = &syscall.Credential{Uid: uint32(u.uid), Gid: uint32(u.gid)} //nolint:gosec // user ids are small
	}
	return attr
}

// home returns the directory of clusters, private to its owner.
func home() (string, error) {
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("aipress24-postgres-%d", os.Geteuid()))
	if err := os.MkdirAll(dir, 0o711); err != nil { //nolint:gosec // the server's user passes through
		return "", err
	}
	return dir, own(dir)
}

// makeDir makes a new directory in home that the server's user owns.
func makeDir(home, pattern string) (string, error) {
	dir, err := os.MkdirTemp(home, pattern)
	if err != nil {
		return "", err
	}
	return dir, own(dir)
}

func own(dir string) error {
	if u := runner(); u != nil {
		return os.Chown(dir, u.uid, u.gid)
	}
	return nil
}
