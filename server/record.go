package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/month/paper"
	"passbok/month/pdf"
	"passbok/month/record"
	"passbok/store/blob"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// wholeRecord answers GET /api/v1/record/{beneficiary}: all that the house has about a beneficiary, as one file that can be proved;
// see package record. Documents with their histories, the invoices that hold as papers, and pictures of what was signed by hand.
func wholeRecord(c *call) error {
	if c.server.cfg.RecordKey == nil {
		return problem(codeNotFound)
	}
	of, err := c.person("beneficiary")
	if err != nil {
		return err
	}
	ask := month.Ask{Person: c.who.Subject, Beneficiary: of, Now: c.server.cfg.Clock()}
	var docs []merge.Document
	manifest := record.Manifest{Made: ask.Now.UTC(), Book: c.book.ID(), Beneficiary: record.Person{ID: of}}
	err = c.book.View(c.ctx, func(read book.Documents) (err error) {
		if docs, err = month.Whole(read, ask); err != nil {
			return err
		}
		manifest.Provider, err = month.ProviderName(read)
		return err
	})
	if err != nil {
		return err
	}
	var contents []record.Content
	for _, add := range []func(month.Ask, []merge.Document) ([]record.Content, error){c.recordDocuments, c.recordPapers, c.recordScans} {
		more, err := add(ask, docs)
		if err != nil {
			return err
		}
		contents = append(contents, more...)
	}
	if at := slices.IndexFunc(docs, func(doc merge.Document) bool { return doc.Ref == "person/"+of }); at >= 0 {
		manifest.Beneficiary.Name = docs[at].Text("name")
	}
	var file bytes.Buffer
	if err := record.Write(&file, manifest, contents, c.server.cfg.RecordKey); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="passbok-%s.zip"`, care.DateOf(ask.Now)))
	return c.send(file.Bytes())
}

// recordDocuments are the documents with everything that happened to them.
func (c *call) recordDocuments(_ month.Ask, docs []merge.Document) ([]record.Content, error) {
	all := make([]exportedDocument, 0, len(docs))
	for _, doc := range docs {
		if care.KindOf(doc.Ref) == "plan" && care.Flag(doc.Values(), "draft") {
			continue // it is here for what somebody wants it to become
		}
		entries, err := c.told(doc.Ref) // the file goes to the beneficiary, whoever fetches it
		if err != nil {
			return nil, err
		}
		all = append(all, exportedDocument{doc.Ref, doc.Rev, doc.Values(), entries})
	}
	raw, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write the documents of a record: %w", err)
	}
	return []record.Content{{Name: record.DocumentsFile, Bytes: raw}}, nil
}

// recordPapers are the invoices that hold, as a PDF each, to be read by people.
func (c *call) recordPapers(ask month.Ask, docs []merge.Document) ([]record.Content, error) {
	var papers []record.Content
	for _, doc := range docs {
		if care.KindOf(doc.Ref) != "invoice" || !care.State(doc.Text("state")).Sealed() {
			continue
		}
		ask.Month = care.Month(doc.Text("month"))
		var inv care.Invoice
		var kept month.Kept
		err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
			inv, kept, err = month.PrintInvoice(docs, ask, 0)
			return err
		})
		if err != nil {
			return nil, err
		}
		seal, err := c.seal(kept)
		if err != nil {
			return nil, err
		}
		p, err := paper.Invoice(inv, seal)
		if err != nil {
			return nil, err
		}
		var drawn bytes.Buffer
		if err := pdf.Write(&drawn, p); err != nil {
			return nil, err
		}
		papers = append(papers, record.Content{Name: fmt.Sprintf("papers/rakning-%s-v%d.pdf", inv.Month, inv.Version), Bytes: drawn.Bytes()})
	}
	return papers, nil
}

// recordScans are the pictures that the invoices name. Those of timesheets stay with the office: they show assistants' numbers.
func (c *call) recordScans(_ month.Ask, docs []merge.Document) ([]record.Content, error) {
	var scans []record.Content
	seen := map[string]bool{}
	for _, doc := range docs {
		if care.KindOf(doc.Ref) != "invoice" {
			continue
		}
		for _, scan := range care.ScansOf("invoice", doc.Values()) {
			if seen[scan.Hash] {
				continue
			}
			seen[scan.Hash] = true
			content, err := c.server.cfg.Scans.Get(c.book.ID(), scan.Hash)
			if err != nil && !isGone(err) {
				return nil, err
			}
			if err == nil { // one that is gone is named by its document, and is not in the file
				scans = append(scans, record.Content{Name: "scans/" + scan.Hash + "." + scanEnding(scan.Media), Bytes: content})
			}
		}
	}
	return scans, nil
}

func isGone(err error) bool {
	return errors.Is(err, blob.ErrMissing) || errors.Is(err, blob.ErrDamaged)
}
