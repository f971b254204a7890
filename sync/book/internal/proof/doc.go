// Package proof proves a book: it folds the log anew and holds what is stored, and the archive, against it. It shares with the
// engine how a book lies in its space (layout) and how outcomes are folded (merge), and nothing else: what writes the documents
// is not what says whether they are right.
//
// It may import layout, sync/merge, sync/op, store and store/archive, and the standard library.
package proof
