package bankid

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image/color"
	"image/png"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// App is where Android and iOS open the BankID app. A simulator has another address.
const App = "https://app.bankid.com/"

// Link opens the app for an order on the phone that it is pressed on. back is where the person is sent afterwards; it
// may open in another browser than the one they left, so the order's state is asked for there, and nothing is kept in
// the page. Empty: the person goes back by themselves, as BankID wants it where that is not known to work ("null").
func Link(app, autoStartToken, back string) string {
	if app == "" {
		app = App
	}
	if back == "" {
		back = "null"
	}
	// autostarttoken goes first and in small letters: both are BankID's words.
	return app + "?autostarttoken=" + url.QueryEscape(autoStartToken) + "&redirect=" + url.QueryEscape(back)
}

// QR is what the QR code of an order says so many whole seconds after BankID took it.
func QR(token, secret string, seconds int) string {
	t := strconv.Itoa(max(seconds, 0))
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write([]byte(t)) // a hash never fails
	return "bankid." + token + "." + t + "." + hex.EncodeToString(mac.Sum(nil))
}

// QRAt is QR by the clock: began is when BankID's answer came.
func QRAt(s Started, began, now time.Time) string {
	return QR(s.QRStartToken, s.QRStartSecret, int(now.Sub(began)/time.Second))
}

// quiet is how many modules stay white around a QR code.
const quiet = 4

// SVG draws a QR code, black on white in any theme: cameras want it so. It scales with its frame, and says label to
// those who cannot see it.
func SVG(text, label string) (string, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", fmt.Errorf("draw a QR code: %w", err)
	}
	size := code.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			run := 0
			for x+run < size && dark(code, x+run, y) {
				run++
			}
			if run > 0 {
				_, _ = fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(label)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges">`+
		`<path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`,
		size+2*quiet, size+2*quiet, escaped, size+2*quiet, size+2*quiet, path.String()), nil
}

func dark(code barcode.Barcode, x, y int) bool {
	return color.GrayModel.Convert(code.At(x, y)).(color.Gray).Y < 128
}

// PNG draws a QR code for what cannot show SVG: each module is eight pixels wide.
func PNG(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("draw a QR code: %w", err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, framed{code}); err != nil {
		return nil, fmt.Errorf("draw a QR code: %w", err)
	}
	return out.Bytes(), nil
}
