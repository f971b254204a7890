//go:build pwa

package pwa

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var files embed.FS

// Built says whether the app is in this binary.
const Built = true

// Files is the built app; index.html lies at its top.
func Files() fs.FS { return under(files, "dist") }
