package server_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"passbok/eid/signed"
	"passbok/month/record"
	"passbok/server"
)

// keptEvidence is evidence that a test has.
type keptEvidence struct{}

func (keptEvidence) Paper(_ context.Context, _, sheet string) (signed.Paper, bool, error) {
	return signed.Paper{Sheet: sheet, Document: []byte("<Tidredovisning/>")}, true, nil
}

func (keptEvidence) All(_ context.Context, _, sheet string) ([]signed.Evidence, error) {
	return []signed.Evidence{
		{Sheet: sheet, Role: signed.Assistant, Order: "../a", State: signed.Noted, Signature: []byte("<s/>"), OCSP: []byte{1}},
		{Sheet: sheet, Role: signed.Provider, Order: "b", State: signed.Noted, Signature: []byte("<p/>"), OCSP: []byte{2}},
	}, nil
}

// A month is one file: papers, what was signed, receipts, rows; it holds its proof, and a byte that changes is found.
func TestAMonthAsOneFile(t *testing.T) {
	w := newWorld(t, func(cfg *server.Config) { cfg.Evidence = keptEvidence{} })
	office := w.ready()
	office.post(sheets+"/"+assistant+"/ready", office.command(office.sheet().Hash)).want(200)
	file := office.get("/api/v1/archive/2026-10").want(200)
	found, err := record.Check(bytes.NewReader(file.body), int64(len(file.body)))
	must(t, err)
	if len(found.Wrong) > 0 || found.Manifest.Month != "2026-10" || found.Manifest.Beneficiary.ID != "" {
		t.Errorf("%+v", found)
	}
	in, err := zip.NewReader(bytes.NewReader(file.body), int64(len(file.body)))
	must(t, err)
	texts := map[string]string{}
	for _, f := range in.File {
		r, err := f.Open()
		must(t, err)
		raw, err := io.ReadAll(r)
		must(t, err)
		texts[f.Name] = string(raw)
	}
	base := beneficiary + "/tidsredovisning-" + assistant
	for name, begins := range map[string]string{
		"innehall.csv": "\ufeffFil;Kund;Assistent", "tider.csv": "\ufeffKund;Assistent;Sort av tid;Från;Till;Minuter", beneficiary + "/rakning-v1.pdf": "%PDF", base + "-v1.pdf": "%PDF",
		base + "-v1.xml": "<Tidredovisning/>", base + "-v1-assistant-a.sig.xml": "<s/>", base + "-v1-provider-b.ocsp": "\x02", base + ".json": "{", beneficiary + "/manad.json": "{",
	} {
		if !strings.HasPrefix(texts[name], begins) {
			t.Errorf("%s: %.40q", name, texts[name])
		}
	}
	if rows := texts["tider.csv"]; !strings.Contains(rows, "Alva Prov;Aras Testberg;active;2026-10-12 08:00;2026-10-12 12:00;240;") || !strings.Contains(rows, "2026-10-25 00:00;2026-10-25 04:00;300;") {
		t.Errorf("%s", rows)
	}
	if !strings.Contains(texts["innehall.csv"], "-v1.pdf;Alva Prov;Aras Testberg;Tidsredovisning;ready") {
		t.Errorf("%s", texts["innehall.csv"])
	}
	one := office.get("/api/v1/archive/2026-10?beneficiary=" + beneficiary).want(200)
	if found, err = record.Check(bytes.NewReader(one.body), int64(len(one.body))); err != nil || len(found.Wrong) > 0 || found.Manifest.Beneficiary.Name != "Alva Prov" {
		t.Errorf("%+v %v", found, err)
	}
	office.get("/api/v1/archive/2026-10?beneficiary="+assistant).problem(404, "person_unknown")
	w.joined(beneficiary).get("/api/v1/archive/2026-10").problem(403, "forbidden")
}
