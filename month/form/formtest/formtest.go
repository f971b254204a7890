// Package formtest makes PDF forms for tests: pages with fields on them, and nothing of anybody's.
package formtest

import (
	"bytes"
	"fmt"
	"strings"
)

// Field is a field of the form: a text, or, with options, a box to tick (one option) or a group of buttons (several).
type Field struct {
	Name    string
	Options []string
}

// perPage is how many fields stand on a page.
const perPage = 60

// Make makes a form, fields from the top down.
func Make(fields ...Field) []byte {
	w := &writer{}
	pages := (len(fields) + perPage - 1) / perPage
	const catalog, tree, helvetica, dingbats, on, off = 1, 2, 3, 4, 5, 6
	page := func(n int) int { return 7 + n }
	next := 7 + pages
	widgets := make([][]string, pages) // of each page
	var roots, kids []string
	for i, f := range fields {
		at, y := page(i/perPage), 800-13*(i%perPage)
		look := fmt.Sprintf("/Type /Annot /Subtype /Widget /P %d 0 R /F 4", at)
		widget := func(body string, x, wide int) string {
			ref := w.later(next, fmt.Sprintf("<< %s /Rect [%d %d %d %d] %s >>", look, x, y, x+wide, y+11, body))
			next++
			widgets[i/perPage] = append(widgets[i/perPage], ref)
			return ref
		}
		button := func(option string) string {
			return fmt.Sprintf("/AS /Off /AP << /N << /%s %d 0 R /Off %d 0 R >> >>", option, on, off)
		}
		switch len(f.Options) {
		case 0:
			roots = append(roots, widget(fmt.Sprintf("/FT /Tx /T (%s) /DA (/Helv 8 Tf 0 g)", f.Name), 50, 300))
		case 1:
			roots = append(roots, widget(fmt.Sprintf("/FT /Btn /T (%s) /V /Off %s", f.Name, button(f.Options[0])), 50, 11))
		default:
			parent, refs := next, []string{}
			next++
			for n, option := range f.Options {
				refs = append(refs, widget(fmt.Sprintf("/Parent %d 0 R %s", parent, button(option)), 50+30*n, 11))
			}
			roots = append(roots, w.later(parent, fmt.Sprintf("<< /FT /Btn /Ff 49152 /T (%s) /V /Off /Kids [%s] >>", f.Name, strings.Join(refs, " "))))
		}
	}
	for n := range pages {
		kids = append(kids, w.later(page(n), fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << >> /Annots [%s] >>", tree, strings.Join(widgets[n], " "))))
	}
	w.later(catalog, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R /AcroForm << /Fields [%s] /DR << /Font << /Helv %d 0 R /ZaDb %d 0 R >> >> /DA (/Helv 8 Tf 0 g) >> >>",
		tree, strings.Join(roots, " "), helvetica, dingbats))
	w.later(tree, fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), pages))
	w.later(helvetica, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	w.later(dingbats, "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>")
	w.later(on, stream("0 0 m 11 11 l S"))
	w.later(off, stream(""))
	return w.file(next)
}

func stream(content string) string {
	return fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 11 11] /Length %d >>\nstream\n%s\nendstream", len(content), content)
}

// writer holds objects by their numbers until all are known.
type writer struct{ objects map[int]string }

func (w *writer) later(n int, body string) (ref string) {
	if w.objects == nil {
		w.objects = map[int]string{}
	}
	w.objects[n] = body
	return fmt.Sprintf("%d 0 R", n)
}

func (w *writer) file(size int) []byte {
	var out, table bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	fmt.Fprintf(&table, "xref\n0 %d\n0000000000 65535 f \n", size)
	for n := 1; n < size; n++ {
		fmt.Fprintf(&table, "%010d 00000 n \n", out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", n, w.objects[n])
	}
	at := out.Len()
	fmt.Fprintf(&out, "%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", table.String(), size, at)
	return out.Bytes()
}
