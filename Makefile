# SPDX-License-Identifier: AGPL-3.0-only
# Copyright (c) 2026 The Aipress24 authors

# The developer's doors. `make` alone lists them. What `go run` and `go test`
# do by themselves needs nothing of this file.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

CACHE := .cache
BIN := $(CACHE)/bin
NODE_STAMP := web/node_modules/.package-lock.json
export GOFLAGS := $(filter-out -buildvcs=%,$(GOFLAGS)) -buildvcs=false

# Seconds that each fuzz target runs.
FUZZTIME ?= 15s
# Flags of the measurements, for instance BENCHFLAGS='-h' to list them.
BENCHFLAGS ?=
# Packages and further flags of `make test`, for instance PACKAGES=./internal/core/...
PACKAGES ?= ./...
TESTFLAGS ?= -timeout=45m

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## Start the demonstration: go run ./cmd/aipress24 demo
	go run ./cmd/aipress24 demo

.PHONY: build
build: ## Build bin/aipress24, one static binary
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o bin/aipress24 ./cmd/aipress24

.PHONY: test
test: needs fresh lint lint-selftest test-web test-go ## Install what is missing, then check and test everything, skipping nothing

.PHONY: test-go
test-go: $(BIN)/testreport ## Go tests on both engines and in the browser; a skipped test fails
	@echo '== tests'
	@cd tools && go test -json ./cmd/... | ../$(BIN)/testreport
	@AIPRESS24_REQUIRE_ALL=1 go test -json $(TESTFLAGS) $(PACKAGES) | $(BIN)/testreport

.PHONY: test-web
test-web: $(NODE_STAMP) ## Type check and unit tests of the front end
	@echo '== front end'
	@cd web && npm run --silent typecheck && npm run --silent test

.PHONY: race
race: ## Go tests under the race detector (needs gcc; slow)
	AIPRESS24_REQUIRE_ALL=1 CGO_ENABLED=1 go test -race $(TESTFLAGS) $(PACKAGES)

.PHONY: fuzz
fuzz: ## Run each fuzz target for FUZZTIME (15s)
	@scripts/fuzz $(FUZZTIME)

.PHONY: bench
bench: ## Measure the budgets of docs/performance.md and print a table
	go run ./internal/bench $(BENCHFLAGS)

.PHONY: lint
lint: $(BIN)/golangci-lint $(BIN)/govulncheck $(CACHE)/vulndb ## go vet, golangci-lint (staticcheck and gosec among others), govulncheck
	@echo '== go vet'
	@go vet ./...
	@cd tools && go vet ./cmd/...
	@echo '== golangci-lint'
	@$(BIN)/golangci-lint run --allow-parallel-runners ./...
	@cd tools && ../$(BIN)/golangci-lint run --allow-parallel-runners ./cmd/...
	@echo '== govulncheck'
	@$(BIN)/govulncheck -db 'file://$(CURDIR)/$(CACHE)/vulndb' ./...

.PHONY: lint-selftest
lint-selftest: $(BIN)/golangci-lint $(BIN)/govulncheck $(CACHE)/vulndb ## Show that the linters can fail
	@scripts/lint-selftest

.PHONY: generate
generate: ## Write generated code and documents again
	go tool templ generate -log-level=warn
	rm -f internal/platform/i18n/testdata/tree/internal/*_templ.go
	go run ./internal/generate/configdoc
	gofmt -l -w $$(git ls-files -co --exclude-standard '*.go')

.PHONY: fresh
fresh: $(NODE_STAMP) ## Check that what is generated and committed is what its sources give
	@scripts/check-fresh

.PHONY: web
web: $(NODE_STAMP) ## Build web/dist, which is committed
	cd web && npm run build

.PHONY: needs
needs: ## Install what the tests need on Debian: PostgreSQL, Chromium, Node
	@scripts/install-test-needs

.PHONY: clean
clean: ## Remove what can be made again; the demonstration's data in var/ too
	rm -rf $(CACHE) bin var web/node_modules

# The tools are built once for each version of tools/go.mod.
$(BIN)/golangci-lint: tools/go.mod
	@echo '== building golangci-lint (minutes on a new machine)'
	@mkdir -p $(BIN) && cd tools && go build -o ../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
$(BIN)/govulncheck: tools/go.mod
	@mkdir -p $(BIN) && cd tools && go build -o ../$@ golang.org/x/vuln/cmd/govulncheck
$(BIN)/testreport: tools/go.mod $(wildcard tools/cmd/testreport/*.go)
	@mkdir -p $(BIN) && cd tools && go build -o ../$@ ./cmd/testreport
$(BIN)/vulndb: tools/go.mod $(wildcard tools/cmd/vulndb/*.go)
	@mkdir -p $(BIN) && cd tools && go build -o ../$@ ./cmd/vulndb

.PHONY: $(CACHE)/vulndb
$(CACHE)/vulndb: $(BIN)/vulndb
	@$(BIN)/vulndb tools/vulndb/vulndb.tar.zst $(CACHE)

$(NODE_STAMP): web/package-lock.json
	cd web && npm ci --no-audit --no-fund --silent
	@touch $@
