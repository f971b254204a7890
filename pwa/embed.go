// Package pwa holds the app that the server hands out: the built one with the build tag pwa, else one page that says
// how to build it, so that Go builds and tests without Node. It imports nothing of ours.
package pwa

import "io/fs"

// under gives a folder of an embedded tree. The folder is there, or the package would not have compiled.
func under(tree fs.FS, folder string) fs.FS {
	sub, err := fs.Sub(tree, folder)
	if err != nil {
		panic(err)
	}
	return sub
}
