package push

import (
	"strings"
	"testing"
)

func TestACertificateThatEndsIsToldByItsDay(t *testing.T) {
	n := Notice{ID: "certificate/elt", Code: CertificateEnds, To: []string{"karin"}, Office: true, Month: "2026-12", Beneficiary: "b00c0000-0000-7000-8000-000000000001", Deadline: "2026-12-05"}
	if err := n.check(); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"sv": "5 december", "en": "5 December"} {
		raw, err := n.Payload("https://passbok.example/", lang)
		if err != nil || !strings.Contains(string(raw), want) || !strings.Contains(string(raw), "/office/connection") {
			t.Errorf("%s %v", raw, err)
		}
	}
}
