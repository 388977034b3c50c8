// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package blob

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	gocloud "gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/memblob"
	"gocloud.dev/blob/s3blob"
)

const (
	// directoryMode lets the operator's group read the store, nobody else.
	directoryMode = 0o750
	// s3AnswerTimeout bounds the wait for the first byte of an answer.
	s3AnswerTimeout = 15 * time.Second
	// s3DefaultRegion is what S3-compatible stores without regions expect.
	s3DefaultRegion = "us-east-1"
)

// Options says where files are kept.
type Options struct {
	// URL is file:///absolute/directory, file://./relative/directory,
	// s3://bucket or s3://bucket/prefix, or mem://.
	URL string
	// S3 is read when the URL begins with s3://.
	S3 S3
	// Now is the clock; time.Now when nil.
	Now func() time.Time
}

// S3 holds the access to an S3-compatible store. Keys never appear in errors.
type S3 struct {
	Endpoint  string // empty for Amazon's own
	Region    string // us-east-1 when empty
	PathStyle bool   // bucket in the path rather than in the host name
	AccessKey string // with SecretKey; both empty: the machine's own role
	SecretKey string
}

// Open connects to the store that o.URL names. A directory is created when
// missing.
func Open(ctx context.Context, o Options) (*Store, error) {
	u, err := url.Parse(o.URL)
	if err != nil {
		// The error of url.Parse quotes the address, which may hold keys.
		return nil, errors.New("open file store: blob.url is not an address")
	}
	if u.User != nil {
		return nil, errors.New("open file store: keys do not belong in blob.url")
	}
	s := &Store{now: o.Now}
	if s.now == nil {
		s.now = time.Now
	}
	switch u.Scheme {
	case "file":
		err = s.openDirectory(directoryOf(u))
	case "s3":
		err = s.openS3(ctx, u, o.S3)
	case "mem":
		s.bucket = memblob.OpenBucket(nil)
	default:
		err = fmt.Errorf("unknown scheme %q: want file, s3 or mem", u.Scheme)
	}
	if err != nil {
		return nil, fmt.Errorf("open file store: %w", err)
	}
	return s, nil
}

// Directory is where the store of a blob.url keeps its files, or "" when that is
// not a directory of this machine.
func Directory(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	return directoryOf(u)
}

// directoryOf reads file:///abs, file://./rel and file:rel.
func directoryOf(u *url.URL) string {
	switch {
	case u.Opaque != "":
		return filepath.FromSlash(u.Opaque)
	case u.Host == ".":
		return filepath.FromSlash(strings.TrimPrefix(u.Path, "/"))
	}
	return filepath.FromSlash(u.Path)
}

// openDirectory makes the directory and its namespaces durable before any file
// is put there.
func (s *Store) openDirectory(dir string) error {
	if dir == "" {
		return errors.New("blob.url names no directory")
	}
	named := dir
	dir, err := filepath.Abs(named)
	if err != nil {
		return fmt.Errorf("directory %s: %w", named, err)
	}
	for _, ns := range namespaces {
		if err := os.MkdirAll(filepath.Join(dir, string(ns)), directoryMode); err != nil {
			return err
		}
	}
	// Temporary files go beside the final ones: a rename must not cross disks.
	s.bucket, err = fileblob.OpenBucket(dir, &fileblob.Options{
		DirFileMode: directoryMode,
		NoTempDir:   true,
		Metadata:    fileblob.MetadataDontWrite,
	})
	if err != nil {
		return err
	}
	s.dir = dir
	if err := s.syncDirectory("."); err != nil {
		return err
	}
	return syncPath(filepath.Dir(dir))
}

// syncDirectory makes the names in a directory of the store durable. Buckets
// need no such thing.
func (s *Store) syncDirectory(relative string) error {
	if s.dir == "" {
		return nil
	}
	return syncPath(filepath.Join(s.dir, filepath.FromSlash(relative)))
}

func syncPath(dir string) error {
	d, err := os.Open(dir) // #nosec G304 -- the operator's own directory
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func (s *Store) openS3(ctx context.Context, u *url.URL, o S3) error {
	if (o.AccessKey == "") != (o.SecretKey == "") {
		return errors.New("S3 needs both keys or none")
	}
	region := o.Region
	if region == "" {
		region = s3DefaultRegion
	}
	client := awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) {
		t.ResponseHeaderTimeout = s3AnswerTimeout
	})
	load := []func(*awsconfig.LoadOptions) error{
		awsconfig.WithRegion(region),
		awsconfig.WithHTTPClient(client),
		// Stores other than Amazon's refuse the newer checksum headers.
		awsconfig.WithRequestChecksumCalculation(aws.RequestChecksumCalculationWhenRequired),
		awsconfig.WithResponseChecksumValidation(aws.ResponseChecksumValidationWhenRequired),
	}
	if o.AccessKey != "" {
		load = append(load, awsconfig.WithCredentialsProvider(
			credentials.NewStaticCredentialsProvider(o.AccessKey, o.SecretKey, "")))
	}
	cfg, err := awsconfig.LoadDefaultConfig(ctx, load...)
	if err != nil {
		return fmt.Errorf("S3 configuration: %w", err)
	}
	s3Client := s3.NewFromConfig(cfg, func(so *s3.Options) {
		so.UsePathStyle = o.PathStyle
		if o.Endpoint != "" {
			so.BaseEndpoint = aws.String(o.Endpoint)
		}
	})
	bucket, err := s3blob.OpenBucket(ctx, s3Client, u.Host, &s3blob.Options{
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
	})
	if err != nil {
		return err
	}
	if prefix := strings.Trim(u.Path, "/"); prefix != "" {
		bucket = gocloud.PrefixedBucket(bucket, prefix+"/")
	}
	s.bucket = bucket
	return nil
}
