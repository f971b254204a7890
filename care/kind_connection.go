package care

import "encoding/json"

// ConnectionRef is the document that says how far the provider has come on the way to ELT.
const ConnectionRef = "connection/elt"

// ServiceELT is the one service that there is a document about.
const ServiceELT = "elt"

// ConnectionSteps are Försäkringskassan's own steps on the way to ELT, in their order. Each is done on a day.
func ConnectionSteps() []string {
	return []string{
		StepTerms, StepCertificate, StepAgreement, StepCheck, StepRegistered, StepTest, StepApproved, StepProduction,
	}
}

// The steps on the way to ELT.
const (
	StepTerms       = "terms"            // Försäkringskassan's terms have been read
	StepCertificate = "certificate"      // the client certificate has been ordered, and come
	StepAgreement   = "agreement"        // the agreement is signed, and sent
	StepCheck       = "check"            // Försäkringskassan has checked the supplier
	StepRegistered  = "registered"       // and registered the certificate
	StepTest        = "test_environment" // the address of the test environment has come, and is set
	StepApproved    = "approved_test"    // Försäkringskassan has approved what was sent there
	StepProduction  = "production"       // the address of production has come, and is set
)

// connectionKind is on which day each step of the way to ELT was done. Only commands write it.
func connectionKind() DocKind {
	fields := map[string]func(json.RawMessage) error{"service": choice(ServiceELT)}
	for _, step := range ConnectionSteps() {
		fields[step] = date()
	}
	return DocKind{
		Name: "connection", Fields: fields,
		Check: func(_ string, fields map[string]json.RawMessage) error { return required(fields, "service") },
		Seals: unsealed, Month: ageless,
		Feeds: into([]string{BookFeed}, nil),
	}
}
