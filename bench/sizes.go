package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// chunk is what the app's build says of one of its files: what it needs before it can run.
type chunk struct {
	File    string   `json:"file"`
	CSS     []string `json:"css"`
	Imports []string `json:"imports"`
}

// sizes adds up what an assistant's phone fetches of code and style, as compressed by the build. An app that was
// not built has no size; that is said, and is no failure.
func sizes(dist string, t *table) error {
	text, err := os.ReadFile(filepath.Join(dist, ".vite", "manifest.json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.note("the assistant's app", "not built here")
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the app's manifest: %w", err)
	}
	var manifest map[string]chunk
	if err := json.Unmarshal(text, &manifest); err != nil {
		return fmt.Errorf("read the app's manifest: %w", err)
	}
	files := map[string]bool{}
	seen := map[string]bool{}
	var walk func(name string) error
	walk = func(name string) error {
		c, known := manifest[name]
		if !known {
			return fmt.Errorf("the app's manifest does not know %s", name)
		}
		if seen[name] {
			return nil
		}
		seen[name], files[c.File] = true, true
		for _, file := range c.CSS {
			files[file] = true
		}
		for _, next := range c.Imports {
			if err := walk(next); err != nil {
				return err
			}
		}
		return nil
	}
	if err := errors.Join(walk("index.html"), walk("src/assistant/index.tsx")); err != nil {
		return err
	}
	bytes := map[string]int64{}
	for file := range files {
		at, err := os.Stat(filepath.Join(dist, file+".gz"))
		if err != nil {
			return fmt.Errorf("size of the app: %w", err)
		}
		bytes[path.Ext(file)] += at.Size()
	}
	t.atMost("the assistant's JavaScript, KB gzipped", float64(bytes[".js"])/1024, 60)
	t.atMost("the assistant's CSS, KB gzipped", float64(bytes[".css"])/1024, 15)
	return nil
}
