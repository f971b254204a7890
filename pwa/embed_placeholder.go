//go:build !pwa

package pwa

import (
	"embed"
	"io/fs"
)

//go:embed placeholder
var files embed.FS

// Built says whether the app is in this binary.
const Built = false

// Files is a single page that says how the app is built; it is index.html.
func Files() fs.FS { return under(files, "placeholder") }
