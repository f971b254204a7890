// Package pdf draws a month's papers as PDF, A4, ready to be printed, signed and copied from. What stands on them package
// paper says; here is only where it stands.
//
// Several papers make one file, each with its own pages, as it has them alone; they share their fonts.
//
// The same paper always gives the same bytes: dates are those of the seal, fonts and objects come in a fixed order. The
// files are untagged (the library cannot tag); the accessible version of the same paper is month/page.
//
//	pdf.go     the way in: papers on their pages
//	draw.go    text that fits, lines, boxes to tick, the QR code
//	blocks.go  sections as blocks of known height;  sheet.go  the rows of a timesheet
//
// The font is Liberation Sans (SIL Open Font License 1.1), of which each file holds only the letters it uses.
package pdf

import (
	"bytes"
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"

	"passbok/month/paper"
)

// Millimetres on an A4 paper.
const (
	left, right = 14.0, 196.0
	width       = right - left
	top, bottom = 11.0, 281.0 // between which a page is filled; the foot stands below
	headHeight  = 31.5
)

// Write draws papers, one after the other, in one file; there must be one at least. The file is dated as the newest of them.
func Write(w io.Writer, papers ...paper.Paper) error {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	at := papers[0].Seal.At
	for _, p := range papers {
		if p.Seal.At.After(at) {
			at = p.Seal.At
		}
	}
	f.SetCreationDate(at.UTC())
	f.SetModificationDate(at.UTC())
	f.SetProducer("Passbok", true)
	title := papers[0].Title // names nobody: file names and titles travel
	if len(papers) > 1 {
		title = "Papper"
	}
	f.SetTitle(fmt.Sprintf("%s, %s", title, papers[0].Month), true)
	f.SetLang("sv")
	f.SetDisplayMode("fullpage", "single")
	f.SetAutoPageBreak(false, 0)
	f.AddUTF8FontFromBytes(sans, "", liberationsansregular.TTF)
	f.AddUTF8FontFromBytes(sans, "B", liberationsansbold.TTF)
	for _, p := range papers {
		d := &drawing{Fpdf: f, paper: p}
		if err := d.makeCode(); err != nil {
			return err
		}
		if len(p.Sheets) == 0 {
			d.flow()
		} else {
			d.timesheet()
		}
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return fmt.Errorf("draw %s of %s: %w", papers[0].Form, papers[0].Month, err)
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("write %s of %s: %w", papers[0].Form, papers[0].Month, err)
	}
	return nil
}

// timesheet draws a page for each sheet. All of a form's sheets ask for the same, the signatures too.
func (d *drawing) timesheet() {
	for i, sheet := range d.paper.Sheets {
		d.page(i+1, len(d.paper.Sheets))
		for _, b := range d.sheet(sheet) {
			b.draw()
			d.y += b.height
		}
	}
}

// flow draws blocks one below the other. Where they break is known before the first page is drawn, for each says how many
// there are.
func (d *drawing) flow() {
	var pages [][]block
	room := 0.0
	for _, b := range d.blocks() {
		if b.height > room {
			pages, room = append(pages, nil), bottom-top-headHeight
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], b)
		room -= b.height
	}
	for i, page := range pages {
		d.page(i+1, len(pages))
		for _, b := range page {
			b.draw()
			d.y += b.height
		}
	}
}

// page begins a page: its head, and its foot.
func (d *drawing) page(n, of int) {
	d.AddPage()
	p := d.paper
	d.text(left, top+3, 100, 7.5, "", "Underlag till "+p.Form+" · Passbok")
	d.text(left, top+10, 104, 15, "B", p.Title)
	d.text(left, top+17, 100, 12, "", p.Month)
	d.text(left, top+22.5, 100, 8.5, "", fmt.Sprintf("Version %d · Blad %d av %d", p.Version, n, of))
	d.seal(right-62, top)
	d.y = top + headHeight
	d.text(left, bottom+6, 120, 6.5, "", fmt.Sprintf("%s · %s · version %d · referens %s", p.Form, p.Month, p.Version, p.Seal.Reference))
	d.textRight(right, bottom+6, 40, 6.5, "", fmt.Sprintf("Blad %d av %d", n, of))
}
