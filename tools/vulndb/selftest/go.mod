// A program that calls two modules with known holes, so that `make
// lint-selftest` can see govulncheck find them. Never part of the product.
module aipress24.com/aipress24/tools/vulndb/selftest

go 1.26.0

require (
	github.com/microcosm-cc/bluemonday v1.0.15
	golang.org/x/net v0.7.0
)

require (
	github.com/aymerick/douceur v0.2.0 // indirect
	github.com/gorilla/css v1.0.0 // indirect
)
