package bankid_test

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/eid/bankid"
)

func TestLink(t *testing.T) {
	for name, test := range map[string][4]string{
		"back into the app": {"", "a-b", "https://passbok.example/manad?a=1&b=å", "https://app.bankid.com/?autostarttoken=a-b&redirect=https%3A%2F%2Fpassbok.example%2Fmanad%3Fa%3D1%26b%3D%C3%A5"},
		"by oneself":        {"", "a-b", "", "https://app.bankid.com/?autostarttoken=a-b&redirect=null"},
		"at home":           {"http://127.0.0.1:8083/", "a&b", "", "http://127.0.0.1:8083/?autostarttoken=a%26b&redirect=null"},
	} {
		got := bankid.Link(test[0], test[1], test[2])
		if _, err := url.Parse(got); got != test[3] || err != nil {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}

// The values of BankID's own published example.
func TestQR(t *testing.T) {
	const token, secret = "67df3917-fa0d-44e5-b327-edcc928297f8", "d28db9a7-4cde-429e-a983-359be676944c"
	for seconds, want := range map[int]string{
		0: "bankid." + token + ".0.dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8",
		1: "bankid." + token + ".1.949d559bf23403952a94d103e67743126381eda00f0b3cbddbf7c96b1adcbce2",
		2: "bankid." + token + ".2.a9e5ec59cb4eee4ef4117150abc58fad7a85439a6a96ccbecc3668b41795b3f3",
	} {
		began := noon()
		started := bankid.Started{QRStartToken: token, QRStartSecret: secret}
		now := began.Add(time.Duration(seconds)*time.Second + 999*time.Millisecond)
		if got := bankid.QRAt(started, began, now); got != want {
			t.Errorf("%d s: %s", seconds, got)
		}
	}
	if got := bankid.QR(token, secret, -1); got != bankid.QR(token, secret, 0) {
		t.Error("a clock that was set back:", got)
	}
}

// What is drawn can be read again by a program that knows nothing of how. scripts/testtools installs it.
func TestDrawings(t *testing.T) {
	tool, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Fatal("zbarimg is not installed: scripts/testtools does it")
	}
	text := bankid.QR("67df3917-fa0d-44e5-b327-edcc928297f8", "d28db9a7-4cde-429e-a983-359be676944c", 17)
	image, err := bankid.PNG(text)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "qr.png")
	scanned := func(image []byte) string {
		t.Helper()
		if err := os.WriteFile(path, image, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "--quiet", "--raw", path).Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(out))
	}
	if got := scanned(image); got != text {
		t.Errorf("the PNG says %q", got)
	}
	drawn, err := bankid.SVG(text, `QR "kod" <BankID> & så`)
	if err != nil {
		t.Fatal(err)
	}
	var svg struct {
		Label string `xml:"aria-label,attr"`
		Role  string `xml:"role,attr"`
		Path  []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal([]byte(drawn), &svg); err != nil || svg.Label != `QR "kod" <BankID> & så` || svg.Role != "img" || len(svg.Path) != 2 {
		t.Errorf("%+v, %v", svg, err)
	}
	var painted bytes.Buffer
	if err := png.Encode(&painted, fromPath(t, svg.Path[1].D)); err != nil {
		t.Fatal(err)
	}
	if got := scanned(painted.Bytes()); got != text {
		t.Errorf("the SVG says %q", got)
	}
	if _, err := bankid.SVG(strings.Repeat("å", 4000), ""); err == nil {
		t.Error("a text that no QR code holds")
	}
	if _, err := bankid.PNG(strings.Repeat("å", 4000)); err == nil {
		t.Error("a text that no QR code holds")
	}
}
