// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// The project's own archive unpacks into what govulncheck reads.
func TestUnpack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	archive := filepath.Join("..", "..", "vulndb", "vulndb.tar.zst")
	for range 2 { // the second time finds the first
		if err := unpack(archive, dir, archiveSHA256); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"index/db.json", "index/modules.json", "ID/GO-2022-0588.json", "LICENSE"} {
		if _, err := os.Stat(filepath.Join(dir, "vulndb", name)); err != nil {
			t.Error(err)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "vulndb-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestUnpack_refuses(t *testing.T) {
	t.Parallel()
	evil := pack(t, &tar.Header{Name: "../evil", Typeflag: tar.TypeReg, Size: 1, Mode: 0o600})
	link := pack(t, &tar.Header{Name: "vulndb/link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"})
	tests := []struct{ name, archive, sum string }{
		{"missing file", filepath.Join(t.TempDir(), "none"), ""},
		{"other content", evil, archiveSHA256},
		{"way out of the directory", evil, sumOf(t, evil)},
		{"link", link, sumOf(t, link)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := unpack(tt.archive, dir, tt.sum); err == nil {
				t.Error("unpack() = nil, want an error")
			}
			if _, err := os.Stat(filepath.Join(dir, "vulndb")); !os.IsNotExist(err) {
				t.Errorf("a database was left: %v", err)
			}
		})
	}
}

// pack writes an archive of one entry of one byte, or of none for a link.
func pack(t *testing.T, header *tar.Header) string {
	t.Helper()
	var packed bytes.Buffer
	compressor, err := zstd.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	entries := tar.NewWriter(compressor)
	if err := entries.WriteHeader(header); err != nil {
		t.Fatal(err)
	}
	if _, err := entries.Write(make([]byte, header.Size)); err != nil {
		t.Fatal(err)
	}
	if err := entries.Close(); err != nil {
		t.Fatal(err)
	}
	if err := compressor.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "test.tar.zst")
	if err := os.WriteFile(path, packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func sumOf(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
