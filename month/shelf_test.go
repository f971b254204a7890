package month_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// What a shelf shows is what would be computed anew, whatever has happened since it looked last: rows of this month and of
// earlier ones that are changed, moved to another day, month, assistant or beneficiary, removed and brought back, and
// papers that change. The sums of earlier months are in it: who has worked too much since July, and what is used of a decision for half a year.
func TestShelfIsWhatIs(t *testing.T) {
	w := newWorld(t)
	w.set("employment/samir assistant=samir employer=provider regime=working_hours period_months=#4 from=2026-07-01",
		"employment/tilda assistant=tilda employer=beneficiary beneficiary=alva regime=household from=2026-07-13",
		"decision/1 per=period minutes=#120000 from=2026-07-01 to=2026-12-31")
	random := rand.New(rand.NewPCG(7, 9))
	row := func(name string) string {
		start := time.Date(2026, time.Month(6+random.IntN(6)), 1+random.IntN(31), random.IntN(24), 15*random.IntN(4), 0, 0, care.Stockholm())
		return fmt.Sprintf("shift/%s assistant=%s beneficiary=%s kind=%s start=%s end=%s void=%t", name,
			[]string{"samir", "samir", "tilda"}[random.IntN(3)], []string{"alva", "alva", "bo"}[random.IntN(3)], care.AllKinds()[random.IntN(7)/3],
			care.FormatMinute(start), care.FormatMinute(start.Add(time.Duration(random.IntN(1800))*time.Minute)), random.IntN(8) == 0)
	}
	var rows []string
	for i := range 190 {
		rows = append(rows, row(fmt.Sprint(i)))
	}
	w.set(rows[:70]...)
	w.set(rows[70:130]...)
	w.set(rows[130:]...)
	var shelf month.Shelf
	averages, used := map[string]bool{}, map[care.Fraction]bool{}
	for step := range 60 {
		switch random.IntN(10) {
		case 0:
			w.set(fmt.Sprintf("employment/samir period_months=#%d", 1+random.IntN(4)))
		case 1:
			w.set(fmt.Sprintf("decision/1 from=2026-0%d-01", 7+random.IntN(2)))
		default:
			w.set(row(fmt.Sprint(random.IntN(190))))
		}
		if err := w.book.View(context.Background(), func(docs book.Documents) error {
			for _, m := range []care.Month{"2026-10", "2026-09"} {
				ask := month.Ask{Person: "karin", Beneficiary: "alva", Month: m, Now: w.now}
				kept, err := shelf.Look(docs, ask)
				anew, err2 := month.Look(docs, ask)
				if err != nil || err2 != nil || !reflect.DeepEqual(kept.Preflight, anew.Preflight) || !reflect.DeepEqual(kept.Decision, anew.Decision) || kept.Hash != anew.Hash {
					t.Fatalf("step %d, %s: kept %+v %v\nanew %+v %v", step, m, kept.Preflight, err, anew.Preflight, err2)
				}
				for _, f := range anew.Findings {
					if f.Code == month.OverAverage {
						averages[f.Message.SV] = true
					}
				}
				used[anew.Decision.Use.Used] = true
				board, err := shelf.Board(docs, "karin", m, w.now)
				again, err2 := month.Boards(docs, "karin", m, w.now)
				if err != nil || err2 != nil || !reflect.DeepEqual(board, again) {
					t.Fatalf("step %d, %s: kept %+v %v\nanew %+v %v", step, m, board, err, again, err2)
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if len(averages) < 5 || len(used) < 5 {
		t.Errorf("it has tried little: %d ways of working too much, %d of what is used", len(averages), len(used))
	}
}
