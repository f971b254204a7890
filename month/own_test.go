package month_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// mine are an assistant's own months of October.
func (w *world) mine(assistant string) []month.OwnMonth {
	w.t.Helper()
	var months []month.OwnMonth
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		months, err = month.MyMonths(docs, assistant, "2026-10", w.now)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return months
}

// at is the month at one beneficiary; nil where the assistant is shown none.
func (w *world) mineAt(assistant, beneficiary string) *month.OwnMonth {
	w.t.Helper()
	for _, m := range w.mine(assistant) {
		if m.Beneficiary.ID == beneficiary {
			return &m
		}
	}
	return nil
}

func TestAnAssistantSeesGrantedHoursOnlyWhereTheProviderSaysSo(t *testing.T) {
	const left = "engagement/0 to=2026-09-30"
	for _, tt := range []struct {
		name, set string
		shown     bool
	}{
		{"nothing is said", "provider/p name=Provbolaget", false},
		{"the provider says no", "provider/p show_granted=false", false},
		{"the provider says yes", "provider/p show_granted=true", true},
		{"who has left", "provider/p show_granted=true;" + left, false},
		{"who came in the month", "provider/p show_granted=true;engagement/0 from=2026-10-20", true},
		{"whose engagement was a mistake", "provider/p show_granted=true;engagement/0 void=true", false},
		{"without hours", "provider/p show_granted=true;decision/1 void=true", false},
	} {
		w := newWorld(t)
		w.shift(day5)
		w.shift("b tilda alva active 2026-10-06T08:00+02:00 2026-10-06T10:00+02:00")
		w.set(strings.Split(tt.set, ";")...)
		own := w.mineAt("samir", "alva")
		if own == nil || (own.Granted != nil) != tt.shown {
			t.Errorf("%s: %+v", tt.name, own)
		}
		if own != nil && own.Granted != nil && (own.Granted.Granted != 35400 || own.Granted.Used != care.Fraction{Num: 720, Den: 1} || own.Granted.Left != care.Fraction{Num: 34680, Den: 1}) {
			t.Errorf("%s: %+v", tt.name, own.Granted)
		}
		if w.mineAt("stranger", "alva") != nil || w.mineAt("tilda", "bo") != nil {
			t.Errorf("%s: a month is shown to who never worked there", tt.name)
		}
	}
}

func TestWhatAnAssistantIsToldOfTheirRows(t *testing.T) {
	for _, tt := range []struct{ name, set, want string }{
		{"nothing is wrong", "", ""},
		{"no notice", "registration/0 void=true", "registration_unknown shift/a"},
		{"the notice came later", "registration/0 received=2026-10-06", "registration_late shift/a"},
		{"outside the engagement", "engagement/0 to=2026-10-04", "outside_engagement shift/a"},
		{"in hospital", "stay/1 beneficiary=alva kind=hospital start=2026-10-05T00:00+02:00 end=2026-10-06T00:00+02:00", "in_hospital shift/a"},
		{"granted too little, and not shown", "decision/1 minutes=#60", ""},
		{"granted too little, and shown", "decision/1 minutes=#60;provider/p show_granted=true", "over_granted shift/a"},
		{"a licence that lapsed is the office's", "provider/p licence_from=2020-01-01 licence_to=2025-01-01", ""},
		{"a number that does not hold is the office's", "identity/s person=samir outside_eea=true", ""},
		{"two at once would tell of another's rows", "shift/b start=2026-10-05T08:00+02:00 end=2026-10-05T10:00+02:00", ""},
		{"another's rows are theirs", "registration/2 void=true", ""},
		{"one of several rows", "registration/0 void=true;shift/c assistant=samir beneficiary=alva kind=active start=2026-10-09T08:00+02:00 end=2026-10-09T12:00+02:00", "registration_unknown shift/a shift/c"},
	} {
		w := newWorld(t)
		w.shift(day5)
		w.shift("b tilda alva active 2026-10-06T08:00+02:00 2026-10-06T12:00+02:00")
		if tt.set != "" {
			w.set(strings.Split(tt.set, ";")...)
		}
		var got []string
		for _, f := range w.mineAt("samir", "alva").Findings {
			got = append(got, f.Code+" "+strings.Join(f.Rows, " "))
			if !strings.Contains(f.Message.SV, "5 oktober 08.00–18.00") || !strings.Contains(f.Message.EN, "5 October") || f.Action.SV == "" || f.Action.EN == "" {
				t.Errorf("%s: %+v", tt.name, f)
			}
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: told %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Whatever is in the book, nobody is told of a row of another's, of anybody's name but the beneficiary's, or of money.
func TestAnAssistantIsToldOfNobodyElse(t *testing.T) {
	w := newWorld(t)
	w.set("provider/p show_granted=true", "registration/0 void=true", "decision/1 minutes=#300 double=false", "identity/t person=tilda outside_eea=true")
	rapid.Check(t, func(r *rapid.T) {
		who, at := rapid.SampledFrom([]string{"samir", "tilda"}).Draw(r, "who"), rapid.SampledFrom([]string{"alva", "bo"}).Draw(r, "at")
		day, hour, long := rapid.IntRange(5, 8).Draw(r, "day"), rapid.IntRange(0, 12).Draw(r, "hour"), rapid.IntRange(1, 11).Draw(r, "long")
		w.set(fmt.Sprintf("shift/%d assistant=%s beneficiary=%s kind=active start=2026-10-%02dT%02d:00+02:00 end=2026-10-%02dT%02d:00+02:00",
			rapid.IntRange(0, 6).Draw(r, "row"), who, at, day, hour, day, hour+long))
		theirs := map[string]string{}
		if err := w.book.View(context.Background(), func(docs book.Documents) error {
			for i := range 7 {
				doc, _, err := docs.Get(fmt.Sprint("shift/", i))
				if err != nil {
					return err
				}
				theirs[doc.Ref] = doc.Text("assistant")
			}
			return nil
		}); err != nil {
			r.Fatal(err)
		}
		for _, assistant := range []string{"samir", "tilda"} {
			for _, own := range w.mine(assistant) {
				raw, err := json.Marshal(own)
				if err != nil || strings.Contains(string(raw), "Samir") || strings.Contains(string(raw), "Tilda") {
					r.Errorf("%s is told %s, %v", assistant, raw, err)
				}
				for _, f := range own.Findings {
					if len(f.Rows) == 0 || f.Ore != 0 || f.Also != nil {
						r.Errorf("%s is told %+v", assistant, f)
					}
					for _, row := range f.Rows {
						if theirs[row] != assistant {
							r.Errorf("%s is told of %s, which is %s's", assistant, row, theirs[row])
						}
					}
				}
			}
		}
	})
}
