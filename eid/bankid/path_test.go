package bankid_test

import (
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"
)

// fromPath paints the modules that a path of SVG covers, black on white.
func fromPath(t *testing.T, path string) image.Image {
	t.Helper()
	const side, scale = 80, 6
	paper := image.NewGray(image.Rect(0, 0, side*scale, side*scale))
	for i := range paper.Pix {
		paper.Pix[i] = 255
	}
	for one := range strings.SplitSeq(strings.TrimSuffix(path, "z"), "z") {
		var x, y, run, back int
		if _, err := fmt.Sscanf(one, "M%d %dh%dv1h-%d", &x, &y, &run, &back); err != nil || run != back {
			t.Fatalf("%q: %v", one, err)
		}
		for px := x * scale; px < (x+run)*scale; px++ {
			for py := y * scale; py < (y+1)*scale; py++ {
				paper.SetGray(px, py, color.Gray{})
			}
		}
	}
	return paper
}
