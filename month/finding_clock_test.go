package month_test

import (
	"testing"

	"passbok/sync/op"
)

// A row that was written while the phone's clock was wrong says so, with both times; it stops nothing, costs nothing, and
// is over once somebody has written it anew with a clock that is right.
func TestAClockThatWasWrong(t *testing.T) {
	const row = "assistant=samir beneficiary=alva kind=active start=2026-10-27T14:00+01:00 end=2026-10-27T16:00+01:00"
	for _, tt := range []struct {
		name   string
		at     op.At
		sv, en string // "": nothing to say
	}{
		{"a minute", op.At{Wall: "2026-10-27T15:01:00Z", Offset: 60_000}, "", ""},
		{"an hour ahead", op.At{Wall: "2026-10-27T16:10:00Z", Offset: 3_600_000},
			"Samir: när passet 27 oktober 14.00–16.00 skrevs gick telefonens klocka 1 h före: den visade 27 oktober 2026 17.10, och det var omkring 27 oktober 2026 16.10.",
			"Samir: when the shift 27 October 14:00–16:00 was written the phone's clock was 1 h ahead: it showed 27 October 2026 17:10, and it was about 27 October 2026 16:10."},
		{"a year behind", op.At{Wall: "2025-10-27T15:10:00Z", Offset: -365 * 86_400_000},
			"Samir: när passet 27 oktober 14.00–16.00 skrevs gick telefonens klocka 365 dygn efter: den visade 27 oktober 2025 16.10, och det var omkring 27 oktober 2026 16.10.",
			"Samir: when the shift 27 October 14:00–16:00 was written the phone's clock was 365 days behind: it showed 27 October 2025 16:10, and it was about 27 October 2026 16:10."},
		{"it did not say what it showed", op.At{Offset: -180_000},
			"Samir: när passet 27 oktober 14.00–16.00 skrevs gick telefonens klocka 3 min efter.",
			"Samir: when the shift 27 October 14:00–16:00 was written the phone's clock was 3 min behind."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			const shift = "shift/00000000-0000-7000-8000-00000000aaaa"
			if v := w.syncAt("samir", shift, 0, row, tt.at); v.Verdict != applied {
				t.Fatal(v)
			}
			v := w.look("karin")
			if tt.sv == "" {
				if len(v.Findings) > 0 {
					t.Fatalf("found %q", written(v.Findings))
				}
				return
			}
			if got := written(v.Findings); len(got) != 1 || got[0] != "clock_off informs ["+shift+"] 0" {
				t.Fatalf("found %q", got)
			}
			if said := v.Findings[0].Message; said.SV != tt.sv || said.EN != tt.en {
				t.Errorf("%s\n%s", said.SV, said.EN)
			}
			if v.Money.Risk != 0 || v.Rows[0].Start != "2026-10-27T14:00+01:00" {
				t.Errorf("%+v %+v", v.Money, v.Rows[0])
			}
			w.set(shift + " void=true")
			if v := w.look("karin"); len(v.Findings) > 0 {
				t.Errorf("of a removed row: %q", written(v.Findings))
			}
		})
	}
}
