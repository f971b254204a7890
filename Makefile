# Passbok's habits. `make demo` and `make test` work on a fresh Debian with Go, Node and apt.
include versions.mk
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GOFILES := $(shell git ls-files '*.go' go.mod go.sum 2>/dev/null)
PWAFILES := $(shell git ls-files pwa 2>/dev/null | grep -v '\.go$$')
TOOLS   := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/passbok/tools
LINTER  := $(TOOLS)/golangci-lint-$(GOLANGCI_LINT_VERSION)/golangci-lint

.PHONY: help build demo test test-go test-sim test-pwa test-e2e fuzz faults mutants soak lint fmt bench vuln screenshots clean browser testtools

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | column -ts $$'\t'

build: passbok ## the static binary ./passbok, with the app inside

passbok: $(GOFILES) pwa/dist/.built
	CGO_ENABLED=0 go build -tags pwa -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o $@ .

demo: build ## a whole provider to play with; prints where to click
	./passbok demo

test: test-go test-sim fuzz test-pwa test-e2e ## every test: Go, the simulator, a moment of fuzzing, TypeScript, browser

# Where goroutines meet. The rest is pure, or reads a command line: the race detector would only make it slower.
RACE := ./eid/... ./fk/... ./gauge/... ./house/... ./month ./push/... ./server/... ./signing ./store/... ./sync/...

# What starts the program and kills it runs without, since the program that it starts has no race detector either, and beside
# the others, since it mostly waits for the disk.
KILLING := TestKill|Killed|Interrupted|Trouble|SurviveKills

test-go: testtools ## Go, with the race detector where goroutines meet
	@go test -timeout 10m -run '$(KILLING)' ./house & house=$$!; trap "kill $$house 2>/dev/null || true" EXIT; set -x; \
	go test -race -timeout 10m -skip '$(KILLING)' $(RACE); \
	go test -timeout 10m $$(go list ./... | grep -vxFf <(go list $(RACE))); \
	wait $$house

test-sim: ## the simulator on 1,000 seeds, without the race detector, which takes ten times as long (test-go has a dozen with it)
	go test -count=1 -run TestSeeds -timeout 10m ./sync/sim

fuzz: ## every fuzz target for a moment (longer: make fuzz EACH=1m)
	@scripts/fuzz $(EACH)

faults: ## see the simulator find every fault that is planted in the engine
	go test -tags faults -run TestFaults -v -count=1 -timeout 30m ./sync/sim

mutants: ## break care, month, the merge and the check of signatures in some hundred small ways, and see the tests of each notice (ONLY=text tries those it names)
	go run ./scripts/mutants -only '$(ONLY)'

soak: passbok browser pwa/node_modules/.installed e2e/node_modules/.installed ## kill the server 200 times; a month of 2,000 timesheets to a failing ELT; the app's core against the real server 2,000 times; then the simulator on 100,000 seeds (FROM=… goes on where it was)
	go test -run 'TestKill$$' -v -count=1 -timeout 0 ./house -args -kills $(or $(KILLS),200)
	go test -run 'TestAMonthGoesThrough$$' -v -count=1 -timeout 0 ./fk/queue -args -sheets $(or $(SHEETS),2000)
	cd pwa && PASSBOK_RUNS=$(or $(RUNS),2000) npx vitest run src/core/real
	go test -run TestSoak -v -count=1 -timeout 0 ./sync/sim -args -from $(or $(FROM),0) -to $(or $(TO),100000)

test-pwa: passbok pwa/node_modules/.installed ## TypeScript, without a browser; its core also against the real server
	cd pwa && npm run --silent test

test-e2e: passbok browser e2e/node_modules/.installed ## the real binary in a real browser
	cd e2e && npm run --silent test

lint: $(LINTER) pwa/dist/.built e2e/node_modules/.installed ## Go and TypeScript
	$(LINTER) run ./...
	$(LINTER) run --build-tags pwa ./pwa/...
	cd pwa && npm run --silent lint
	cd e2e && npm run --silent lint

fmt: ## gofmt
	gofmt -w $(shell git ls-files '*.go')

bench: passbok browser e2e/node_modules/.installed ## reproducible measurements, as ratios of one run
	go run ./bench -peers -growth -boards 50 -boards 200 -boards 500
	go test ./nudge -run '^$$' -bench Due -benchtime 1x
	go test ./nudge -run '^$$' -bench Ready -benchtime 100x
	cd e2e && npm run --silent bench

vuln: ## known vulnerabilities (asks a database on the network)
	go run golang.org/x/vuln/cmd/govulncheck@v$(GOVULNCHECK_VERSION) ./...

screenshots: passbok browser e2e/node_modules/.installed ## every screen, at both sizes, light and dark, into e2e/out
	cd e2e && npm run --silent screenshots

clean: ## what a build made
	rm -rf passbok pwa/dist pwa/node_modules e2e/node_modules e2e/out

browser:
	@scripts/browser

testtools: # what the tests have as second opinions
	@scripts/testtools

pwa/dist/.built: pwa/node_modules/.installed $(PWAFILES)
	cd pwa && npm run --silent build
	@touch $@

%/node_modules/.installed: %/package-lock.json
	@scripts/node $(NODE_MAJOR)
	cd $* && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(LINTER):
	GOBIN=$(@D) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v$(GOLANGCI_LINT_VERSION)
