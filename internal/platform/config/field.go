// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config

import (
	"errors"
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Field is the declaration of one key, as the tags of Config give it.
type Field struct {
	Key     string
	Env     string   // environment variable, AIPRESS24_…
	Aliases []string // other environment variables, weaker than Env
	Default string
	Doc     string
	Unit    string
	Min     string
	Max     string
	OneOf   []string
	Kind    string // text, number, true or false, duration, list, secret, address
	index   []int
}

var (
	secretType   = reflect.TypeFor[Secret]()
	addressType  = reflect.TypeFor[Address]()
	durationType = reflect.TypeFor[time.Duration]()
	prefixesType = reflect.TypeFor[[]netip.Prefix]()
	listType     = reflect.TypeFor[[]string]()
)

// Fields returns the declarations of all keys, in the order of Config.
func Fields() []Field { return fieldsOf(reflect.TypeFor[Config](), nil) }

func fieldsOf(t reflect.Type, index []int) []Field {
	var fields []Field
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(slices.Clone(index), i)
		key, ok := f.Tag.Lookup("key")
		switch {
		case ok:
			fields = append(fields, newField(key, f, at))
		case f.IsExported() && f.Type.Kind() == reflect.Struct:
			fields = append(fields, fieldsOf(f.Type, at)...)
		}
	}
	return fields
}

func newField(key string, f reflect.StructField, index []int) Field {
	return Field{
		Key: key, Env: envPrefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_")),
		Aliases: splitList(f.Tag.Get("alias")), Default: f.Tag.Get("default"), Doc: f.Tag.Get("doc"),
		Unit: f.Tag.Get("unit"), Min: f.Tag.Get("min"), Max: f.Tag.Get("max"),
		OneOf: splitList(f.Tag.Get("oneof")), Kind: kindOf(f.Type), index: index,
	}
}

func kindOf(t reflect.Type) string {
	switch t {
	case secretType:
		return "secret"
	case addressType:
		return "address"
	case durationType:
		return "duration"
	case prefixesType, listType:
		return "list"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "number"
	}
	return "text"
}

// show returns the value as it may be shown.
func (f Field) show(value string) string {
	switch f.Kind {
	case "secret":
		return NewSecret(value).String()
	case "address":
		return NewAddress(value).String()
	}
	return value
}

// set writes value into its place in c, or says what is wrong with it and
// what to write instead.
func (f Field) set(c *Config, value string) error {
	target := reflect.ValueOf(c).Elem().FieldByIndex(f.index)
	switch into := target.Addr().Interface().(type) {
	case *Secret:
		*into = NewSecret(value)
	case *Address:
		*into = NewAddress(value)
	case *time.Duration:
		return f.setDuration(into, value)
	case *bool:
		b, err := strconv.ParseBool(value)
		if err != nil {
			return errors.New(`is neither true nor false; write true or false`)
		}
		*into = b
	case *int:
		return f.setNumber(into, value)
	case *[]string:
		*into = splitList(value)
	case *[]netip.Prefix:
		return setPrefixes(into, value)
	default:
		if len(f.OneOf) > 0 && !slices.Contains(f.OneOf, value) {
			return fmt.Errorf("is not a choice; write one of %s", strings.Join(f.OneOf, ", "))
		}
		target.SetString(value)
	}
	return nil
}

func (f Field) setDuration(into *time.Duration, value string) error {
	d, err := time.ParseDuration(value)
	if err != nil {
		return errors.New(`is not a duration; write for example "30s", "5m" or "12h"`)
	}
	least, _ := time.ParseDuration(f.Min) // a test checks the tags
	most, _ := time.ParseDuration(f.Max)
	if d < least || f.Max != "" && d > most {
		return fmt.Errorf("is out of range; write a duration between %s and %s", f.Min, f.Max)
	}
	*into = d
	return nil
}

func (f Field) setNumber(into *int, value string) error {
	n, err := strconv.Atoi(value)
	if err != nil {
		return fmt.Errorf("is not a whole number; write one between %s and %s", f.Min, f.Max)
	}
	least, _ := strconv.Atoi(f.Min) // a test checks the tags
	most, _ := strconv.Atoi(f.Max)
	if n < least || n > most {
		return fmt.Errorf("is out of range; write a number between %s and %s", f.Min, f.Max)
	}
	*into = n
	return nil
}

// setPrefixes reads networks; a single address is a network of one.
func setPrefixes(into *[]netip.Prefix, value string) error {
	*into = nil
	for _, text := range splitList(value) {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			addr, err := netip.ParseAddr(text)
			if err != nil {
				return errors.New(`is not a list of networks; write for example "10.0.0.0/8, 192.0.2.7"`)
			}
			prefix = netip.PrefixFrom(addr, addr.BitLen())
		}
		*into = append(*into, prefix.Masked())
	}
	return nil
}

// splitList cuts a text at its commas.
func splitList(text string) []string {
	var list []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}
