package care

import (
	"bytes"
	"encoding/json"
	"image/jpeg"
	"image/png"
	"strings"
)

// What may be kept of a paper.
const (
	ScanBytes = 10 << 20 // of one file
	ScanFiles = 12       // of one version of a timesheet: its pages, and some that are to be seen better
)

// Scan names a picture of a paper that was signed by hand: a page, or all of them in one PDF. What it shows lies beside the
// book, under its hash.
type Scan struct {
	Version int    `json:"version"` // of the timesheet, or of the invoice, that the paper shows
	Hash    string `json:"hash"`    // SHA-256 of the file, in hex
	Media   string `json:"media"`   // one of the three below
	Bytes   int    `json:"bytes"`
}

// The formats that are kept: those that every reader shows, and that can say nothing to one that shows them.
const (
	MediaPDF  = "application/pdf"
	MediaJPEG = "image/jpeg"
	MediaPNG  = "image/png"
)

// MediaOf tells the format of a file by what it holds, whatever it is said to be; ok is false where it is none of the
// three, or is broken off.
func MediaOf(content []byte) (media string, ok bool) {
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		// ISO 32000-1, 7.5.5: the last line is %%EOF. Readers look for it in the last 1024 bytes.
		return MediaPDF, bytes.Contains(content[max(0, len(content)-1024):], []byte("%%EOF"))
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		size, err := jpeg.DecodeConfig(bytes.NewReader(content))
		// Phones write more after the picture's end, so the end is looked for, not expected last.
		return MediaJPEG, err == nil && size.Width > 0 && size.Height > 0 && bytes.Contains(content, []byte("\xff\xd9"))
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		size, err := png.DecodeConfig(bytes.NewReader(content))
		return MediaPNG, err == nil && size.Width > 0 && size.Height > 0 && bytes.Contains(content, []byte("IEND\xaeB`\x82"))
	}
	return "", false
}

// ScansOf are the scans that a document names, of all its versions. A kind that names none gives none.
func ScansOf(kind string, fields Fields) []Scan {
	if kind != "timesheet" && kind != "invoice" {
		return nil
	}
	var scans []Scan
	if json.Unmarshal(fields["scans"], &scans) != nil {
		return nil
	}
	return scans
}

// scans checks the field that names them.
func scans() func(json.RawMessage) error {
	return checked(func(raw json.RawMessage) error {
		var all []Scan
		if err := json.Unmarshal(raw, &all); err != nil {
			return problem(BadText, "", "not a list of scans")
		}
		for _, s := range all {
			if len(s.Hash) != 64 || strings.Trim(s.Hash, "0123456789abcdef") != "" || s.Version < 1 {
				return problem(BadText, "", "not a scan")
			}
		}
		return nil
	})
}
