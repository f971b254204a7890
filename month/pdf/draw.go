package pdf

import (
	"fmt"
	"image/color"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
	"golang.org/x/text/unicode/norm"

	"passbok/month/paper"
)

const (
	sans = "liberationsans"
	// smallest is the smallest letter, in points: what does not fit then takes two lines. Nothing is ever cut off.
	smallest = 6.0
	point    = 25.4 / 72 // millimetres
	codeSide = 27.0      // of the QR code
)

// drawing is a paper being drawn: y is how far down its page is filled.
type drawing struct {
	*fpdf.Fpdf
	paper paper.Paper
	code  barcode.Barcode // nil: there is no page to check it at
	y     float64
}

// makeCode makes the QR code of the page at which the paper can be checked.
func (d *drawing) makeCode() (err error) {
	if address := d.paper.Seal.Address(); address != "" {
		if d.code, err = qr.Encode(address, qr.M, qr.Unicode); err != nil {
			return fmt.Errorf("make QR code: %w", err)
		}
	}
	return nil
}

// clean is a text as a font can show it: composed letters, one line, nothing beyond the letters that a PDF's font counts.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7f || r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e: // would draw nothing, or turn the line round
			return ' '
		case r > 0xfffd:
			return 0xfffd
		}
		return r
	}, norm.NFC.String(text))
}

// text draws one line of at most a width from x on, its letters standing on y: smaller where it would be too long, and in
// two lines where that is not enough.
func (d *drawing) text(x, y, w, size float64, style, text string) {
	text = clean(text)
	size = d.fit(w, size, style, text)
	if d.GetStringWidth(text) <= w {
		d.Text(x, y, text)
		return
	}
	lines := d.wrap(text, w)
	for i, line := range lines {
		d.Text(x, y-float64(len(lines)-1-i)*size*point*1.05, line)
	}
}

func (d *drawing) textRight(x, y, w, size float64, style, text string) {
	text = clean(text)
	d.fit(w, size, style, text)
	d.Text(x-d.GetStringWidth(text), y, text)
}

// fit chooses the size of letters for a text of at most a width.
func (d *drawing) fit(w, size float64, style, text string) float64 {
	d.SetFont(sans, style, size)
	if long := d.GetStringWidth(text); long > w {
		size = max(smallest, size*w/long*0.999)
		d.SetFont(sans, style, size)
	}
	return size
}

// wrap divides a text into lines of at most a width, at its spaces, and a word that is longer than a line anywhere.
func (d *drawing) wrap(text string, w float64) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if next := strings.TrimSpace(line + " " + word); d.GetStringWidth(next) <= w {
			line = next
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = ""
		for _, r := range word {
			if d.GetStringWidth(line+string(r)) > w && line != "" {
				lines = append(lines, line)
				line = ""
			}
			line += string(r)
		}
	}
	return append(lines, line)
}

// lines draws a text of several lines, the first one standing on y, and says how high all are.
func (d *drawing) lines(x, y, w, size float64, style, text string) float64 {
	d.SetFont(sans, style, size)
	lines := d.wrap(clean(text), w)
	for i, line := range lines {
		d.Text(x, y+float64(i)*size*point*1.2, line)
	}
	return float64(len(lines)) * size * point * 1.2
}

// high is how high lines would be.
func (d *drawing) high(w, size float64, style, text string) float64 {
	d.SetFont(sans, style, size)
	return float64(len(d.wrap(clean(text), w))) * size * point * 1.2
}

// tick draws a box to tick, and its words; it says how wide both are.
func (d *drawing) tick(x, y float64, choice paper.Choice) float64 {
	const side = 2.9
	d.SetLineWidth(0.25)
	d.Rect(x, y-side+0.3, side, side, "D")
	if choice.Made {
		d.SetLineWidth(0.5)
		d.Line(x+0.5, y-side+0.8, x+side-0.5, y-0.2)
		d.Line(x+0.5, y-0.2, x+side-0.5, y-side+0.8)
	}
	d.SetFont(sans, "", 8.5)
	d.Text(x+side+1.2, y, choice.Label)
	return side + 1.2 + d.GetStringWidth(choice.Label) + 4
}

// seal draws how the paper can be checked: the QR code, and beside it what it says for those who type.
func (d *drawing) seal(x, y float64) {
	s, words := d.paper.Seal, 62-codeSide-3
	d.text(x, y+3, words, 7.5, "B", "Kontrollera pappret")
	if s.Server != "" {
		d.text(x, y+6.5, words, 6.5, "", strings.TrimPrefix(s.Server, "https://")+paper.VerifyPath)
	}
	d.text(x, y+10, words, 6.5, "", "Referens "+s.Reference.String())
	groups := s.Groups()
	for i := 0; i < len(groups); i += 4 {
		d.text(x, y+13.5+float64(i)/4*3.2, words, 7.5, "", strings.Join(groups[i:min(len(groups), i+4)], " "))
	}
	d.text(x, y+26.5, words, 6.5, "", "Låst "+paper.Moment(s.At))
	if d.code == nil {
		return
	}
	// Squares rather than a picture: sharp at any size, and the same in every reader.
	n := d.code.Bounds().Dx()
	module := codeSide / float64(n)
	for row := range n {
		for from := 0; from < n; from++ {
			to := from
			for to < n && d.code.At(to, row) == color.Black {
				to++
			}
			if to > from {
				d.Rect(right-codeSide+float64(from)*module, y+float64(row)*module, float64(to-from)*module, module, "F")
				from = to
			}
		}
	}
}
