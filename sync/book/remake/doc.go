// Package remake makes a book anew in an empty store, while no engine has it open: from its own log (Rebuild), or from a copy and
// what its archive has beyond it (Restore). Nothing is judged or merged anew: each entry is read back, and package follow
// writes what follows from it, as it did the first time.
//
// It knows of the engine what a book is given (book.Config), and how a book lies in its space. It may import book, its
// internal layout, look and follow, sync/op, sync/internal/fault and store, store/archive, and the standard library.
package remake
