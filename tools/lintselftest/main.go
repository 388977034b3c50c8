// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Command lintselftest is wrong on purpose: see scripts/lint-selftest.
package main

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
)

func Undocumented() {} // revive

func idle() {} // unused

func main() {
	os.Remove("nothing")                                                 // errcheck
	fmt.Println("token", rand.Int())                                     // gosec
	fmt.Printf("%d\n", "text")                                           // govet
	fmt.Println(strings.Replace("aa", "a", "b", -1+0) == "", "x" == "x") // staticcheck
}
