// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package blob

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// eachDriver runs a test on the three kinds of store. The clock is the
// machine's, as the drivers date files themselves; later moves it.
func eachDriver(t *testing.T, test func(t *testing.T, s *Store)) {
	t.Helper()
	drivers := map[string]func(*testing.T) Options{
		"file": func(t *testing.T) Options { return Options{URL: "file://" + t.TempDir() + "/blobs"} },
		"mem":  func(*testing.T) Options { return Options{URL: "mem://"} },
		"s3":   s3Options,
	}
	for name, options := range drivers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := Open(t.Context(), options(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			test(t, s)
		})
	}
}

func s3Options(t *testing.T) Options {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	return Options{
		URL: "s3://press/files",
		S3:  S3{Endpoint: server.URL, PathStyle: true, AccessKey: "access", SecretKey: "very-secret"},
	}
}

func (s *Store) later(d time.Duration) { s.now = func() time.Time { return time.Now().Add(d) } }

func put(t *testing.T, s *Store, ns Namespace, ext, data string) string {
	t.Helper()
	name, err := s.Put(t.Context(), ns, ext, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func list(t *testing.T, s *Store, ns Namespace, before time.Time) []Object {
	t.Helper()
	var found []Object
	for o, err := range s.List(t.Context(), ns, before) {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, o)
	}
	return found
}

func TestStore_PutAndRead(t *testing.T) {
	t.Parallel()
	eachDriver(t, func(t *testing.T, s *Store) {
		const hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
		name := put(t, s, Public, ".TXT", "hello")
		if name != hello+".txt" {
			t.Errorf("name = %q", name)
		}
		if again := put(t, s, Public, "txt", "hello"); again != name {
			t.Errorf("same bytes, other name %q", again)
		}
		if got := list(t, s, Public, time.Now().Add(time.Hour)); len(got) != 1 || got[0].Name != name || got[0].Size != 5 {
			t.Errorf("objects = %+v, want one of 5 bytes", got)
		}
		data, err := s.ReadAll(t.Context(), Public, name)
		if err != nil || string(data) != "hello" {
			t.Errorf("ReadAll = %q, %v", data, err)
		}
		if empty := put(t, s, Private, "", ""); len(empty) != 64 {
			t.Errorf("name of nothing = %q", empty)
		}
	})
}

func TestStore_OpenSeeks(t *testing.T) {
	t.Parallel()
	eachDriver(t, func(t *testing.T, s *Store) {
		name := put(t, s, Public, "txt", "0123456789")
		r, err := s.Open(t.Context(), Public, name)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}()
		if r.Size() != 10 || time.Since(r.ModTime()) > time.Minute {
			t.Errorf("size %d, time %v", r.Size(), r.ModTime())
		}
		if _, err := r.Seek(4, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(r)
		if err != nil || string(rest) != "456789" {
			t.Errorf("rest = %q, %v", rest, err)
		}
	})
}

func TestStore_NamespacesAreApart(t *testing.T) {
	t.Parallel()
	eachDriver(t, func(t *testing.T, s *Store) {
		name := put(t, s, Private, "pdf", "press card")
		if _, err := s.Open(t.Context(), Public, name); !errors.Is(err, ErrNotFound) {
			t.Errorf("private file read as public: %v", err)
		}
		if found, err := s.Has(t.Context(), Private, name); err != nil || !found {
			t.Errorf("Has = %v, %v", found, err)
		}
	})
}

func TestStore_Delete(t *testing.T) {
	t.Parallel()
	eachDriver(t, func(t *testing.T, s *Store) {
		name := put(t, s, Public, "txt", "bye")
		if err := s.Delete(t.Context(), Public, name); err != nil {
			t.Fatal(err)
		}
		if err := s.Delete(t.Context(), Public, name); !errors.Is(err, ErrNotFound) {
			t.Errorf("second Delete = %v, want ErrNotFound", err)
		}
		if _, err := s.ReadAll(t.Context(), Public, name); !errors.Is(err, ErrNotFound) {
			t.Errorf("ReadAll = %v, want ErrNotFound", err)
		}
	})
}

func TestStore_RefusesForeignNames(t *testing.T) {
	t.Parallel()
	eachDriver(t, func(t *testing.T, s *Store) {
		valid := strings.Repeat("a", 64)
		for _, name := range []string{"", "..", valid[1:], valid + ".", valid + ".JPG", valid + ".abcdefghijk", strings.ToUpper(valid), "../" + valid, valid + "\n", valid + "/x"} {
			if _, err := s.Open(t.Context(), Public, name); !errors.Is(err, ErrInvalidName) {
				t.Errorf("Open(%q) = %v, want ErrInvalidName", name, err)
			}
			if err := s.Delete(t.Context(), Public, name); !errors.Is(err, ErrInvalidName) {
				t.Errorf("Delete(%q) = %v, want ErrInvalidName", name, err)
			}
		}
		if _, err := s.Open(t.Context(), "other", valid); !errors.Is(err, ErrInvalidName) {
			t.Errorf("foreign namespace: %v", err)
		}
		for _, ext := range []string{"a/b", "..", "tar.gz", "é", "abcdefghijk"} {
			if _, err := s.Put(t.Context(), Public, ext, nil); !errors.Is(err, ErrInvalidName) {
				t.Errorf("Put with extension %q = %v", ext, err)
			}
		}
		if _, err := s.Put(t.Context(), Public, "bin", make([]byte, MaxBytes+1)); !errors.Is(err, ErrTooLarge) {
			t.Errorf("too large: %v", err)
		}
	})
}

// The sweep looks at a file by its date: storing it again must renew the date.
func TestStore_PutRenewsOldFiles(t *testing.T) {
	t.Parallel()
	eachDriver(t, func(t *testing.T, s *Store) {
		name := put(t, s, Public, "txt", "again")
		first := list(t, s, Public, time.Now().Add(time.Hour))[0].ModTime
		if got := list(t, s, Public, first.Add(-time.Hour)); len(got) != 0 {
			t.Errorf("young file listed as old: %+v", got)
		}
		put(t, s, Public, "txt", "again")
		if same := list(t, s, Public, time.Now().Add(time.Hour))[0].ModTime; !same.Equal(first) {
			t.Errorf("young file written again")
		}
		s.later(13 * time.Hour)
		if s.dir != "" { // the date of a bucket has a step of one second
			put(t, s, Public, "txt", "again")
			if renewed := list(t, s, Public, time.Now().Add(time.Hour))[0].ModTime; !renewed.After(first) {
				t.Errorf("%s keeps its old date", name)
			}
		}
	})
}

func TestStore_ConcurrentPuts(t *testing.T) {
	t.Parallel()
	eachDriver(t, func(t *testing.T, s *Store) {
		data := bytes.Repeat([]byte("agence "), 10_000)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				name, err := s.Put(context.WithoutCancel(t.Context()), Public, "txt", data)
				if err != nil {
					t.Error(err)
					return
				}
				if got, err := s.ReadAll(context.WithoutCancel(t.Context()), Public, name); err != nil || !bytes.Equal(got, data) {
					t.Errorf("read %d bytes, %v", len(got), err)
				}
			})
		}
		group.Wait()
		if got := list(t, s, Public, time.Now().Add(time.Hour)); len(got) != 1 {
			t.Errorf("objects = %d, want 1", len(got))
		}
	})
}

func openDirectoryStore(t *testing.T) (s *Store, dir string) {
	t.Helper()
	dir = t.TempDir()
	s, err := Open(t.Context(), Options{URL: "file://" + dir})
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

// A power cut may leave a file with the right name and wrong bytes.
func TestStore_RepairsDamagedFile(t *testing.T) {
	t.Parallel()
	s, dir := openDirectoryStore(t)
	name := put(t, s, Public, "txt", "whole")
	file := filepath.Join(dir, "public", name)
	for _, damage := range []string{"", "\x00\x00\x00\x00\x00"} {
		if err := os.WriteFile(file, []byte(damage), 0o600); err != nil {
			t.Fatal(err)
		}
		put(t, s, Public, "txt", "whole")
		if got, err := s.ReadAll(t.Context(), Public, name); err != nil || string(got) != "whole" {
			t.Errorf("after damage: %q, %v", got, err)
		}
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != ownerReadWrite {
		t.Errorf("mode = %v, %v", info.Mode(), err)
	}
}

func TestStore_RemoveUnfinished(t *testing.T) {
	t.Parallel()
	s, dir := openDirectoryStore(t)
	name := put(t, s, Public, "txt", "kept")
	rest := filepath.Join(dir, "public", name+".17f3.tmp")
	if err := os.WriteFile(rest, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := list(t, s, Public, time.Now().Add(time.Hour)); len(got) != 1 {
		t.Errorf("unfinished file listed: %+v", got)
	}
	if n, err := s.RemoveUnfinished(t.Context(), time.Now().Add(-time.Hour)); err != nil || n != 0 {
		t.Errorf("young: removed %d, %v", n, err)
	}
	if n, err := s.RemoveUnfinished(t.Context(), time.Now().Add(time.Hour)); err != nil || n != 1 {
		t.Errorf("removed %d, %v; want 1", n, err)
	}
	if found, err := s.Has(t.Context(), Public, name); err != nil || !found {
		t.Errorf("stored file gone: %v, %v", found, err)
	}
}

func TestStore_CancelledWriteLeavesNothing(t *testing.T) {
	t.Parallel()
	s, dir := openDirectoryStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, Public, "txt", []byte("never")); err == nil {
		t.Error("cancelled Put succeeded")
	}
	entries, err := os.ReadDir(filepath.Join(dir, "public"))
	if err != nil || len(entries) != 0 {
		t.Errorf("left over: %v, %v", entries, err)
	}
}

func TestOpen_Refusals(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{
		{}, {URL: "ftp://x"}, {URL: "file://"}, {URL: "file://" + file}, {URL: "s3://"},
		{URL: "s3://press", S3: S3{AccessKey: "a"}},
		{URL: "s3://access:very-secret@press"}, {URL: "s3://access:very-secret@pre ss"},
	} {
		s, err := Open(t.Context(), o)
		if err == nil {
			t.Errorf("Open(%q) succeeded", o.URL)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("Open(%q) tells the key: %v", o.URL, err)
		}
	}
}

func TestStore_S3FaultsKeepTheKey(t *testing.T) {
	t.Parallel()
	o := s3Options(t)
	o.URL = "s3://missing"
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Put(t.Context(), Public, "txt", []byte("x"))
	if err == nil || strings.Contains(err.Error(), o.S3.SecretKey) {
		t.Errorf("Put in a missing bucket = %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// A store that takes no file says so, before somebody's picture is lost on it.
func TestCheck(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store, err := Open(t.Context(), Options{URL: "file://" + dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Check(t.Context()); err != nil {
		t.Errorf("Check() of a directory = %v", err)
	}
	left, err := os.ReadDir(filepath.Join(dir, string(Private)))
	if err != nil || len(left) != 0 {
		t.Errorf("Check() leaves %v, %v", left, err)
	}
	if err := os.RemoveAll(filepath.Join(dir, string(Private))); err != nil {
		t.Fatal(err)
	}
	if err := store.Check(t.Context()); err == nil {
		t.Error("Check() of a store without its directory says nothing")
	}
	memory, err := Open(t.Context(), Options{URL: "mem://"})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(memory.Check(t.Context()), memory.Close(), store.Close()); err != nil {
		t.Error(err)
	}
}
