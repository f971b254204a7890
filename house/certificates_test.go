package house

import "testing"

func TestOnWhichDayACertificateIsTold(t *testing.T) {
	for left, want := range map[int]int{90: 90, 31: 90, 30: 30, 8: 30, 7: 7, 0: 7, -1: -1, -400: -1} {
		if got, due := notedDay(left); got != want || !due {
			t.Errorf("%d days before: %d %v", left, got, due)
		}
	}
	if _, due := notedDay(91); due {
		t.Error("told 91 days before")
	}
}
