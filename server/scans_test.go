package server_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"passbok/care"
	"passbok/store/blob"
)

// somePDF is as much of a PDF as is looked at.
var somePDF = []byte("%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n")

// pictures are a page as a JPEG and as a PNG.
func pictures(t testing.TB) (asJPEG, asPNG []byte) {
	t.Helper()
	page := image.NewGray(image.Rect(0, 0, 40, 60))
	var one, other bytes.Buffer
	must(t, jpeg.Encode(&one, page, nil))
	must(t, png.Encode(&other, page))
	return one.Bytes(), other.Bytes()
}

// give gives a file as a scan, as if it were of a kind.
func (c *client) give(media string, content []byte) reply {
	c.Helper()
	return c.do(request{method: "POST", path: sheets + "/" + assistant + "/scans", raw: content, header: map[string]string{"Content-Type": media}})
}

type given struct {
	Hash, Media string
	Bytes       int
}

// printedSheet is the office at an October that waits to be signed by hand.
func (w *world) printedSheet() (office *client) {
	w.Helper()
	phone, office := w.joined(assistant), w.joined(coordinator)
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00"))
	for _, step := range []string{"ready", "printed"} {
		office.post(sheets+"/"+assistant+"/"+step, office.command(office.sheet().Hash)).want(200)
	}
	return office
}

func (c *client) scanned(step string, hashes ...string) reply {
	c.Helper()
	order := c.command(c.sheet().Hash)
	order["scans"] = hashes
	return c.post(sheets+"/"+assistant+"/"+step, order)
}

// What somebody has exported holds the pictures of their own papers, and no other's: those that they may see by their addresses.
func TestAnExportHoldsThePicturesOfOnesOwnPapers(t *testing.T) {
	w := newWorld(t)
	office := w.printedSheet()
	var got given
	office.give("application/pdf", somePDF).want(201).into(&got)
	office.scanned("signed-by-hand", got.Hash).want(200)
	type file struct {
		Doc, Hash, Media, Left string
		Content                []byte
	}
	of := func(c *client) []file {
		t.Helper()
		var all struct{ Files []file }
		c.get("/api/v1/me/export").want(200).into(&all)
		return all.Files
	}
	mine := w.joined(assistant)
	if got := of(mine); len(got) != 1 || !bytes.Equal(got[0].Content, somePDF) || got[0].Left != "" || got[0].Media != "application/pdf" || !strings.HasPrefix(got[0].Doc, "timesheet/") {
		t.Errorf("%+v", got)
	}
	for _, other := range []string{colleague, beneficiary, godMan, coordinator} { // a timesheet's shows the assistant's number
		if got := of(w.joined(other)); len(got) != 0 {
			t.Errorf("%s gets %+v", other, got)
		}
	}
	if _, err := w.scans.Remove(bookID, got.Hash); err != nil {
		t.Fatal(err)
	}
	if got := of(mine); len(got) != 1 || got[0].Content != nil || got[0].Left != "gone" {
		t.Errorf("of one that is gone %+v", got)
	}
}

// A paper is signed by hand and complete with pictures of it: kept as they came, and shown to the office and to whose it is.
func TestATimesheetIsCompleteWithItsScan(t *testing.T) {
	w := newWorld(t)
	office := w.printedSheet()
	asJPEG, asPNG := pictures(t)
	files := map[string][]byte{"application/pdf": somePDF, "image/jpeg": asJPEG, "image/png": asPNG}
	hashes := map[string]string{}
	for media, content := range files {
		var got given
		office.give(media, content).want(201).into(&got)
		if got.Media != media || got.Bytes != len(content) || got.Hash != blob.Hash(content) {
			t.Errorf("%s: %+v", media, got)
		}
		hashes[media] = got.Hash
	}
	path := sheets + "/" + assistant + "/scans/"
	office.get(path+hashes["image/png"]).problem(404, "sheet_unknown") // nothing names it yet
	office.scanned("signed-by-hand", hashes["image/jpeg"]).want(200)
	office.scanned("complete", hashes["image/png"], hashes["application/pdf"], hashes["image/jpeg"]).want(200)
	v := office.sheet()
	if v.State != "complete" || len(v.Scans) != 3 || v.Scans[0] != (care.Scan{Version: 1, Hash: hashes["image/jpeg"], Media: "image/jpeg", Bytes: len(asJPEG)}) {
		t.Errorf("%s %+v", v.State, v.Scans)
	}
	phone := w.joined(assistant)
	for media, content := range files {
		for _, who := range []*client{office, phone} {
			got := who.get(path + hashes[media]).want(200)
			if !bytes.Equal(got.body, content) {
				t.Errorf("%s comes back with %d bytes of %d", media, len(got.body), len(content))
			}
			for name, want := range map[string]string{
				"Content-Type": media, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; sandbox",
			} {
				if got.header.Get(name) != want {
					t.Errorf("%s: %s is %q", media, name, got.header.Get(name))
				}
			}
			if name := got.header.Get("Content-Disposition"); !strings.HasPrefix(name, `attachment; filename="tidsredovisning-2026-10-v1-`) {
				t.Error(name)
			}
		}
	}
	w.joined(colleague).get(path+hashes["image/png"]).problem(403, "forbidden")

	// A better picture comes afterwards, and stands beside the first; who kept it is told by the history.
	better := append(slices.Clone(somePDF), "\n%%EOF\n"...)
	office.give("application/pdf", better).want(201)
	files["application/pdf+"] = better
	for name, refuse := range map[string]func(){
		"the assistant": func() {
			order := phone.command(v.Hash)
			order["scans"] = []string{blob.Hash(better)}
			phone.post(sheets+"/"+assistant+"/scanned", order).problem(403, "forbidden")
		},
		"one that is gone": func() { office.scanned("scanned", strings.Repeat("0", 64)).problem(409, "scan_unknown") },
		"of another version": func() {
			order := office.command("0")
			order["scans"] = []string{blob.Hash(better)}
			office.post(sheets+"/"+assistant+"/scanned", order).problem(409, "changed")
		},
	} {
		if refuse(); len(office.sheet().Scans) != 3 {
			t.Error(name)
		}
	}
	office.scanned("scanned", blob.Hash(better), hashes["image/png"]).want(200)
	if v = office.sheet(); v.State != "complete" || len(v.Scans) != 4 || v.Scans[3].Hash != blob.Hash(better) {
		t.Errorf("%s %+v", v.State, v.Scans)
	}
	office.get(path + blob.Hash(better)).want(200)
	if told := office.get("/api/v1/docs/" + care.TimesheetRef(assistant, beneficiary, "2026-10") + "/history").want(200); !strings.Contains(string(told.body), `"name":"sheet.scanned"`) {
		t.Errorf("the history: %s", told.body)
	}

	// It is opened again: what was sent stays known by what it looked like.
	reopen := office.command(v.Hash)
	reopen["why"] = "fel dag"
	office.post(sheets+"/"+assistant+"/reopen", reopen).want(200)
	office.post(sheets+"/"+assistant+"/ready", office.command(office.sheet().Hash)).want(200)
	v = office.sheet()
	if len(v.Scans) != 0 || len(v.Versions) != 2 || len(v.Versions[1].Scans) != 4 || len(v.Versions[0].Scans) != 0 {
		t.Errorf("%+v", v.Versions)
	}
	office.get(path + hashes["image/png"]).want(200)
	if names, err := w.scans.All(bookID); err != nil || len(names) != 4 {
		t.Errorf("kept %q, %v", names, err)
	}
	if strings.Contains(w.log.String(), hashes["image/png"]) {
		t.Error("the log names a scan")
	}
	_, err := w.scans.Remove(bookID, hashes["image/png"])
	must(t, err)
	office.get(path+hashes["image/png"]).problem(410, "scan_gone")
}

func TestWhatIsNoScanIsNotKept(t *testing.T) {
	w := newWorld(t)
	office := w.printedSheet()
	asJPEG, asPNG := pictures(t)
	for name, content := range map[string][]byte{
		"nothing": {}, "text": []byte("hej"), "a page": []byte("<!doctype html><script>1</script>"), "half a JPEG": asJPEG[:30],
		"half a PNG": asPNG[:len(asPNG)-6], "half a PDF": []byte("%PDF-1.4\n"), "a GIF": []byte("GIF89a\x01\x00\x01\x00"), "an SVG": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
	} {
		if got := office.give("application/pdf", content); got.status != 415 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	large := slices.Concat(somePDF, bytes.Repeat([]byte("x"), care.ScanBytes))
	office.give("application/pdf", large).problem(413, "scan_too_large")
	office.give("application/pdf", slices.Concat(somePDF[:9], bytes.Repeat([]byte("x"), 9<<20), somePDF)).want(201)
	stale := *office
	stale.access = "not.a.token"
	stale.give("application/pdf", large[:4<<20]).problem(401, "token_invalid") // and is told that, not that it is too large
	w.joined(assistant).give("application/pdf", somePDF).problem(403, "forbidden")
	office.post(sheets+"/"+assistant+"/reopen", map[string]any{"id": w.id(), "saw": "x", "why": strings.Repeat("x", 2<<20)}).problem(413, "body_too_large")

	for _, hash := range []string{"", "x", strings.Repeat("0", 64), "../" + strings.Repeat("0", 61)} {
		office.scanned("signed-by-hand", hash).problem(409, "scan_unknown")
	}
	office.scanned("signed-by-hand", make([]string, 13)...).problem(409, "sheet_scans")
	if v := office.sheet(); v.State != "printed" || len(v.Scans) != 0 {
		t.Errorf("%s %+v", v.State, v.Scans)
	}
}

// FuzzScan: whatever is given, what is kept has one of three formats, and never begins as a page would.
func FuzzScan(f *testing.F) {
	asJPEG, asPNG := pictures(f)
	one, _ := base64.StdEncoding.DecodeString("R0lGODlhAQABAAAAACw=")
	for _, seed := range [][]byte{asJPEG, asPNG, somePDF, one, []byte("<html>"), asJPEG[:3], asPNG[:8], []byte("%PDF-")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		media, ok := care.MediaOf(content)
		if !ok {
			return
		}
		first := map[string]string{"application/pdf": "%PDF-", "image/jpeg": "\xff\xd8\xff", "image/png": "\x89PNG"}[media]
		if first == "" || !bytes.HasPrefix(content, []byte(first)) {
			t.Errorf("%q is said to be %q", content[:min(8, len(content))], media)
		}
	})
}
