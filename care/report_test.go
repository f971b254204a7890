package care_test

import (
	"testing"

	"pgregory.net/rapid"

	"passbok/care"
)

// reports are what can be said of an invoice: received, signed as sent, and signed otherwise in two ways.
func reports(sent care.Statement) (received, same, longer, renamed care.Report) {
	a, b, c := sent, sent, sent
	b.Active++
	c.Name = "Någon Annan"
	return care.Report{Version: 2}, care.Report{Version: 2, Signed: &a}, care.Report{Version: 2, Signed: &b}, care.Report{Version: 2, Signed: &c}
}

func TestJudge(t *testing.T) {
	sent := anInvoice().Statement()
	received, same, longer, renamed := reports(sent)
	known := care.Compare(sent, *longer.Signed)
	for name, test := range map[string]struct {
		report  care.Report
		state   care.State
		known   []care.Difference
		meaning care.Meaning
		next    care.State
		differs int
	}{
		"received":                    {received, care.HandedOver, nil, care.News, care.Received, 0},
		"received, before we knew":    {received, care.Ready, nil, care.News, care.Received, 0},
		"received twice":              {received, care.Received, nil, care.Again, care.Received, 0},
		"received after signed":       {received, care.Signed, nil, care.Late, care.Signed, 0},
		"received after a difference": {received, care.Differs, known, care.Late, care.Differs, 1},
		"signed":                      {same, care.Received, nil, care.News, care.Signed, 0},
		"signed before received":      {same, care.HandedOver, nil, care.News, care.Signed, 0},
		"signed twice":                {same, care.Signed, nil, care.Again, care.Signed, 0},
		"signed, and differs":         {longer, care.Received, nil, care.News, care.Differs, 1},
		"differs twice":               {longer, care.Differs, known, care.Again, care.Differs, 1},
		"differs in one more":         {renamed, care.Differs, known, care.News, care.Differs, 2},
		"the same, then another":      {longer, care.Signed, nil, care.News, care.Differs, 1},
		"another, then the same":      {same, care.Differs, known, care.Late, care.Differs, 1},
	} {
		for _, current := range []bool{true, false} {
			got := care.Judge(test.report, care.Standing{Sent: &sent, Current: current, State: test.state, Differences: test.known})
			want := test.meaning
			if want == care.News && !current {
				want = care.Outdated
			}
			if got.Meaning != want || got.Next != test.next || len(got.Differences) != test.differs {
				t.Errorf("%s, current %v: %+v", name, current, got)
			}
		}
		if got := care.Judge(test.report, care.Standing{State: test.state, Differences: test.known}); got.Meaning != care.Unknown || got.Next != test.state {
			t.Errorf("%s, of an invoice that never was: %+v", name, got)
		}
	}
}

// Reports come in any order, any number of times. What is known in the end depends on which have come and on nothing
// else: as far as the furthest of them, and every difference that one of them told.
func TestJudgeInAnyOrder(t *testing.T) {
	sent := anInvoice().Statement()
	received, same, longer, renamed := reports(sent)
	all := []care.Report{received, same, longer, renamed}
	states := []care.State{care.Received, care.Signed, care.Differs, care.Differs}
	rapid.Check(t, func(t *rapid.T) {
		s := care.Standing{Sent: &sent, Current: rapid.Bool().Draw(t, "current")}
		s.State = rapid.SampledFrom([]care.State{care.Ready, care.Notified, care.Opened, care.HandedOver}).Draw(t, "state")
		want, differs := s.State, map[care.Difference]bool{}
		for range rapid.IntRange(1, 8).Draw(t, "reports") {
			i := rapid.IntRange(0, len(all)-1).Draw(t, "report")
			if states[i].Reached(want) {
				want = states[i]
			}
			if all[i].Signed != nil {
				for _, d := range care.Compare(sent, *all[i].Signed) {
					differs[d] = true
				}
			}
			out := care.Judge(all[i], s)
			s.State, s.Differences = out.Next, out.Differences
			if again := care.Judge(all[i], s); again.Meaning == care.News || again.Meaning == care.Outdated {
				t.Fatalf("the same report is news twice: %+v", again)
			}
		}
		if s.State != want || len(s.Differences) != len(differs) {
			t.Fatalf("ended as %s with %v, not %s with %d", s.State, s.Differences, want, len(differs))
		}
	})
}
