package server

import (
	"fmt"

	"github.com/boombuler/barcode/qr"
)

// squares is a text as a QR code: its rows from above, of 1 for dark and 0 for light, without the quiet border. Whoever
// shows it draws it in their own size.
func squares(text string) ([]string, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("draw a QR code: %w", err)
	}
	side := code.Bounds().Dx()
	rows := make([]string, side)
	for y := range rows {
		row := make([]byte, side)
		for x := range row {
			row[x] = '0'
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				row[x] = '1'
			}
		}
		rows[y] = string(row)
	}
	return rows, nil
}
