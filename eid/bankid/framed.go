package bankid

import (
	"image"
	"image/color"

	"github.com/boombuler/barcode"
)

const pixels = 8 // a module

// framed is a QR code as an image with its quiet zone.
type framed struct{ barcode.Barcode }

// ColorModel is that of two colours.
func (f framed) ColorModel() color.Model { return color.GrayModel }

// Bounds is the code with what stays white around it.
func (f framed) Bounds() image.Rectangle {
	side := (f.Barcode.Bounds().Dx() + 2*quiet) * pixels
	return image.Rect(0, 0, side, side)
}

// At is white outside the code.
func (f framed) At(x, y int) color.Color {
	x, y = x/pixels-quiet, y/pixels-quiet
	if !(image.Pt(x, y).In(f.Barcode.Bounds())) || !dark(f.Barcode, x, y) {
		return color.Gray{Y: 255}
	}
	return color.Gray{}
}
