package care_test

import (
	"slices"
	"testing"

	"passbok/care"
)

func TestAboutOf(t *testing.T) {
	const anna, bo = "0192f0c1-0000-7000-8000-00000000000a", "0192f0c1-0000-7000-8000-00000000000b"
	for name, c := range map[string]struct {
		kind, id string
		fields   map[string]string
		persons  []string
		ended    care.Date
		card     bool
	}{
		"a shift ends where it ends": {"shift", "1", map[string]string{"assistant": anna, "beneficiary": bo, "kind": "active", "start": "2026-10-31T22:00+01:00", "end": "2026-11-01T06:00+01:00"},
			[]string{anna, bo}, "2026-11-01", false},
		"one without an end, where it begins": {"shift", "1", map[string]string{"assistant": anna, "beneficiary": bo, "kind": "active", "start": "2026-10-31T22:00+01:00"},
			[]string{anna, bo}, "2026-10-31", false},
		"a plan ends where it ends": {"plan", "1", map[string]string{"assistant": anna, "beneficiary": bo, "kind": "active", "start": "2026-10-31T22:00+01:00", "end": "2026-11-01T06:00+01:00"},
			[]string{anna, bo}, "2026-11-01", false},
		"a template goes with its beneficiary":        {"template", "1", map[string]string{"beneficiary": bo}, []string{bo}, "", true},
		"an absence until further notice goes on":     {"absence", "1", map[string]string{"assistant": anna, "kind": "sick", "start": "2026-10-05T08:00+02:00"}, []string{anna}, "", false},
		"an absence, with its end":                    {"absence", "1", map[string]string{"assistant": anna, "kind": "sick", "start": "2026-10-05T08:00+02:00", "end": "2026-10-07T08:00+02:00"}, []string{anna}, "2026-10-07", false},
		"an answer to an offer, with its month":       {"reply", "1", map[string]string{"assistant": anna, "beneficiary": bo, "month": "2026-10"}, []string{anna, bo}, "2026-10-31", false},
		"an invoice, with its month":                  {"invoice", bo + "@2026-10", map[string]string{"beneficiary": bo, "month": "2026-10"}, []string{bo}, "2026-10-31", false},
		"a snapshot, by its id":                       {"snapshot", bo + "@2026-02.3", nil, []string{bo}, "2026-02-28", false},
		"an engagement that goes on":                  {"engagement", "1", map[string]string{"assistant": anna, "beneficiary": bo, "from": "2026-01-01"}, []string{anna, bo}, "", false},
		"an engagement that has ended":                {"engagement", "1", map[string]string{"assistant": anna, "beneficiary": bo, "from": "2026-01-01", "to": "2026-03-31"}, []string{anna, bo}, "2026-03-31", false},
		"a role":                                      {"membership", "1", map[string]string{"person": anna, "from": "2020-01-01", "to": "2021-06-30"}, []string{anna}, "2021-06-30", false},
		"a representation":                            {"representation", "1", map[string]string{"representative": anna, "beneficiary": bo, "from": "2020-01-01", "to": "2021-06-30"}, []string{anna, bo}, "2021-06-30", false},
		"a decision":                                  {"decision", "1", map[string]string{"beneficiary": bo, "from": "2020-01-01", "to": "2021-06-30"}, []string{bo}, "2021-06-30", false},
		"a message, with its month, and who said it":  {"message", "1", map[string]string{"author": anna, "beneficiary": bo, "month": "2026-10"}, []string{anna, bo, ""}, "2026-10-31", false},
		"a responsibility":                            {"responsibility", "1", map[string]string{"coordinator": anna, "beneficiary": bo, "from": "2024-01-01", "to": "2024-05-31"}, []string{anna, bo}, "2024-05-31", false},
		"an observation":                              {"observation", "1", map[string]string{"author": anna, "beneficiary": bo, "month": "2026-10"}, []string{anna, bo, ""}, "2026-10-31", false},
		"a day note, with its day":                    {"daynote", "1", map[string]string{"author": anna, "beneficiary": bo, "month": "2026-10", "day": "2026-10-07"}, []string{anna, bo}, "2026-10-07", false},
		"an errand, with its month":                   {"errand", "1", map[string]string{"key": "k", "assignee": anna, "beneficiary": bo, "month": "2026-10"}, []string{bo, anna}, "2026-10-31", false},
		"an errand about no month":                    {"errand", "1", map[string]string{"key": "k", "assignee": anna}, []string{"", anna}, "", true},
		"a timesheet, with its month":                 {"timesheet", anna + "." + bo + "@2026-10", map[string]string{"assistant": anna, "beneficiary": bo, "month": "2026-10"}, []string{anna, bo}, "2026-10-31", false},
		"its versions, by their id":                   {"sheet", anna + "." + bo + "@2026-02:3", nil, []string{anna, bo}, "2026-02-28", false},
		"what a month says":                           {"declaration", bo + "@2026-10", map[string]string{"beneficiary": bo, "month": "2026-10"}, []string{bo}, "2026-10-31", false},
		"an employment":                               {"employment", "1", map[string]string{"assistant": anna, "beneficiary": bo, "from": "2020-01-01", "to": "2021-06-30"}, []string{anna, bo}, "2021-06-30", false},
		"a registration that goes on":                 {"registration", "1", map[string]string{"assistant": anna, "beneficiary": bo, "from": "2020-01-01"}, []string{anna, bo}, "", false},
		"a stay, with its end":                        {"stay", "1", map[string]string{"beneficiary": bo, "kind": "hospital", "start": "2026-10-05T08:00+02:00", "end": "2026-10-07T08:00+02:00"}, []string{bo}, "2026-10-07", false},
		"a stay until further notice goes on":         {"stay", "1", map[string]string{"beneficiary": bo, "kind": "hospital", "start": "2026-10-05T08:00+02:00"}, []string{bo}, "", false},
		"an activity":                                 {"activity", "1", map[string]string{"beneficiary": bo, "from": "2020-01-01", "to": "2021-06-30"}, []string{bo}, "2021-06-30", false},
		"who somebody is":                             {"person", anna, map[string]string{"name": "Anna"}, []string{anna}, "", true},
		"and their number":                            {"identity", "1", map[string]string{"person": anna}, []string{anna}, "", true},
		"the provider is not about anyone":            {"provider", "1", map[string]string{"name": "X"}, nil, "", false},
		"its closed days":                             {"closed", bo + "@2026-10", map[string]string{"beneficiary": bo, "month": "2026-10", "until": "2026-10-15"}, []string{bo}, "2026-10-31", false},
		"and how they are reached":                    {"reach", anna, map[string]string{"person": anna}, []string{anna}, "", true},
		"a wish to be without a plan, with its month": {"swap", "1", map[string]string{"assistant": anna, "beneficiary": bo, "month": "2026-10"}, []string{anna, bo}, "2026-10-31", false},
	} {
		t.Run(name, func(t *testing.T) {
			fields := care.Fields{}
			for field, value := range c.fields {
				fields[field] = care.Value(value)
			}
			about := care.AboutOf(c.kind, c.id, fields)
			if !slices.Equal(about.Persons, c.persons) || about.Ended != c.ended || about.Card != c.card {
				t.Errorf("%+v", about)
			}
		})
	}
	planned := care.AboutOf("template", "1", care.Fields{"beneficiary": care.Value(bo), "plans": []byte(`[{"assistant":"` + anna + `","begins":"08.00","day":0,"ends":"16.00","kind":"active","last":0}]`)})
	if !slices.Equal(planned.Persons, []string{bo}) {
		t.Errorf("a template keeps whom it proposes: %+v", planned)
	}
	mistaken := care.AboutOf("absence", "1", care.Fields{"assistant": care.Value(anna), "start": care.Value("2026-10-05T08:00+02:00"), "void": care.Value(true)})
	if mistaken.Ended != "2026-10-05" {
		t.Errorf("an absence that was taken back: %+v", mistaken)
	}
	offered := care.AboutOf("offer", "1", care.Fields{"beneficiary": care.Value(bo), "to": care.Value([]string{anna}), "start": care.Value("2026-10-05T08:00+02:00"), "end": care.Value("2026-10-05T16:00+02:00")})
	if !slices.Equal(offered.Persons, []string{anna, bo}) || offered.Ended != "2026-10-05" {
		t.Errorf("an offer: %+v", offered)
	}
	exchanged := care.AboutOf("exchange", "1", care.Fields{"sides": []byte(`[{"plan":"p","assistant":"` + anna + `","beneficiary":"` + bo + `","kind":"active","start":"2026-11-02T08:00+01:00","end":"2026-11-02T16:00+01:00"},` +
		`{"plan":"q","assistant":"cia","beneficiary":"` + bo + `","kind":"active","start":"2026-10-05T08:00+02:00","end":"2026-10-05T16:00+02:00"}]`)})
	if !slices.Equal(exchanged.Persons, []string{anna, "cia", bo, bo}) || exchanged.Ended != "2026-11-02" {
		t.Errorf("an exchange: %+v", exchanged)
	}
	taken := care.AboutOf("engagement", "1", care.Fields{
		"assistant": care.Value(anna), "beneficiary": care.Value(bo), "from": care.Value("2026-01-01"), "void": care.Value(true),
	})
	if taken.Ended != "2026-01-01" {
		t.Errorf("what was taken back never held: %+v", taken)
	}
}

// TestEveryKindIsKeptOrNot fails when a kind is added and nobody has said whom it is about.
func TestEveryKindIsKeptOrNot(t *testing.T) {
	const someone = "0192f0c1-0000-7000-8000-00000000000a"
	for _, kind := range care.Kinds() {
		fields := care.Fields{}
		for name := range kind.Fields {
			fields[name] = care.Value(someone)
		}
		about := care.AboutOf(kind.Name, someone+"@2026-10.1", fields)
		if (len(about.Persons) == 0) != (kind.Name == "provider" || kind.Name == "connection") {
			t.Errorf("%s is about %v", kind.Name, about.Persons)
		}
	}
}

func TestKeptThrough(t *testing.T) {
	for _, c := range []struct {
		ended care.Date
		years int
		want  care.Date
	}{
		{"2026-01-01", 7, "2033-12-31"}, {"2026-12-31", 7, "2033-12-31"}, {"2027-01-01", 7, "2034-12-31"}, {"2024-02-29", 2, "2026-12-31"},
	} {
		if got := care.KeptThrough(c.ended, c.years); got != c.want {
			t.Errorf("%s for %d years: %s, want %s", c.ended, c.years, got, c.want)
		}
	}
}

func TestTheRefOfAVersionIsReadBack(t *testing.T) {
	ref := care.SheetRef("anna", "bo-1", "2026-10", 12)
	if n, ok := care.ParseSheetRef(ref); !ok || n != (care.SheetName{Assistant: "anna", Beneficiary: "bo-1", Month: "2026-10", Version: 12}) {
		t.Errorf("%+v %v", n, ok)
	}
	for _, bad := range []string{"", "sheet/", "sheet/anna.bo@2026-10", "sheet/anna@2026-10:1", "sheet/anna.bo@2026-13:1", "sheet/anna.bo@2026-10:0",
		"sheet/anna.bo@2026-10:01", "timesheet/anna.bo@2026-10", "sheet/anna.bo@2026-10:x"} {
		if n, ok := care.ParseSheetRef(bad); ok {
			t.Errorf("%q is %+v", bad, n)
		}
	}
}
