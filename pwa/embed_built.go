//go:build pwa

package pwa

import (
	"embed"
	"io/fs"
)

// Without "all:", so that Vite's notes and the build's stamp, whose names begin with a dot, stay out.
//
//go:embed dist
var files embed.FS

// Built says whether the app is in this binary.
const Built = true

// Files is the built app; index.html lies at its top.
func Files() fs.FS { return under(files, "dist") }
