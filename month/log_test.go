package month_test

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/book/remake"
	"passbok/sync/op"
)

// anew is the month as it is where every document is folded anew from the log.
func (w *world) anew(r *rapid.T, n int) month.View {
	ctx := context.Background()
	to, err := bolt.Open(ctx, filepath.Join(w.t.TempDir(), fmt.Sprint(n)), bolt.Options{})
	if err != nil {
		r.Fatal(err)
	}
	defer func() { _ = to.Close() }()
	if _, err := remake.Rebuild(ctx, to, "test", w.config, remake.How{From: w.store}); err != nil {
		r.Fatal(err)
	}
	made, err := book.Open(ctx, to, "test", w.config)
	if err != nil {
		r.Fatal(err)
	}
	var v month.View
	if err := made.View(ctx, func(docs book.Documents) (err error) {
		v, err = month.Look(docs, w.ask("karin"))
		return err
	}); err != nil {
		r.Fatal(err)
	}
	return v
}

// A month computed from the documents is the one computed from the log: whoever wrote what, in whatever order, whether they had
// heard of each other or not, with days that were closed meanwhile, and changes that the office took or declined.
func TestMonthOfTheLogLaw(t *testing.T) {
	w := newWorld(t)
	row := func(n int) string { return fmt.Sprintf("shift/00000000-0000-7000-8000-%012d", n) }
	const october = "assistant=samir beneficiary=alva kind=active start=2026-10-"
	// From the beginning there is something that people disagree about, that overlaps, and that waits.
	w.sync("samir", row(0), 0, october+"20T08:00+02:00 end=2026-10-20T12:00+02:00")
	w.sync("karin", row(0), 0, october+"20T08:00+02:00 end=2026-10-20T13:00+02:00")
	w.sync("samir", row(1), 0, october+"20T11:00+02:00 end=2026-10-20T14:00+02:00")
	if _, err := w.do("close", func(docs book.Documents) (book.Decision, error) {
		return month.Close(docs, month.Input{Ask: w.ask("karin"), Saw: w.look("karin").Hash, Until: "2026-10-12"})
	}); err != nil {
		t.Fatal(err)
	}
	w.sync("samir", row(2), 0, october+"05T08:00+02:00 end=2026-10-05T12:00+02:00")
	seen := map[string]bool{}
	for _, f := range w.look("karin").Findings {
		seen[f.Code] = true
	}
	for _, code := range []string{month.OpenConflict, month.ParkedOperation, month.OverlapAssistant} {
		if !seen[code] {
			t.Fatalf("no %s at the beginning", code)
		}
	}
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			ref := row(rapid.IntRange(0, 20).Draw(r, "row"))
			base := w.rev(ref)
			switch rapid.IntRange(0, 9).Draw(r, "what") {
			case 0:
				_, _ = w.do("close", func(docs book.Documents) (book.Decision, error) {
					return month.Close(docs, month.Input{Ask: w.ask("karin"), Saw: w.look("karin").Hash, Until: "2026-10-12"})
				})
			case 1:
				_ = w.act(month.OpenDays, "karin", w.look("karin").Hash, "en dag saknas")
			case 2:
				w.sync(rapid.SampledFrom([]string{"samir", "karin"}).Draw(r, "who"), ref, base, rapid.SampledFrom([]string{"void=true", "void=false", "note=n", "end=null"}).Draw(r, "field"))
			case 3:
				for _, p := range w.look("karin").Parked {
					_, _ = w.book.Settle(context.Background(), book.Command{ID: "settle-" + p.Op, Name: "settle", Person: "karin"}, p.Op, rapid.Bool().Draw(r, "apply"),
						func(book.Documents, string, op.Fields, op.Fields) error { return nil })
				}
			default:
				day, hour, long := rapid.IntRange(1, 31).Draw(r, "day"), rapid.IntRange(0, 14).Draw(r, "hour"), rapid.IntRange(1, 9).Draw(r, "long")
				kind := rapid.SampledFrom(care.AllKinds()).Draw(r, "kind")
				if rapid.IntRange(0, 3).Draw(r, "stale") == 0 {
					base = 0 // of a phone that had not heard of what stands
				}
				w.sync(rapid.SampledFrom([]string{"samir", "karin"}).Draw(r, "who"), ref, base,
					fmt.Sprintf("assistant=samir beneficiary=alva kind=%s start=2026-10-%02dT%02d:00+02:00 end=2026-10-%02dT%02d:00+02:00", kind, day, hour, day, hour+long))
			}
		}
		n++
		kept, log := w.look("karin"), w.anew(r, n)
		if !reflect.DeepEqual(kept, log) {
			r.Fatalf("of the documents %+v\nof the log %+v", kept, log)
		}
	})
}
