package pwa

import (
	"io/fs"
	"testing"
)

func TestThereIsAlwaysAnIndex(t *testing.T) {
	page, err := fs.ReadFile(Files(), "index.html")
	if err != nil || len(page) == 0 {
		t.Fatalf("index.html: %d bytes, %v", len(page), err)
	}
}
