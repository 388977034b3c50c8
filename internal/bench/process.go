// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// clockTick is the unit of processor times in /proc, 100 to the second on
// every Linux of ours.
const clockTick = 10 * time.Millisecond

// memoryOf returns the resident memory of a process in bytes, or 0.
func memoryOf(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, found := strings.CutPrefix(line, "VmRSS:"); found {
			kib, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			if err != nil {
				return 0
			}
			return kib << 10
		}
	}
	return 0
}

// usage is the processor time spent so far by each side.
type usage struct{ server, database, client time.Duration }

func (s *site) usage() usage {
	u := usage{server: processorTime(s.process.Process.Pid)}
	if s.database != 0 {
		u.database = familyTime(s.database)
	}
	var self syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &self) == nil {
		u.client = time.Duration(self.Utime.Nano() + self.Stime.Nano())
	}
	return u
}

func (u usage) since(before usage) usage {
	return usage{u.server - before.server, u.database - before.database, u.client - before.client}
}

// share is a part of the processor time of all sides, in per cent.
func (u usage) share(part time.Duration) int {
	all := u.server + u.database + u.client
	if all <= 0 {
		return 0
	}
	return int(100 * part / all)
}

// each is the processor time of all sides for one of n requests: what stays
// the same when other programs slow the machine down.
func (u usage) each(n int) time.Duration {
	return (u.server + u.database + u.client) / time.Duration(max(1, n))
}

// statOf returns the fields of /proc/pid/stat after the name.
func statOf(pid int) []string {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	return strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
}

// Places in the fields of statOf.
const (
	statParent = 1
	statUser   = 11
	statSystem = 12
)

// processorTime returns what a process has used, its threads included.
func processorTime(pid int) time.Duration {
	fields := statOf(pid)
	if len(fields) <= statSystem {
		return 0
	}
	inUser, err := strconv.Atoi(fields[statUser])
	if err != nil {
		return 0
	}
	inSystem, err := strconv.Atoi(fields[statSystem])
	if err != nil {
		return 0
	}
	return time.Duration(inUser+inSystem) * clockTick
}

// familyTime adds up a process and its children.
func familyTime(parent int) time.Duration {
	total := processorTime(parent)
	all, _ := filepath.Glob("/proc/[0-9]*") // the pattern is well formed
	for _, dir := range all {
		pid, err := strconv.Atoi(filepath.Base(dir))
		if err != nil {
			continue
		}
		if fields := statOf(pid); len(fields) > statParent && fields[statParent] == strconv.Itoa(parent) {
			total += processorTime(pid)
		}
	}
	return total
}
