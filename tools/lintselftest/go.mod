// A package with one mistake for each linter, so that `make lint-selftest` can
// see golangci-lint find them. Never part of the product.
module aipress24.com/aipress24/tools/lintselftest

go 1.26.0
