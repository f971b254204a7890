package erak

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"passbok/care"
)

func report(status care.State, change func(*care.Statement)) Report {
	r := Report{ID: "r", Reference: Reference{"book-1", "alva", "2026-10", 2}, Status: status}
	if status == care.Signed {
		r.Signed = october().Statement()
		if change != nil {
			change(&r.Signed)
		}
	}
	return r
}

func TestJudge(t *testing.T) {
	sent := october()
	same := report(care.Signed, nil)
	other := report(care.Signed, func(s *care.Statement) { s.Active++ })
	received := report(care.Received, nil)
	for name, test := range map[string]struct {
		report   Report
		standing Standing
		meaning  Meaning
		next     care.State
		differs  int
	}{
		"received":                        {received, Standing{care.HandedOver, 2, &sent}, News, care.Received, 0},
		"received, before we knew":        {received, Standing{care.Ready, 2, &sent}, News, care.Received, 0},
		"received twice":                  {received, Standing{care.Received, 2, &sent}, Again, care.Received, 0},
		"received after signed":           {received, Standing{care.Signed, 2, &sent}, Late, care.Signed, 0},
		"received after a difference":     {received, Standing{care.Differs, 2, &sent}, Late, care.Differs, 0},
		"signed":                          {same, Standing{care.Received, 2, &sent}, News, care.Signed, 0},
		"signed before received":          {same, Standing{care.HandedOver, 2, &sent}, News, care.Signed, 0},
		"signed twice":                    {same, Standing{care.Signed, 2, &sent}, Again, care.Signed, 0},
		"signed, and differs":             {other, Standing{care.Received, 2, &sent}, News, care.Differs, 1},
		"differs twice":                   {other, Standing{care.Differs, 2, &sent}, Again, care.Differs, 1},
		"the same, then another":          {other, Standing{care.Signed, 2, &sent}, News, care.Differs, 1},
		"another, then the same":          {same, Standing{care.Differs, 2, &sent}, Late, care.Differs, 0},
		"an unknown invoice":              {same, Standing{care.Open, 0, nil}, Unknown, care.Open, 0},
		"reopened meanwhile":              {same, Standing{care.Open, 2, &sent}, Outdated, care.Open, 0},
		"ready again meanwhile":           {same, Standing{care.Ready, 3, &sent}, Outdated, care.Ready, 0},
		"ready again, and it differs too": {other, Standing{care.Ready, 3, &sent}, Outdated, care.Ready, 1},
	} {
		got := Judge(test.report, test.standing)
		if got.Meaning != test.meaning || got.Next != test.next || len(got.Differences) != test.differs {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Each field of the statement is compared, and no personnummer comes out.
func TestCompareEveryField(t *testing.T) {
	sent := october()
	if got := Compare(sent, sent.Statement()); len(got) != 0 {
		t.Fatalf("the same differs: %+v", got)
	}
	for i := range reflect.TypeFor[care.Statement]().NumField() {
		signed := sent.Statement()
		field := reflect.ValueOf(&signed).Elem().Field(i)
		if field.Kind() == reflect.Int {
			field.SetInt(field.Int() + 1)
		} else {
			field.SetString("199001019802")
		}
		got := Compare(sent, signed)
		if len(got) != 1 {
			t.Fatalf("%s: %+v", reflect.TypeFor[care.Statement]().Field(i).Name, got)
		}
		if got[0].Field == "personnummer" && (got[0].Sent != "850709-••••" || got[0].Signed != "900101-••••") {
			t.Errorf("a personnummer in full: %+v", got)
		}
	}
}

// Reports come in any order, any number of times: once one has said that what was signed differs, the
// invoice differs; and where all were taken, it is as far as the furthest of them.
func TestJudgeInAnyOrder(t *testing.T) {
	sent := october()
	rapid.Check(t, func(t *rapid.T) {
		all := []Report{report(care.Received, nil), report(care.Signed, nil), report(care.Signed, func(s *care.Statement) { s.Waiting-- })}
		state := rapid.SampledFrom([]care.State{care.Ready, care.Notified, care.Opened, care.HandedOver}).Draw(t, "state")
		want := state
		for range rapid.IntRange(1, 8).Draw(t, "reports") {
			i := rapid.IntRange(0, 2).Draw(t, "report")
			if next := []care.State{care.Received, care.Signed, care.Differs}[i]; next.Reached(want) {
				want = next
			}
			state = Judge(all[i], Standing{state, 2, &sent}).Next
			if again := Judge(all[i], Standing{state, 2, &sent}); again.Meaning == News {
				t.Fatalf("the same report is news twice: %+v", again)
			}
		}
		if state != want {
			t.Fatalf("ended as %s, not %s", state, want)
		}
	})
}
