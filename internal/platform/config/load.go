// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/knadh/koanf/parsers/toml/v2"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
)

const (
	envPrefix = "AIPRESS24_"

	// FileEnv is the environment variable that names the configuration file.
	FileEnv = envPrefix + "CONFIG"

	// DefaultFile is read when it exists and no other is named.
	DefaultFile = "aipress24.toml"
)

// Options says where Load reads.
type Options struct {
	File      string            // from --config; empty: FileEnv, else DefaultFile if it exists
	Environ   []string          // as os.Environ, which is read when nil
	Overrides map[string]string // key → value, from the command line; strongest
}

// setting is the value of one key and where it came from.
type setting struct{ value, origin string }

// loader gathers settings and problems.
type loader struct {
	fields   map[string]Field
	order    []Field
	settings map[string]setting
	problems Problems
	warnings []string
}

// Load reads the configuration and checks it. The error is a Problems, with
// everything there is to correct.
func Load(o Options) (*Config, error) {
	if o.Environ == nil {
		o.Environ = os.Environ()
	}
	l := &loader{fields: map[string]Field{}, order: Fields(), settings: map[string]setting{}}
	for _, f := range l.order {
		l.fields[f.Key] = f
		l.settings[f.Key] = setting{value: f.Default, origin: "default"}
	}
	l.readFile(o)
	l.readEnvironment(o.Environ)
	for _, key := range slices.Sorted(maps.Keys(o.Overrides)) {
		l.put(key, o.Overrides[key], "command line")
	}
	l.expandDefaults()

	c := &Config{settings: l.settings}
	bad := l.fill(c)
	l.problems = append(l.problems, c.check(bad)...)
	c.warnings = slices.Concat(l.warnings, c.doubts())
	if len(l.problems) > 0 {
		return nil, l.problems
	}
	return c, nil
}

// readFile reads the TOML file, if there is one.
func (l *loader) readFile(o Options) {
	path, origin := o.File, "command line"
	if path == "" {
		path, origin = lookup(o.Environ, FileEnv), "environment variable "+FileEnv
	}
	named := path != ""
	if !named {
		path = DefaultFile
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if named {
			l.problems = append(l.problems, Problem{Origin: origin, Text: fmt.Sprintf("there is no file %s; correct the name or create the file", path)})
		}
		return
	}
	k := koanf.New(".")
	if err := k.Load(file.Provider(path), toml.Parser()); err != nil {
		l.problems = append(l.problems, Problem{Origin: "file " + path, Text: unreadable(path, err)})
		return
	}
	for _, key := range slices.Sorted(maps.Keys(k.All())) {
		l.fromFile(key, k.Get(key), "file "+path)
	}
	l.checkMode(path)
}

// fromFile takes one value of the file.
func (l *loader) fromFile(key string, value any, origin string) {
	switch value := value.(type) {
	case map[string]any: // an empty section
	case []any:
		items := make([]string, len(value))
		for i, item := range value {
			items[i] = fmt.Sprint(item)
		}
		l.put(key, strings.Join(items, ","), origin)
	default:
		l.put(key, fmt.Sprint(value), origin)
	}
}

// checkMode warns of a file with secrets that others on the machine may read.
func (l *loader) checkMode(path string) {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o044 == 0 {
		return
	}
	for _, f := range l.order {
		if f.Kind == "secret" && strings.HasPrefix(l.settings[f.Key].origin, "file ") {
			l.warnings = append(l.warnings, fmt.Sprintf("file %s holds %s and can be read by others: chmod 600 %s", path, f.Key, path))
			return
		}
	}
}

// readEnvironment reads AIPRESS24_… and the aliases. An empty variable counts
// as absent: that is how compose files leave things out. An unknown one is a
// warning only: orchestrators add their own after the service's name.
func (l *loader) readEnvironment(environ []string) {
	keys, names := map[string]string{}, []string{}
	for _, f := range l.order {
		keys[f.Env] = f.Key
		names = append(names, f.Env)
		for _, alias := range f.Aliases {
			if value := lookup(environ, alias); value != "" {
				l.put(f.Key, aliasValue(alias, value), "environment variable "+alias)
				break
			}
		}
	}
	k := koanf.New(".")
	err := k.Load(env.Provider("", env.Opt{Prefix: envPrefix, EnvironFunc: func() []string { return environ }}), nil)
	if err != nil {
		l.problems = append(l.problems, Problem{Origin: "environment", Text: err.Error()})
		return
	}
	for name, value := range k.Raw() {
		key, known := keys[name]
		switch text := fmt.Sprint(value); {
		case text == "" || name == FileEnv:
		case known:
			l.put(key, text, "environment variable "+name)
		default:
			l.warnings = append(l.warnings, "environment variable "+name+" is not known"+didYouMean(envPrefix, name, names))
		}
	}
	slices.Sort(l.warnings)
}

// aliasValue turns the port that platforms give into an address.
func aliasValue(alias, value string) string {
	if alias == "PORT" && !strings.Contains(value, ":") {
		return ":" + value
	}
	return value
}

// put takes a value for key, or notes that there is no such key.
func (l *loader) put(key, value, origin string) {
	if _, known := l.fields[key]; !known {
		keys := make([]string, len(l.order))
		for i, f := range l.order {
			keys[i] = f.Key
		}
		l.problems = append(l.problems, Problem{Key: key, Origin: origin, Text: "is not a known key" + didYouMean("", key, keys)})
		return
	}
	l.settings[key] = setting{value: value, origin: origin}
}

// expandDefaults fills in the defaults that depend on other keys.
func (l *loader) expandDefaults() {
	unlessProduction := fmt.Sprint(l.settings["environment"].value != string(Production))
	dir := l.settings["data.dir"].value
	for key, s := range l.settings {
		if s.origin != "default" {
			continue
		}
		s.value = strings.ReplaceAll(s.value, "{unless production}", unlessProduction)
		if strings.HasPrefix(dir, "/") {
			s.value = strings.ReplaceAll(s.value, "./{data.dir}", dir)
		}
		s.value = strings.ReplaceAll(s.value, "{data.dir}", dir)
		l.settings[key] = s
	}
}

// fill writes the settings into c and returns the keys that have a problem.
func (l *loader) fill(c *Config) map[string]bool {
	bad := map[string]bool{}
	for _, f := range l.order {
		s := l.settings[f.Key]
		if err := f.set(c, s.value); err != nil {
			bad[f.Key] = true
			l.problems = append(l.problems, Problem{Key: f.Key, Value: f.show(s.value), Origin: s.origin, Text: err.Error()})
		}
	}
	return bad
}

// didYouMean proposes the candidate that is nearest to a word after the prefix that
// they all have.
func didYouMean(prefix, word string, candidates []string) string {
	bare := make([]string, len(candidates))
	for i, candidate := range candidates {
		bare[i] = strings.TrimPrefix(candidate, prefix)
	}
	if found := nearest(strings.TrimPrefix(word, prefix), bare); found != "" {
		return "; did you mean " + prefix + found + "?"
	}
	return "; see docs/configuration.md"
}

// lookup returns the value of a variable, the last if it is there twice.
func lookup(environ []string, name string) string {
	for _, entry := range slices.Backward(environ) {
		if key, value, found := strings.Cut(entry, "="); found && key == name {
			return value
		}
	}
	return ""
}
