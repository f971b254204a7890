package care_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
)

var now = time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)

const october = "start=2026-10-05T08:00+02:00 end=2026-10-05T16:00+02:00 kind=active "

const aboutARow = " beneficiary=alva month=2026-10 day=2026-10-14 shift=r said=2026-11-09T09:00+01:00"

const aboutADay = " beneficiary=alva month=2026-11 day=2026-11-08 said=2026-11-09T09:00+01:00"

// TestEveryRoleEveryKind walks role × kind × own and others'. What is not named here must be Never.
func TestEveryRoleEveryKind(t *testing.T) {
	people := []string{"karin", "nils", "samir", "ove", "alva", "gunnar", "stranger"}
	documents := map[string][]string{ // kind → documents as "whose: fields"
		"person":         {"name=x"},
		"identity":       {"person=samir", "person=alva"},
		"reach":          {"person=samir", "person=alva"},
		"membership":     {"person=samir role=coordinator from=2026-01-01", "person=alva role=beneficiary from=2026-01-01"},
		"engagement":     {"assistant=samir beneficiary=alva from=2026-01-01"},
		"representation": {"representative=gunnar beneficiary=alva kind=god_man from=2026-01-01"},
		"decision":       {"beneficiary=alva granter=fk from=2026-01-01 minutes=#1 per=month"},
		"employment":     {"assistant=samir employer=provider regime=agreement from=2026-01-01"},
		"registration":   {"assistant=samir beneficiary=alva from=2026-01-01"},
		"stay":           {"beneficiary=alva kind=hospital start=2026-10-05T08:00+02:00"},
		"activity":       {`beneficiary=alva kind=school from=2026-01-01 days=["mon"] begins=08.00 ends=12.00`},
		"declaration":    {"beneficiary=alva month=2026-10"},
		"responsibility": {"coordinator=karin beneficiary=alva from=2026-01-01"},
		"timesheet":      {"assistant=samir beneficiary=alva month=2026-10 state=open version=#1"},
		"sheet":          {"hash=x"},
		"provider":       {"name=x"},
		"shift":          {"assistant=samir beneficiary=alva " + october, "assistant=tilda beneficiary=alva " + october, "assistant=vera beneficiary=bo " + october},
		"plan":           {"assistant=samir beneficiary=alva " + october, "beneficiary=alva " + october},
		"template":       {`beneficiary=alva name=x weeks=#1 plans=[{"begins":"08.00","day":0,"ends":"16.00","kind":"active","last":0}]`},
		"absence":        {"assistant=samir kind=sick start=2026-10-05T00:00+02:00"},
		"offer":          {`plan=p beneficiary=alva to=["samir"] how=first ` + october},
		"exchange":       {"sides=" + twoSides},
		"reply":          {"offer=none assistant=samir beneficiary=alva month=2026-10 says=yes"},
		"swap":           {"plan=none assistant=samir beneficiary=alva month=2026-10"},
		"invoice":        {"beneficiary=alva month=2026-10 state=open version=#1"},
		"snapshot":       {"hash=x"},
		"connection":     {"service=elt"},
		"closed":         {"beneficiary=alva month=2026-10 until=2026-10-15"},
		"errand":         {"key=k assignee=karin"},
		"message": {"author=samir as=assistant assistant=samir text=x" + aboutARow, "author=alva as=beneficiary text=x" + aboutARow,
			"author=gunnar as=representative text=x" + aboutARow, "author=karin as=coordinator text=x" + aboutARow, "author=nils as=coordinator text=x" + aboutARow},
		"observation": {"author=gunnar as=representative text=x beneficiary=alva month=2026-10 said=2026-11-09T09:00+01:00"},
		"daynote":     {"author=samir as=assistant text=x" + aboutADay, "author=karin as=coordinator text=x" + aboutADay, "author=nils as=coordinator text=x" + aboutADay, "author=alva as=assistant text=x" + aboutADay},
	}
	for _, k := range care.Kinds() {
		if len(documents[k.Name]) == 0 {
			t.Errorf("kind %s is not walked", k.Name)
		}
		for _, document := range documents[k.Name] {
			for _, person := range people {
				want := care.Never
				said := k.Name == "message" || k.Name == "observation" || k.Name == "daynote"
				switch {
				case k.Name == "reply": // there is no such offer
				case said && !strings.HasPrefix(document, "author="+person):
				case k.Name == "daynote" && person == "alva": // whom they are about reads them
				case said && person != "nils":
					want = care.Allowed // what they say themselves
				case person == "karin":
					want = care.Allowed // over everything; what is for commands alone, the schema says
				case person == "nils":
					want = care.Held
				case person == "samir" && k.Name == "shift" && strings.HasPrefix(document, "assistant=samir"):
					want = care.Allowed
				}
				for name, before := range map[string]care.Fields{"new": nil, "edit": fields(document)} {
					want := want
					if said && name == "edit" {
						want = care.Never // not even by whoever said it
					}
					if k.Name == "swap" && name == "edit" && person == "samir" {
						want = care.Allowed // their own, whatever has become of the plan
					}
					if name == "new" && person == "nils" && strings.Contains(document, "role=coordinator") {
						want = care.Never // gives a right that he has no more
					}
					book := aBook()
					book["provider/p"] = fields("name=x note_days=#30")
					got, err := care.May(book, person, now, k.Name+"/x", before, fields(document))
					if err != nil || got != want {
						t.Errorf("%s %s of %s %q: %v %v, want %v", name, person, k.Name, document, got, err, want)
					}
				}
			}
		}
		if k.Open == slices.Contains([]string{"invoice", "snapshot", "timesheet", "sheet", "connection", "closed"}, k.Name) {
			t.Errorf("%s open to operations: %v", k.Name, k.Open)
		}
	}
}

func TestAssistantsRight(t *testing.T) {
	const june, july = "start=2026-06-30T22:00+02:00 kind=active", "start=2026-07-01T00:00+02:00 kind=active"
	tests := []struct {
		name, person, before, after string
		want                        care.Permission
	}{
		{"ended engagement, worked while it lasted", "ove", "", "assistant=ove beneficiary=alva " + june, care.Allowed},
		{"ended engagement, worked after", "ove", "", "assistant=ove beneficiary=alva " + july, care.Held},
		{"moved out of the engagement", "ove", "assistant=ove beneficiary=alva " + june, "assistant=ove beneficiary=alva " + july, care.Held},
		{"moved into the engagement", "ove", "assistant=ove beneficiary=alva " + july, "assistant=ove beneficiary=alva " + june, care.Held},
		{"at somebody they never worked for", "samir", "", "assistant=samir beneficiary=bo " + october, care.Never},
		{"given to another", "samir", "assistant=samir beneficiary=alva " + october, "assistant=tilda beneficiary=alva " + october, care.Never},
		{"taken from another", "samir", "assistant=tilda beneficiary=alva " + october, "assistant=samir beneficiary=alva " + october, care.Never},
		{"no start that can be judged", "samir", "", "assistant=samir beneficiary=alva kind=active", care.Never},
		{"before the engagement began", "samir", "", "assistant=samir beneficiary=alva start=2023-12-31T08:00+01:00", care.Held},
	}
	for _, tt := range tests {
		got, err := care.May(aBook(), tt.person, now, "shift/x", fields(tt.before), fields(tt.after))
		if err != nil || got != tt.want {
			t.Errorf("%s: %v %v, want %v", tt.name, got, err, tt.want)
		}
	}
	book := aBook()
	book["engagement/samir-alva"]["void"] = []byte("true")
	if got, _ := care.May(book, "samir", now, "shift/x", nil, fields("assistant=samir beneficiary=alva "+october)); got != care.Held {
		t.Errorf("an engagement that was removed: %v, want Held", got)
	}
	for period, want := range map[string]care.Permission{"from=2024-01-01 to=2026-10-04": care.Held, "from=2024-01-01 to=2026-10-05": care.Allowed, "": care.Never} {
		book := aBook() // the engagement goes on; the role is over, or never was
		delete(book, "membership/samir-assistant")
		if period != "" {
			book["membership/samir-assistant"] = fields("person=samir role=assistant " + period)
		}
		if got, _ := care.May(book, "samir", now, "shift/x", nil, fields("assistant=samir beneficiary=alva "+october)); got != want {
			t.Errorf("engaged, with the role %q: %v, want %v", period, got, want)
		}
	}
}

// An assistant answers for themselves what is offered to them, once: also what was taken back meanwhile.
func TestRightToAnswerAnOffer(t *testing.T) {
	answer := func(who, more string) string {
		return "offer=1 assistant=" + who + " says=yes beneficiary=alva month=2026-10" + more
	}
	for _, tt := range []struct {
		name, person, before, after string
		want                        care.Permission
	}{
		{"who was asked", "samir", "", answer("samir", ""), care.Allowed},
		{"the same once more, changed", "samir", answer("samir", ""), answer("samir", " says=no"), care.Never},
		{"for another", "samir", "", answer("ove", ""), care.Never},
		{"who was not asked", "tilda", "", answer("tilda", ""), care.Never},
		{"whose role is over", "ove", "", answer("ove", ""), care.Held},
		{"the office for somebody", "karin", "", answer("samir", ""), care.Never},
		{"as of another month", "samir", "", answer("samir", " month=2026-11"), care.Never},
		{"as of another beneficiary", "samir", "", answer("samir", " beneficiary=bo"), care.Never},
		{"an offer that is not there", "samir", "", answer("samir", " offer=2"), care.Never},
	} {
		for _, void := range []string{"false", "true"} {
			book := aBook()
			book["membership/ove-assistant"] = fields("person=ove role=assistant from=2024-01-01 to=2026-06-30")
			book["offer/1"] = fields(`plan=p beneficiary=alva to=["samir","ove"] how=first ` + october + " void=" + void)
			got, err := care.May(book, tt.person, now, "reply/x", fields(tt.before), fields(tt.after))
			if err != nil || got != tt.want {
				t.Errorf("%s, taken back %s: %v %v, want %v", tt.name, void, got, err, tt.want)
			}
		}
	}
}

const twoSides = `[{"plan":"p","assistant":"samir","beneficiary":"alva","kind":"active","start":"2026-10-05T08:00+02:00","end":"2026-10-05T16:00+02:00"},` +
	`{"plan":"q","assistant":"ove","beneficiary":"alva","kind":"active","start":"2026-11-06T08:00+01:00","end":"2026-11-06T16:00+01:00"}]`

// The two that an exchange is between answer it for themselves, each of them once, and it is filed by its first side.
func TestRightToAnswerAnExchange(t *testing.T) {
	answer := func(who, more string) string {
		return "exchange=1 assistant=" + who + " says=yes beneficiary=alva month=2026-10" + more
	}
	for _, tt := range []struct {
		name, person, before, after string
		want                        care.Permission
	}{
		{"one of the two", "samir", "", answer("samir", ""), care.Allowed},
		{"the other, whose role is over", "ove", "", answer("ove", ""), care.Held},
		{"the same once more, changed", "samir", answer("samir", ""), answer("samir", " says=no"), care.Never},
		{"for the other", "samir", "", answer("ove", ""), care.Never},
		{"who is neither", "tilda", "", answer("tilda", ""), care.Never},
		{"the office for one of them", "karin", "", answer("samir", ""), care.Never},
		{"filed by the other side", "samir", "", answer("samir", " month=2026-11"), care.Never},
		{"as of another beneficiary", "samir", "", answer("samir", " beneficiary=bo"), care.Never},
		{"one that is not there", "samir", "", answer("samir", " exchange=2"), care.Never},
	} {
		book := aBook()
		book["membership/ove-assistant"] = fields("person=ove role=assistant from=2024-01-01 to=2026-06-30")
		book["exchange/1"] = fields("sides=" + twoSides)
		got, err := care.May(book, tt.person, now, "reply/x", fields(tt.before), fields(tt.after))
		if err != nil || got != tt.want {
			t.Errorf("%s: %v %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

// The office proposes an exchange and takes it back. What it says, that it was given, and why it came to nothing, nobody may write.
func TestRightToProposeAnExchange(t *testing.T) {
	sides := func(more string) string { return "sides=" + twoSides + more }
	other := "sides=" + strings.Replace(twoSides, "T16:00+02:00", "T18:00+02:00", 1)
	for _, tt := range []struct {
		name, person, before, after string
		want                        care.Permission
	}{
		{"proposed", "karin", "", sides(""), care.Allowed},
		{"by who was coordinator once", "nils", "", sides(""), care.Held},
		{"by one of the two", "samir", "", sides(""), care.Never},
		{"proposed as given", "karin", "", sides(" given=true"), care.Never},
		{"taken back", "karin", sides(""), sides(" void=true"), care.Allowed},
		{"taken back, having been given meanwhile", "karin", sides(" given=true"), sides(" given=true void=true"), care.Allowed},
		{"put back", "karin", sides(" void=true"), sides(" void=false"), care.Never},
		{"what became of it is seen", "karin", sides(" void=true why=declined"), sides(" void=true why=declined seen=true"), care.Allowed},
		{"given by hand", "karin", sides(""), sides(" given=true"), care.Never},
		{"for a reason of the house's", "karin", sides(""), sides(" void=true why=busy"), care.Never},
		{"of other times, after somebody may have agreed", "karin", sides(""), other, care.Never},
	} {
		got, err := care.May(aBook(), tt.person, now, "exchange/x", fields(tt.before), fields(tt.after))
		if err != nil || got != tt.want {
			t.Errorf("%s: %v %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

// An assistant wishes to be without a plan of theirs, and takes it back, whatever the office has done with the plan meanwhile.
func TestRightToWishASwap(t *testing.T) {
	wish := func(who, more string) string {
		return "plan=p assistant=" + who + " beneficiary=alva month=2026-10" + more
	}
	for _, tt := range []struct {
		name, person, before, after, plan string
		want                              care.Permission
	}{
		{"their own", "samir", "", wish("samir", ""), "assistant=samir", care.Allowed},
		{"taken back", "samir", wish("samir", ""), wish("samir", " void=true"), "assistant=samir", care.Allowed},
		{"somebody else's by now", "samir", "", wish("samir", ""), "assistant=tilda", care.Allowed},
		{"in another's name", "samir", "", wish("ove", ""), "assistant=ove", care.Never},
		{"another's, taken back", "samir", wish("ove", ""), wish("ove", " void=true"), "assistant=ove", care.Never},
		{"where they never worked", "vera", "", wish("vera", ""), "assistant=vera", care.Never},
		{"a draft again by now", "samir", "", wish("samir", ""), "assistant=samir draft=true", care.Allowed},
		{"in another month by now", "samir", "", wish("samir", " month=2026-11"), "assistant=samir", care.Allowed},
		{"at another customer by now", "samir", "", wish("samir", ""), "assistant=samir beneficiary=bo", care.Never},
		{"taken back, in another month by now", "samir", wish("samir", " month=2026-11"), wish("samir", " month=2026-11 void=true"), "assistant=samir", care.Allowed},
		{"taken back, at another customer by now", "samir", wish("samir", ""), wish("samir", " void=true"), "assistant=samir beneficiary=bo", care.Allowed},
		{"taken back, of a plan that is not there", "samir", wish("samir", " plan=q"), wish("samir", " plan=q void=true"), "assistant=samir", care.Allowed},
		{"put back", "samir", wish("samir", " void=true"), wish("samir", ""), "assistant=samir beneficiary=bo", care.Allowed},
		{"taken back by who assists no longer", "ove", wish("ove", ""), wish("ove", " void=true"), "assistant=ove", care.Held},
		{"of another plan, which is not there", "samir", wish("samir", ""), wish("samir", " plan=q void=true"), "assistant=samir", care.Never},
		{"a plan that is not there", "samir", "", wish("samir", " plan=q"), "assistant=samir", care.Never},
		{"by the office", "karin", wish("samir", ""), wish("samir", " void=true"), "assistant=samir", care.Allowed},
	} {
		book := aBook()
		book["plan/p"] = fields("beneficiary=alva " + october + " " + tt.plan)
		got, err := care.May(book, tt.person, now, "swap/x", fields(tt.before), fields(tt.after))
		if err != nil || got != tt.want {
			t.Errorf("%s: %v %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

// The day of a shift is its day in Stockholm, at midnight, in the doubled hour and in the one that is not there; when the
// phone finds a network does not matter.
func TestAssistantsRightAtTheEdgesOfDays(t *testing.T) {
	for _, tt := range []struct {
		engaged, start string
		want           care.Permission
	}{
		{"from=2026-01-01 to=2026-10-24", "2026-10-24T23:59+02:00", care.Allowed},
		{"from=2026-01-01 to=2026-10-24", "2026-10-25T00:00+02:00", care.Held}, // 22:00 the day before in UTC
		{"from=2026-10-25 to=2026-10-25", "2026-10-24T23:59+02:00", care.Held},
		{"from=2026-10-25 to=2026-10-25", "2026-10-25T00:00+02:00", care.Allowed},
		{"from=2026-10-25 to=2026-10-25", "2026-10-25T02:30+02:00", care.Allowed}, // the doubled hour, first
		{"from=2026-10-25 to=2026-10-25", "2026-10-25T02:30+01:00", care.Allowed}, // and second
		{"from=2026-10-25 to=2026-10-25", "2026-10-25T23:59+01:00", care.Allowed},
		{"from=2026-10-25 to=2026-10-25", "2026-10-26T00:00+01:00", care.Held}, // 25 hours after it began
		{"from=2026-03-29 to=2026-03-29", "2026-03-29T00:00+01:00", care.Allowed},
		{"from=2026-03-29 to=2026-03-29", "2026-03-29T03:00+02:00", care.Allowed},
		{"from=2026-03-29 to=2026-03-29", "2026-03-30T00:00+02:00", care.Held}, // 23 hours after it began
		{"from=2026-01-01 to=2026-12-31", "2027-01-01T00:00+01:00", care.Held},
		{"from=2026-01-01 to=2026-12-31", "2026-12-31T23:59+01:00", care.Allowed},
	} {
		for _, now := range []time.Time{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), now, time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)} {
			book := aBook()
			book["engagement/samir-alva"] = fields("assistant=samir beneficiary=alva " + tt.engaged)
			row := fields("assistant=samir beneficiary=alva kind=active start=" + tt.start)
			if got, err := care.May(book, "samir", now, "shift/x", nil, row); err != nil || got != tt.want {
				t.Errorf("engaged %s, a shift from %s, sent %s: %v %v, want %v", tt.engaged, tt.start, now.Format(time.DateOnly), got, err, tt.want)
			}
		}
	}
}

// TestWhoMayDo walks every act × everybody at Alva's, Bo's and Sol's.
func TestWhoMayDo(t *testing.T) {
	book := aBook()
	people := []string{"alva", "bo", "gull", "gunnar", "karin", "nils", "ove", "per", "pia", "rut", "samir", "sol", "stranger", "tilda", "vera"}
	want := map[string]string{
		"see alva":        "alva gunnar karin",
		"see bo":          "bo gull karin",
		"see sol":         "karin per pia sol",
		"hand_over alva":  "alva gunnar",
		"hand_over bo":    "bo karin",                                    // Karin as his god man; Gull's task does not cover it
		"hand_over sol":   "per pia",                                     // not the child
		"sign_sheet alva": "", "sign_sheet bo": "", "sign_sheet sol": "", // an assistant's own alone
	}
	for _, act := range care.Acts() {
		for _, beneficiary := range []string{"alva", "bo", "sol"} {
			expected, there := want[string(act)+" "+beneficiary]
			if !there {
				expected = "karin"
			}
			var may []string
			for _, person := range people {
				if ok, err := care.MayDo(book, person, act, beneficiary, now); err != nil {
					t.Fatal(err)
				} else if ok {
					may = append(may, person)
				}
			}
			if got := strings.Join(may, " "); got != expected {
				t.Errorf("%s %s: %q, want %q", act, beneficiary, got, expected)
			}
		}
	}
	for beneficiary, want := range map[string]string{"alva": "alva gunnar", "bo": "bo karin", "sol": "per pia"} {
		if got, err := care.Signers(book, beneficiary, now); err != nil || strings.Join(got, " ") != want {
			t.Errorf("signers of %s: %v %v, want %s", beneficiary, got, err, want)
		}
	}
	if got, err := care.Coordinators(book, now); err != nil || !slices.Equal(got, []string{"karin"}) {
		t.Errorf("coordinators: %v %v", got, err)
	}
}

// A guardian's right ends on the very day on which the child comes of age, though the paper goes on; a parent who is their god
// man then stands as such. Of a child whose number is not written down nobody can know.
func TestAGuardianStandsUntilTheChildIsOfAge(t *testing.T) {
	at := func(day care.Date) time.Time { return day.Start().Add(time.Minute) }
	who := func(book care.Records, day care.Date) string {
		t.Helper()
		signers, err := care.Signers(book, "sol", at(day))
		represented, err2 := care.Represented(book, "pia", at(day))
		may, err3 := care.Represents(book, "pia", "sol", day)
		opens, err4 := care.MayOpen(book, "pia", "sol@2026-10", at(day))
		hands, err5 := care.MayDo(book, "pia", care.HandOver, "sol", at(day))
		if err := errors.Join(err, err2, err3, err4, err5); err != nil {
			t.Fatal(err)
		}
		if stands := may == care.Allowed; stands != (len(represented) == 1) || stands != opens || stands != hands || !stands && may != care.Held {
			t.Errorf("%s: Pia represents %v, %v; opens %t, hands over %t", day, represented, may, opens, hands)
		}
		return strings.Join(signers, " ")
	}
	for name, tt := range map[string]struct{ number, last, then string }{
		"a personnummer":       {"personnummer=200810179801", "2026-10-16", "2026-10-17"},
		"a samordningsnummer":  {"samordningsnummer=200810779801", "2026-10-16", "2026-10-17"},
		"born on the leap day": {"personnummer=200802299800", "2026-02-28", "2026-03-01"},
	} {
		t.Run(name, func(t *testing.T) {
			book := aBook()
			book["identity/sol"] = fields("person=sol " + tt.number)
			if got, got2 := who(book, care.Date(tt.last)), who(book, care.Date(tt.then)); got != "per pia" || got2 != "sol" {
				t.Errorf("the day before %q, the very day %q", got, got2)
			}
			book["representation/pia-sol-2"] = fields("representative=pia beneficiary=sol kind=god_man scope=[\"rights\"] from=" + tt.then)
			if got := who(book, care.Date(tt.then)); got != "sol pia" {
				t.Errorf("with a god man from that day: %q", got)
			}
		})
	}
	if got := who(aBook(), "2099-01-01"); got != "per pia" {
		t.Errorf("of an unknown age: %q", got)
	}
}

// An assistant acts on their own timesheet, where they were engaged at some time; whoever left does, too.
func TestWhoMayDoToATimesheet(t *testing.T) {
	book := aBook()
	for _, tt := range []struct{ person, assistant, beneficiary, may string }{
		{"samir", "samir", "alva", "see_sheet ready_sheet reopen_sheet sign_sheet"},
		{"samir", "samir", "bo", ""},
		{"samir", "nils", "alva", ""},
		{"ove", "ove", "alva", "see_sheet ready_sheet reopen_sheet sign_sheet"},
		{"alva", "samir", "alva", ""},
		{"gunnar", "samir", "alva", ""},
		{"karin", "samir", "alva", "see_sheet ready_sheet reopen_sheet approve_sheet paper_sheet"},
		{"stranger", "stranger", "alva", ""},
	} {
		var may []string
		for _, act := range []care.Act{care.SeeSheet, care.ReadySheet, care.ReopenSheet, care.SignSheet, care.ApproveSheet, care.PaperSheet} {
			if ok, err := care.MayDoSheet(book, tt.person, act, tt.assistant, tt.beneficiary, now); err != nil {
				t.Fatal(err)
			} else if ok {
				may = append(may, string(act))
			}
		}
		if got := strings.Join(may, " "); got != tt.may {
			t.Errorf("%s on the timesheet of %s at %s: %q, want %q", tt.person, tt.assistant, tt.beneficiary, got, tt.may)
		}
	}
}

func TestFeeds(t *testing.T) {
	book := aBook()
	has := func(person string, feeds ...string) {
		t.Helper()
		got, err := care.Feeds(book, person, now)
		if err != nil {
			t.Fatal(err)
		}
		for _, feed := range feeds {
			name, absent := strings.CutPrefix(feed, "-")
			if slices.Contains(got, name) == absent {
				t.Errorf("%s and feed %s: %v", person, feed, got)
			}
		}
	}
	has("karin", "book", "provider", "identity/karin", "-identity/samir", "reach/karin", "-reach/samir", "bo@2026-10", "-alva@2026-10")
	has("samir", "samir", "card/alva", "card/karin", "card/nils", "-card/bo", "-alva", "-alva@2026-10", "-book", "-card/tilda", "-identity/alva", "reach/samir", "-reach/alva")
	has("alva", "alva", "alva@2026-10", "alva@2025-11", "-alva@2025-10", "alva@2026-12", "card/samir", "card/ove", "card/gunnar", "-card/vera", "-samir")
	has("gunnar", "observations/alva", "-observations/bo")
	has("alva", "-observations/alva", "-talks/2026-10")
	has("karin", "observations/bo", "-observations/alva") // Bo's god man
	has("gunnar", "alva", "alva@2026-10", "-bo@2026-10", "card/alva", "card/samir", "-identity/alva", "-reach/alva")
	if got, _ := care.Feeds(book, "ove", now); len(got) != 0 {
		t.Errorf("whoever left still has feeds: %v", got)
	}
	book["invoice/alva@2030-01"] = fields("beneficiary=alva month=2030-01 state=ready version=#1")
	has("alva", "alva@2030-01")

	opens := func(person, feed string, want bool) {
		t.Helper()
		if got, err := care.MayOpen(book, person, feed, now); err != nil || got != want {
			t.Errorf("%s opens %s: %v %v, want %v", person, feed, got, err, want)
		}
	}
	opens("karin", "alva@2026-10", true)
	opens("karin", "identity/samir", true)
	opens("karin", "reach/samir", true)
	opens("nils", "reach/samir", false)
	opens("karin", "card/alva", true)
	opens("samir", "card/bo", false)
	opens("samir", "reach/alva", false)
	opens("gunnar", "reach/alva", false)
	opens("karin", "shifts/samir@2026-10", false)
	opens("karin", "alva@2026-13", false)
	opens("karin", "observations/alva", true)
	opens("nils", "observations/alva", false)
	opens("alva", "observations/alva", false)
	opens("samir", "observations/alva", false)
	opens("karin", "talks/2026-10", false)
	opens("karin", "planning/alva@2026-10", true)
	opens("karin", "planning/alva@2026-13", false)
	opens("samir", "planning/alva@2026-10", false)
	opens("alva", "planning/alva@2026-10", false)
	opens("karin", "plans/samir@2026-10", true)
	opens("karin", "plans/samir@2026-13", false)
	opens("karin", "plans/samir", false)
	opens("nils", "plans/samir@2026-10", false)
	opens("samir", "plans/samir@2026-10", false)
	opens("alva", "plans/samir@2026-10", false)
	opens("nils", "alva@2026-10", false)
	opens("samir", "alva@2026-10", false)
	opens("samir", "identity/alva", false)
	opens("alva", "alva@2020-01", true)
	opens("gunnar", "alva@2020-01", true)
	opens("gunnar", "bo@2026-10", false)
	opens("rut", "alva@2026-10", false)
}

// A document can stand in an index for the sake of a value that was only asked for. It gives nothing.
func TestIndexesAreNotBelieved(t *testing.T) {
	book := asked{aBook(), map[string]string{
		"engagements/vera":     "engagement/samir-alva",
		"representations/vera": "representation/gunnar-alva",
		"memberships/vera":     "membership/karin-coordinator",
		"roles/coordinator":    "membership/tilda-assistant",
		"represents/bo":        "representation/gunnar-alva",
		"engaged/bo":           "engagement/samir-alva",
	}}
	got, err := care.Feeds(book, "vera", now)
	if want := "card/bo card/karin card/nils card/vera identity/vera provider reach/vera vera"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("%v %v, want %s", got, err, want)
	}
	if may, _ := care.May(book, "vera", now, "shift/x", nil, fields("assistant=vera beneficiary=alva "+october)); may != care.Never {
		t.Errorf("vera at alva: %v", may)
	}
	if signers, _ := care.Signers(book, "bo", now); strings.Join(signers, " ") != "bo karin" {
		t.Errorf("signers of bo: %v", signers)
	}
	if office, _ := care.Coordinators(book, now); strings.Join(office, " ") != "karin" {
		t.Errorf("coordinators: %v", office)
	}
}

// A plan names people who are there; it may name nobody to work it.
func TestAPlanNamesPeople(t *testing.T) {
	for document, want := range map[string]string{
		"assistant=samir beneficiary=alva " + october: "", "beneficiary=alva " + october: "",
		"assistant=nobody beneficiary=alva " + october: "person_unknown", "beneficiary=nobody " + october: "person_unknown",
	} {
		may, err := care.May(aBook(), "karin", now, "plan/x", nil, fields(document))
		if got := code(err); got != want || may != care.Allowed {
			t.Errorf("%s: %v %q, want %q", document, may, got, want)
		}
	}
}
