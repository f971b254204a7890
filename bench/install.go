package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// The versions of the peers stand in bench/peers/pocketbase/go.mod and bench/peers/node/package.json. Their code is
// brought here when it is asked for, and is in no commit.

// makePassbok builds our own server, as it is in the working tree.
func makePassbok(ctx context.Context, root string) (program string, err error) {
	return goBuild(ctx, root, "passbok")
}

// makePocketBase builds PocketBase; its module is downloaded the first time.
func makePocketBase(ctx context.Context, root string) (program string, err error) {
	return goBuild(ctx, filepath.Join(root, "bench/peers/pocketbase"), "pocketbase")
}

func goBuild(ctx context.Context, folder, name string) (string, error) {
	program, err := filepath.Abs(filepath.Join(outside, name))
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-C", folder, "-o", program, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	return program, said(cmd)
}

// makeNode installs the peers that come from npm, unless they are there.
func makeNode(ctx context.Context, root string) (folder string, err error) {
	folder = filepath.Join(root, "bench/peers/node")
	if newer(filepath.Join(folder, "node_modules/.package-lock.json"), filepath.Join(folder, "package-lock.json")) {
		return folder, nil
	}
	cmd := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
	cmd.Dir = folder
	return folder, said(cmd)
}

func newer(one, than string) bool {
	when := func(name string) time.Time {
		if at, err := os.Stat(name); err == nil {
			return at.ModTime()
		}
		return time.Time{}
	}
	return !when(one).IsZero() && !when(one).Before(when(than))
}

// said runs a command; where it fails, the error has what it said.
func said(cmd *exec.Cmd) error {
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}
