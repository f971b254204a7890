package server

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Limits of what an export has of files: it is made in memory, and a phone makes one text of it.
const (
	mostExported    = 24 << 20 // bytes of all files together
	exportsAtOnce   = 2        // of those that have files
	exportLeftGone  = "gone"   // it is damaged or lost on the server's disk: the operator is told of that
	exportLeftLarge = "large"  // it goes beyond mostExported
)

// exportedFile is a picture of a paper that was signed by hand: one that a document of the file names, and that the person may see.
type exportedFile struct {
	Doc string `json:"doc"`
	care.Scan
	// Content is null where Left says why: it is then got from its own address.
	Content []byte `json:"content"`
	Left    string `json:"left,omitempty"`
}

// exportedFiles are the pictures that documents name, as far as who asks may see them, those of the newest months first.
func (c *call) exportedFiles(about []merge.Document) ([]exportedFile, error) {
	files := []exportedFile{}
	about = slices.Clone(about)
	slices.SortStableFunc(about, func(a, b merge.Document) int { return cmp.Compare(b.Text("month"), a.Text("month")) })
	err := c.book.View(c.ctx, func(docs book.Documents) error {
		files = files[:0]
		for _, doc := range about {
			for _, scan := range care.ScansOf(care.KindOf(doc.Ref), doc.Values()) {
				may, err := c.maySeeScan(docs, doc, scan.Hash)
				if err != nil {
					return err
				}
				if may {
					files = append(files, exportedFile{Doc: doc.Ref, Scan: scan})
				}
			}
		}
		return nil
	})
	if err != nil || len(files) == 0 {
		return files, err
	}
	done, err := c.server.oneMore("export", exportsAtOnce)
	if err != nil {
		return nil, err
	}
	defer done()
	room := mostExported
	for i, file := range files {
		if file.Bytes > room {
			files[i].Left = exportLeftLarge
			continue
		}
		content, err := c.server.cfg.Scans.Get(c.book.ID(), file.Hash)
		switch {
		case isGone(err):
			files[i].Left = exportLeftGone
		case err != nil:
			return nil, fmt.Errorf("read a scan for its person: %w", err)
		default:
			files[i].Content, room = content, room-len(content)
		}
	}
	return files, nil
}

// maySeeScan asks the rule that the picture's own address asks.
func (c *call) maySeeScan(docs book.Documents, doc merge.Document, hash string) (bool, error) {
	ask := month.Ask{Person: c.who.Subject, Beneficiary: doc.Text("beneficiary"), Month: care.Month(doc.Text("month")), Now: c.server.cfg.Clock()}
	var err error
	if care.KindOf(doc.Ref) == "invoice" {
		_, err = month.PaperScan(docs, ask, hash)
	} else {
		_, err = month.ScanOf(docs, month.SheetAsk{Ask: ask, Assistant: doc.Text("assistant")}, hash)
	}
	var refused *op.Problem
	if errors.As(err, &refused) {
		return false, nil
	}
	return err == nil, err
}
