package server_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
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

// An archive is made on the disk, where nothing of it stays; one at a time, of a limited size.
func TestAnArchiveHasItsLimits(t *testing.T) {
	hold, arrived, temp := make(chan struct{}), make(chan struct{}), t.TempDir()
	evidence := &slowEvidence{wait: func() { arrived <- struct{}{}; <-hold }}
	w := newWorld(t, func(cfg *server.Config) { cfg.Evidence, cfg.Temp = evidence, temp })
	office := w.ready()
	office.post(sheets+"/"+assistant+"/ready", office.command(office.sheet().Hash)).want(200)
	evidence.slow.Store(true)
	var wg sync.WaitGroup
	wg.Go(func() {
		got := office.get("/api/v1/archive/2026-10").want(200)
		if found, err := record.Check(bytes.NewReader(got.body), int64(len(got.body))); err != nil || len(found.Wrong) > 0 {
			t.Errorf("%+v %v", found, err)
		}
	})
	<-arrived
	evidence.slow.Store(false)
	office.get("/api/v1/archive/2026-10").problem(429, "archive_under_way")
	close(hold)
	wg.Wait()
	whole := office.get("/api/v1/archive/2026-10").want(200)
	if said := fmt.Sprintf("status=200 bytes=%d", len(whole.body)); !strings.Contains(w.log.String(), said) {
		t.Errorf("the log has no %q", said)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("%v %v", left, err)
	}

	w = newWorld(t, func(cfg *server.Config) { cfg.MostArchive = int64(len(whole.body)) / 4 })
	office = w.ready()
	for range 2 { // one that failed keeps no place
		office.get("/api/v1/archive/2026-10").problem(413, "archive_too_large")
	}
}

// slowEvidence is evidence that takes its time, where it is slow.
type slowEvidence struct {
	keptEvidence
	slow atomic.Bool
	wait func()
}

func (e *slowEvidence) Paper(ctx context.Context, book, sheet string) (signed.Paper, bool, error) {
	if e.slow.Load() {
		e.wait()
	}
	return e.keptEvidence.Paper(ctx, book, sheet)
}

// While two answers stand about a row, neither the month's file nor a token tells its sums; once somebody has chosen, both do.
func TestNothingGoesOutOverADisagreement(t *testing.T) {
	w := newWorld(t)
	office, phone := w.joined(coordinator), w.joined(assistant)
	row := phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00")
	ref := row["doc"].(string)
	phone.sync(row)
	rev := func() (rev uint64) {
		for _, d := range office.sync().Docs {
			if d.Doc == ref {
				rev = d.Rev
			}
		}
		return rev
	}
	base := rev()
	var token struct{ Token string }
	office.post("/api/v1/tokens", map[string]any{"name": "Lön", "scopes": []string{"months"}, "days": 30}).want(201).into(&token)
	var sums struct {
		Sums, Disputed []struct{ Assistant, Beneficiary string }
	}
	told := func(want, disputed int) {
		t.Helper()
		w.anonymous().do(request{method: "GET", path: "/api/v1/read/months/2026-10", token: token.Token}).want(200).into(&sums)
		if len(sums.Sums) != want || len(sums.Disputed) != disputed {
			t.Errorf("%+v", sums)
		}
	}
	told(1, 0)
	one := office.op(ref, base, map[string]any{"end": "2026-10-12T12:30+02:00"})
	other := phone.op(ref, base, map[string]any{"end": "2026-10-12T13:00+02:00"})
	office.sync(one)
	v := phone.sync(other).Verdicts[0]
	if v.Verdict != "conflict" {
		t.Fatalf("%+v", v)
	}
	told(0, 1)
	if sums.Disputed[0].Assistant != assistant || sums.Disputed[0].Beneficiary != beneficiary {
		t.Errorf("%+v", sums)
	}
	for _, query := range []string{"", "?beneficiary=" + beneficiary} {
		if p := office.get("/api/v1/archive/2026-10"+query).problem(409, "archive_disputed"); len(p.Detail.(map[string]any)["customers"].([]any)) != 1 {
			t.Errorf("%+v", p)
		}
	}
	choice := office.op(ref, rev(), map[string]any{"end": "2026-10-12T13:00+02:00"})
	choice["resolves"], choice["why"] = []any{one["id"], other["id"]}, "Aras vet bäst"
	office.sync(choice)
	told(1, 0)
	office.get("/api/v1/archive/2026-10").want(200)
}
