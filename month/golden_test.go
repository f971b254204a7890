package month_test

import (
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// shelf is a book without an engine: documents, and the feeds that the schema puts them into.
type shelf struct {
	docs  map[string]merge.Document
	order []string // of refs, as a feed yields them
	kinds []care.DocKind
	feeds map[string][]string // made when first asked for
}

func (s *shelf) put(ref, values string) {
	if s.docs == nil {
		s.docs, s.kinds = map[string]merge.Document{}, care.Kinds()
	}
	s.feeds = nil
	doc, there := s.docs[ref]
	if !there {
		doc = merge.Document{Ref: ref, Rev: uint64(len(s.docs) + 1)}
		s.order = append(s.order, ref)
	}
	for name, value := range fields(values) {
		doc.Fields.Put(merge.Field{Name: name, Value: value})
	}
	s.docs[ref] = doc
}

// unsettle leaves something open about a document: another value that somebody says ("disagree"), a change that waits for the
// office ("waits"), or a phone's clock that was so many minutes ahead ("ahead").
func (s *shelf) unsettle(t *testing.T, how, ref, what string) {
	t.Helper()
	doc, there := s.docs[ref]
	if !there {
		t.Fatal("no such document: ", ref)
	}
	by := merge.Origin{Op: "op-" + ref, Person: "karin"}
	switch how {
	case "disagree":
		doc.Conflicts = append(doc.Conflicts, merge.Conflict{Unit: merge.Coupled, Severity: merge.Clash, Candidates: []merge.Candidate{{Origin: by, Set: fields(what)}}})
	case "waits":
		doc.Parked = append(doc.Parked, merge.Parked{Origin: by, Set: fields(what), Reason: "sealed"})
	case "ahead":
		minutes, err := strconv.Atoi(what)
		if err != nil {
			t.Fatal(err)
		}
		by.Clock = (time.Duration(minutes) * time.Minute).Milliseconds()
		doc.Origins = append(doc.Origins, by)
	}
	s.docs[ref] = doc
}

// settle takes what is open about a document away.
func (s *shelf) settle(ref string) {
	doc := s.docs[ref]
	doc.Conflicts, doc.Parked, doc.Origins = nil, nil, nil
	s.docs[ref] = doc
}

func (s *shelf) Get(ref string) (merge.Document, bool, error) {
	doc, there := s.docs[ref]
	return doc, there, nil
}

func (s *shelf) Sealed(string) (bool, error) { return false, nil }

func (s *shelf) Feed(name string) iter.Seq2[merge.Document, error] {
	if s.feeds == nil {
		s.feeds = map[string][]string{}
		for _, ref := range s.order {
			at := slices.IndexFunc(s.kinds, func(k care.DocKind) bool { return k.Name == care.KindOf(ref) })
			for _, feed := range s.kinds[at].Feeds(care.ID(ref), s.docs[ref].Values()) {
				s.feeds[feed] = append(s.feeds[feed], ref)
			}
		}
	}
	return func(yield func(merge.Document, error) bool) {
		for _, ref := range s.feeds[name] {
			if !yield(s.docs[ref], nil) {
				return
			}
		}
	}
}

// reorder makes the documents come in another order.
func (s *shelf) reorder(order []string) { s.order, s.feeds = order, nil }

// usual is a book in which nothing is wrong: Karin at the office, Alva with 590 hours a month, Samir and Tilda with all
// their papers, timesheets that are with Försäkringskassan; and Bo, whom Samir assists, too.
func usual(m string) *shelf {
	s := &shelf{}
	const always = " from=2024-01-01"
	s.put("provider/p", "name=Provbolaget organisationsnummer=5560000001")
	for person, role := range map[string]string{"karin": "coordinator", "samir": "assistant", "tilda": "assistant", "alva": "beneficiary", "bo": "beneficiary"} {
		s.put("person/"+person, "name="+strings.ToUpper(person[:1])+person[1:])
		s.put("membership/"+person, "person="+person+" role="+role+always)
	}
	s.put("identity/alva", "person=alva personnummer=198507099805")
	s.put("identity/samir", "person=samir personnummer=199002289818")
	s.put("decision/1", "beneficiary=alva granter=fk minutes=#35400 per=month"+always)
	for _, pair := range []string{"samir alva", "samir bo", "tilda alva"} {
		who, at, _ := strings.Cut(pair, " ")
		both := " assistant=" + who + " beneficiary=" + at
		s.put("engagement/"+who+"."+at, both+always)
		s.put("registration/"+who+"."+at, both+" received=2024-01-01"+always)
		s.put("timesheet/"+who+"."+at+"@"+m, both+" month="+m+" state=complete version=#1")
		s.put("employment/"+who, "assistant="+who+" employer=provider regime=agreement"+always)
	}
	return s
}

// story is a golden month: papers and rows in, sums and findings out. testdata/months/README.md tells how one is written.
type story struct {
	shelf *shelf
	month care.Month
	now   time.Time
	want  []string
	// absent are the codes of findings that it shows from the other side: nearly there, and not.
	absent []string
}

func readStory(t *testing.T, path string) story {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	st := story{}
	for n, line := range strings.Split(string(raw), "\n") {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		rest = strings.Join(strings.Fields(rest), " ")
		switch {
		case word == "":
		case word == "#":
			if n == 0 && rest == "" {
				t.Fatal("it does not say what it shows")
			}
		case word == "month":
			st.month = care.Month(rest)
			st.shelf = usual(rest)
			st.now = st.month.Plus(1).First().Start().Add(8*24*time.Hour + 8*time.Hour)
		case word == "now":
			date, clock, _ := strings.Cut(rest, " ")
			st.now = instant(t, date, clock)
		case word == "row":
			st.row(t, strings.Fields(rest))
		case word == "disagree", word == "waits", word == "ahead":
			ref, what, _ := strings.Cut(rest, " ")
			st.shelf.unsettle(t, word, ref, what)
		case word == "absent":
			st.absent = append(st.absent, rest)
		case strings.Contains(word, "/"):
			st.shelf.put(word, rest)
		default:
			st.want = append(st.want, word+" "+rest)
		}
	}
	return st
}

// row reads: id who kind date from [date] to [beneficiary]. A to of "-" is none.
func (st *story) row(t *testing.T, f []string) {
	t.Helper()
	date, last, rest := f[3], f[3], f[5:]
	if strings.Count(rest[0], "-") == 2 {
		last, rest = rest[0], rest[1:]
	}
	at := "alva"
	if len(rest) > 1 {
		at = rest[1]
	}
	text := fmt.Sprintf("assistant=%s beneficiary=%s kind=%s start=%s", f[1], at, f[2], care.FormatMinute(instant(t, date, f[4])))
	if rest[0] != "-" {
		text += " end=" + care.FormatMinute(instant(t, last, rest[0]))
	}
	st.shelf.put("shift/"+f[0], text)
}

// instant is a clock time of a date; a star is for the second of two on the autumn night.
func instant(t *testing.T, date, clock string) time.Time {
	t.Helper()
	clock, second := strings.CutSuffix(clock, "*")
	hour, err := strconv.Atoi(clock[:2])
	minute, err2 := strconv.Atoi(clock[3:])
	at, how := care.Resolve(care.Date(date), hour, minute, second)
	if err != nil || err2 != nil || how == care.Skipped {
		t.Fatal("no such time: ", date, clock)
	}
	return at
}

func (st *story) look(t interface{ Fatal(...any) }) month.View {
	v, err := month.Look(st.shelf, month.Ask{Person: "karin", Beneficiary: "alva", Month: st.month, Now: st.now})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func clocked(minutes int) string { return fmt.Sprintf("%d.%02d", minutes/60, minutes%60) }

// told is what a view says, in the words of a story. Only those kinds of line are told that the story asks for; findings and
// sums and whether it is paid always.
func told(v month.View, want []string) []string {
	asked := map[string]bool{}
	for _, line := range want {
		word, _, _ := strings.Cut(line, " ")
		asked[word] = true
	}
	sums := func(s care.Sums) string {
		return fmt.Sprintf("active %s waiting %s standby %s", clocked(s.Active), clocked(s.Waiting), clocked(s.Standby))
	}
	share := func(f care.Fraction) string {
		if f.Den == 1 {
			return fmt.Sprint(f.Num)
		}
		return fmt.Sprintf("%d/%d", f.Num, f.Den)
	}
	out := []string{"sums " + sums(v.Sums)}
	add := func(word, text string) {
		if asked[word] {
			out = append(out, word+" "+text)
		}
	}
	add("counted", share(v.Counted))
	add("worth", fmt.Sprint(v.Money.Month))
	add("risk", fmt.Sprint(v.Preflight.Ore))
	add("planned", sums(v.Planned))
	if c := v.Clock; c != nil {
		add("clock", fmt.Sprintf("%d: %s by the clock, %s corrected, %s worked", c.Day, clocked(c.Clocks.Total()), clocked(c.Corrected.Total()), clocked(c.Worked.Total())))
	}
	for _, d := range v.Days {
		if d.Total() > 0 {
			add("day", fmt.Sprintf("%d %s", d.Day, clocked(d.Total())))
		}
	}
	for _, a := range v.Assistants {
		add("assistant", a.ID+" "+clocked(a.Total()))
	}
	add("decision", v.Decision.State)
	if u := v.Decision.Use; u != nil {
		add("used", fmt.Sprintf("%s of %d %s–%s", share(u.Used), u.Granted, u.From, u.To))
		add("left", share(u.Left))
		add("forecast", share(u.Forecast))
	}
	for _, c := range v.Preflight.Checks {
		if c.State != month.Agrees {
			add("check", c.Check+" "+c.State)
		}
	}
	for _, f := range v.Preflight.Findings {
		var rows []string
		for _, ref := range f.Rows {
			rows = append(rows, care.ID(ref))
		}
		slices.Sort(rows)
		out = append(out, fmt.Sprintf("finding %s %s [%s] %d", f.Code, f.Severity, strings.Join(rows, " "), f.Ore))
	}
	return append(out, "paid "+map[bool]string{true: "yes", false: "no"}[v.Preflight.Paid])
}

// Every story comes out as it is written, in whatever order its documents come; and every finding that there can be is in one,
// and is nearly, and not, in another.
func TestGoldenMonths(t *testing.T) {
	paths, err := filepath.Glob("testdata/months/*.txt")
	if err != nil || len(paths) < 40 {
		t.Fatal(len(paths), "stories", err)
	}
	present, absent := map[string]bool{}, map[string]bool{}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			st := readStory(t, path)
			v := st.look(t)
			got := told(v, st.want)
			if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(st.want))) {
				t.Errorf("it says\n%s\nand the story\n%s", strings.Join(got, "\n"), strings.Join(st.want, "\n"))
			}
			for _, code := range st.absent {
				absent[code] = true
				if !slices.ContainsFunc(month.Catalogue(), func(k month.Known) bool { return k.Code == code }) {
					t.Errorf("%s is no finding", code)
				}
			}
			for _, f := range v.Preflight.Findings {
				present[f.Code] = true
				if slices.Contains(st.absent, f.Code) {
					t.Errorf("%s is there", f.Code)
				}
				if text := written([]month.Finding{f})[0]; strings.Contains(text, "without its words") || strings.Contains(f.Action.SV+f.Action.EN, "%") {
					t.Error(text)
				}
			}
			slices.Reverse(st.shelf.order)
			st.shelf.reorder(st.shelf.order)
			if again := told(st.look(t), st.want); !slices.Equal(got, again) {
				t.Errorf("in another order it says\n%s", strings.Join(again, "\n"))
			}
			board, err := month.Boards(st.shelf, "karin", st.month, st.now)
			if err != nil {
				t.Fatal(err)
			}
			if c := board.Customers[0]; saidBefore(c.Hash) != saidBefore(v.Hash) || c.Paid != v.Preflight.Paid || c.Ore != v.Money.Risk {
				t.Errorf("the board says otherwise: %+v", c)
			}
		})
	}
	for _, k := range month.Catalogue() {
		if !present[k.Code] || !absent[k.Code] {
			t.Errorf("%s: a story shows it %v, one how it is nearly there %v", k.Code, present[k.Code], absent[k.Code])
		}
	}
}

func saidBefore(hash string) string { h, _, _ := strings.Cut(hash, "."); return h }

// The hash of a look does not go by the clock.
func TestHashHasNoClock(t *testing.T) {
	st := story{shelf: usual("2026-10"), month: "2026-10"}
	st.shelf.put("decision/1", "to=2026-12-31")
	st.shelf.put("timesheet/samir.alva@2026-10", "state=open")
	st.row(t, strings.Fields("a samir active 2026-10-05 08.00 14.00"))
	seen, found := map[string]bool{}, map[string]bool{}
	for _, now := range []string{"2026-10-20", "2026-11-02", "2026-12-01", "2026-12-10"} {
		st.now = instant(t, now, "09.00")
		v := st.look(t)
		seen[v.Hash] = true
		for _, f := range v.Preflight.Findings {
			found[f.Code] = true
		}
	}
	if len(seen) != 1 || len(found) != 4 {
		t.Errorf("%d hashes, %v", len(seen), slices.Sorted(maps.Keys(found)))
	}
}

// No rule fires on a month without rows, whatever papers there are; and the order of documents changes nothing.
func TestEmptyMonthLaw(t *testing.T) {
	stories, err := filepath.Glob("testdata/months/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		st := readStory(t, rapid.SampledFrom(stories).Draw(rt, "story"))
		st.shelf.reorder(rapid.Permutation(st.shelf.order).Draw(rt, "order"))
		v := st.look(rt)
		if got := told(v, st.want); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(st.want))) {
			rt.Fatal(strings.Join(got, "\n"))
		}
		for _, ref := range st.shelf.order {
			if care.KindOf(ref) == "shift" {
				st.shelf.put(ref, "void=true")
				st.shelf.settle(ref)
			}
		}
		for _, f := range st.look(rt).Preflight.Findings {
			// Those are about the decision, the person, what somebody said, and what was signed before.
			if !slices.Contains([]string{month.DecisionEnds, month.GuardianEnds, month.Flagged, month.SignedEarlier}, f.Code) {
				rt.Fatalf("of a month without rows: %+v", f)
			}
		}
	})
}

var _ book.Documents = (*shelf)(nil)
