# Every tool that is not pinned by go.sum or a package-lock.json, in one place.
# Go itself is pinned by go.mod, Node's packages by pwa/ and e2e/ package-lock.json.
GOLANGCI_LINT_VERSION := 2.15.0
GOVULNCHECK_VERSION   := 1.8.0
NODE_MAJOR            := 20
