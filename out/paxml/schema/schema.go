// Package schema is the XML schema of the part of PAXml that we write, as we have written it from the published description.
// It is stricter than that: what we never write is not in it.
package schema

import (
	"bytes"
	_ "embed" // the schema
)

//go:embed paxml-2.0.xsd
var own []byte

// XSD is the schema. Each call returns a copy.
func XSD() []byte { return bytes.Clone(own) }
