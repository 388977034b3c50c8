// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Command vulndb unpacks the project's copy of the Go vulnerability database,
// for govulncheck, which cannot reach the public one from a closed network:
//
//	vulndb tools/vulndb/vulndb.tar.zst .cache
//
// makes .cache/vulndb and prints the date of the snapshot. It does nothing
// when that snapshot is there already.
package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
)

const (
	// snapshot is the day the database was copied.
	snapshot = "21 August 2026"
	// archiveSHA256 is what tools/vulndb/README.md promises.
	archiveSHA256 = "ef0acb0dda58917e73930991b6a5efcb08101c156820d898464d35aad89db2ed"
	// maxEntry bounds one file of the archive.
	maxEntry = 16 << 20
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: vulndb ARCHIVE DIRECTORY")
	}
	if err := unpack(os.Args[1], os.Args[2], archiveSHA256); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("Vulnerability database of %s; later entries are unknown to this check.\n", snapshot)
}

// unpack extracts archive below dir unless it was before. It checks the
// archive's sum first and renames the finished directory into place, so that a
// half-made database is never read as a clean bill.
func unpack(archive, dir, sum string) error {
	packed, err := os.ReadFile(archive) //nolint:gosec // named by the Makefile
	if err != nil {
		return err
	}
	if got := sha256.Sum256(packed); hex.EncodeToString(got[:]) != sum {
		return fmt.Errorf("%s: SHA-256 is not %s", archive, sum)
	}
	stamp := filepath.Join(dir, "vulndb", "SHA256")
	if done, err := os.ReadFile(stamp); err == nil && string(done) == sum { //nolint:gosec // our own cache
		return nil
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(dir, "vulndb-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(fresh) }() // empty when all went well
	if err := extract(packed, fresh); err != nil {
		return fmt.Errorf("unpack %s: %w", archive, err)
	}
	if err := os.WriteFile(filepath.Join(fresh, "vulndb", "SHA256"), []byte(sum), 0o600); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(dir, "vulndb")); err != nil {
		return err
	}
	return os.Rename(filepath.Join(fresh, "vulndb"), filepath.Join(dir, "vulndb"))
}

func extract(packed []byte, dir string) error {
	plain, err := zstd.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	defer plain.Close()
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // nothing is written through it
	entries := tar.NewReader(plain)
	for {
		header, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := extractEntry(root, header, entries); err != nil {
			return err
		}
	}
}

// extractEntry writes one entry; root refuses names that lead out of it.
func extractEntry(root *os.Root, header *tar.Header, content io.Reader) error {
	name := strings.TrimSuffix(header.Name, "/")
	switch header.Typeflag {
	case tar.TypeDir:
		return root.MkdirAll(name, 0o750)
	case tar.TypeReg:
		if header.Size > maxEntry {
			return fmt.Errorf("%s: %d bytes is too large", name, header.Size)
		}
		if err := root.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			return err
		}
		data, err := io.ReadAll(io.LimitReader(content, maxEntry))
		if err != nil {
			return err
		}
		return root.WriteFile(name, data, 0o600)
	default:
		return fmt.Errorf("%s: neither a file nor a directory", name)
	}
}
