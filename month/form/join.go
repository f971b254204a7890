package form

import (
	"bytes"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// Join puts PDFs together, page after page, as filled forms and papers of ours are in a pack; there must be one at least, and one
// alone is written as it is. What the library joins has not the same bytes every time.
func Join(w io.Writer, pdfs ...[]byte) error {
	quietly()
	parts := make([]io.ReadSeeker, len(pdfs))
	for n, raw := range pdfs {
		parts[n] = bytes.NewReader(raw)
	}
	if err := join(w, parts); err != nil {
		return fmt.Errorf("put %d papers together: %w", len(pdfs), err)
	}
	return nil
}

func join(w io.Writer, parts []io.ReadSeeker) error {
	if len(parts) == 1 {
		_, err := io.Copy(w, parts[0])
		return err
	}
	return api.MergeRaw(parts, w, false, model.NewDefaultConfiguration())
}
