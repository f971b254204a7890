// Package schema is the XML schema of a timesheet over ELT, as we have written it from what Försäkringskassan
// published; and a check against it, or against Försäkringskassan's own, by xmllint (Debian: libxml2-utils).
package schema

import (
	"bytes"
	"context"
	_ "embed" // the schema
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

//go:embed tidredovisning-1.xsd
var own []byte

// XSD is the schema that we have written. Each call returns a copy.
func XSD() []byte { return bytes.Clone(own) }

// Invalid says what a schema finds wrong with a document, in xmllint's words, which may quote values.
type Invalid struct{ Words string }

// Error is short, and quotes nothing.
func (i *Invalid) Error() string { return "the document is not valid by the schema" }

// Check validates a document by the schema in a file, with xmllint and without network. The error is [Invalid] where
// it is not valid; any other says that nobody could tell, as where there is no xmllint.
func Check(ctx context.Context, document []byte, xsdPath string) error {
	lint := exec.CommandContext(ctx, "xmllint", "--nonet", "--noout", "--schema", xsdPath, "-")
	lint.Stdin = bytes.NewReader(document)
	var said bytes.Buffer
	lint.Stderr = &said
	err := lint.Run()
	var ended *exec.ExitError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("check a document by its schema: %w", ctx.Err())
	case errors.As(err, &ended) && (ended.ExitCode() == unparsed || ended.ExitCode() == invalid):
		return &Invalid{strings.TrimSpace(said.String())}
	}
	return fmt.Errorf("check a document by %s: %w: %s", xsdPath, err, strings.TrimSpace(said.String()))
}

// How xmllint ends where it is the document's fault.
const (
	unparsed = 1
	invalid  = 3
)
