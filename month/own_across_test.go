package month_test

import (
	"context"
	"strings"
	"testing"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// see looks at the documents of the world.
func (w *world) see(look func(book.Documents) error) {
	w.t.Helper()
	if err := w.book.View(context.Background(), look); err != nil {
		w.t.Fatal(err)
	}
}

// Where somebody is at two providers at once is found for each row of theirs that has a minute in common, and for no other.
func TestTimeAtAnotherProvider(t *testing.T) {
	const there = "a samir bo active 2026-10-05T"
	for _, tt := range []struct{ name, rows, set, want string }{
		{"nothing", "", "", ""},
		{"a minute in common", there + "17:59+02:00 2026-10-05T20:00+02:00", "", "5 oktober 17.59–20.00"},
		{"back to back", there + "18:00+02:00 2026-10-05T20:00+02:00", "", ""},
		{"over midnight, from the day before", there + "03:00+02:00 2026-10-06T03:00+02:00", "", "5 oktober 03.00–03.00"},
		{"one was removed", there + "09:00+02:00 2026-10-05T10:00+02:00", "shift/a void=true", ""},
		{"two of them", there + "09:00+02:00 2026-10-05T10:00+02:00;b samir alva waiting 2026-10-05T12:00+02:00 2026-10-05T13:00+02:00", "", "5 oktober 09.00–10.00 och 1 till"},
		{"of somebody else there", "a tilda bo active 2026-10-05T09:00+02:00 2026-10-05T10:00+02:00", "", ""},
		{"the number was taken back", there + "09:00+02:00 2026-10-05T10:00+02:00", "identity/samir void=true", ""},
	} {
		other := newWorld(t)
		other.set("identity/samir person=samir personnummer=199002289818 checked=2026-01-01", "provider/p name=Månsken")
		for _, row := range strings.Split(tt.rows, ";") {
			if row != "" {
				other.shift(row)
			}
		}
		if tt.set != "" {
			other.set(tt.set)
		}
		var elsewhere month.Across
		other.see(func(docs book.Documents) (err error) {
			elsewhere, err = month.WorkedBy(docs, "199002289818", "2026-10")
			return err
		})
		w := newWorld(t)
		w.shift(day5)
		w.shift("z samir alva active 2026-10-20T08:00+02:00 2026-10-20T10:00+02:00")
		w.shift("x tilda alva active 2026-10-05T08:00+02:00 2026-10-05T10:00+02:00")
		var own []month.OwnMonth
		w.see(func(docs book.Documents) (err error) {
			own, err = month.MyMonths(docs, "samir", "2026-10", w.now, elsewhere)
			return err
		})
		var got []string
		for _, m := range own {
			for _, f := range m.Findings {
				if f.Code != month.OverlapAcross {
					continue
				}
				got = append(got, f.Message.SV)
				if f.Rows[0] != "shift/a" || len(f.Rows) != 1 || f.Severity != month.Warns || !strings.Contains(f.Message.EN, "5 October") || !strings.Contains(f.Action.SV, "Bara du") {
					t.Errorf("%s: %+v", tt.name, f)
				}
			}
		}
		switch {
		case tt.want == "" && len(got) > 0, tt.want != "" && len(got) != 1:
			t.Errorf("%s: told %q", tt.name, got)
		case tt.want != "" && !strings.Contains(got[0], "Månsken, "+tt.want):
			t.Errorf("%s: told %q, want %q", tt.name, got, tt.want)
		}
	}
}

// It is nobody's but the assistant's: no list of what there can be has it, so that no office, board, invoice or hash does.
func TestNoOfficeKnowsOfTimeAtAnotherProvider(t *testing.T) {
	for _, k := range month.Catalogue() {
		if k.Code == month.OverlapAcross {
			t.Error("the catalogue has it")
		}
	}
	if _, known := care.RuleOn(month.OverlapAssistant, "2026-10-05"); !known {
		t.Error("it says no source")
	}
}
