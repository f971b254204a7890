package care_test

import (
	"slices"
	"strings"
	"testing"

	"passbok/care"
)

// office is aBook with Lena, who coordinates and does not sign, Olle, who coordinates and sees how the server is, and Greta, who looks
// the office over.
func office() paper {
	book := aBook()
	for person, says := range map[string]string{
		"lena": "role=coordinator signs=no", "olle": "role=coordinator signs=yes operator=true", "greta": "role=auditor",
	} {
		book["membership/"+person] = fields("person=" + person + " " + says + " from=2026-01-01")
		book["person/"+person] = fields("name=" + person)
	}
	return book
}

func TestWhoSignsForTheProvider(t *testing.T) {
	for person, want := range map[string]bool{
		"karin": true, // from before there was anything to say
		"olle":  true, "lena": false, "greta": false, "nils": false, "samir": false, "stranger": false,
	} {
		if got, err := care.Signs(office(), person, care.DateOf(now)); err != nil || got != want {
			t.Errorf("%s signs: %t %v", person, got, err)
		}
		for act, want := range map[care.Act]bool{care.ApproveSheet: want, care.PaperSheet: person == "karin" || person == "olle" || person == "lena"} {
			if got, err := care.MayDo(office(), person, act, "alva", now); err != nil || got != want {
				t.Errorf("%s %s: %t %v", person, act, got, err)
			}
			if got, err := care.MayDoSheet(office(), person, act, "samir", "alva", now); err != nil || got != want {
				t.Errorf("%s %s, of Samir's timesheet: %t %v", person, act, got, err)
			}
		}
	}
}

// Nobody gives a right that they have not, nor prolongs one, nor takes it themselves; but it can be taken away by anybody.
func TestNobodyGivesARightThatTheyHaveNot(t *testing.T) {
	const lena, olle, samir = "person=lena role=coordinator from=2026-01-01 ", "person=olle role=coordinator from=2026-01-01 ", "person=samir role=coordinator from=2026-01-01 "
	for _, tt := range []struct {
		name, by, before, after string
		want                    care.Permission
	}{
		{"a signer gives it", "karin", "", samir, care.Allowed},
		{"one who does not sign gives it", "lena", "", samir, care.Never},
		{"and says so", "lena", "", samir + "signs=yes", care.Never},
		{"one who does not sign makes another who does not", "lena", "", samir + "signs=no", care.Allowed},
		{"takes it themselves", "lena", lena + "signs=no", lena + "signs=yes", care.Never},
		{"clears the field", "lena", lena + "signs=no", lena, care.Never},
		{"changes a signer's last day to an earlier one", "lena", olle, olle + "to=2026-12-31", care.Allowed},
		{"prolongs a signer", "lena", olle + "to=2026-12-31", olle + "to=2027-12-31", care.Never},
		{"without an end", "lena", olle + "to=2026-12-31", olle, care.Never},
		{"removes a signer", "lena", olle, olle + "void=true", care.Allowed},
		{"brings one back", "lena", olle + "void=true", olle, care.Never},
		{"gives a signer's role to another", "lena", olle, lena, care.Never},
		{"makes an assistant a coordinator", "lena", "person=samir role=assistant from=2026-01-01", samir, care.Never},
		{"another role", "lena", "", "person=samir role=assistant from=2026-01-01", care.Allowed},
		{"who sees the server lets another", "olle", "", samir + "operator=true", care.Allowed},
		{"who does not see it", "karin", "", samir + "operator=true", care.Never},
		{"somebody who left", "nils", "", samir + "signs=no", care.Held},
		{"somebody who left gives what they have no more", "nils", "", samir, care.Never},
		{"and lets see the server", "nils", "", samir + "signs=no operator=true", care.Never},
		{"an auditor", "greta", "", samir + "signs=no", care.Never},
	} {
		may, err := care.May(office(), tt.by, now, "membership/x", fields(tt.before), fields(tt.after))
		if err != nil || may != tt.want {
			t.Errorf("%s: %v %v, want %v", tt.name, may, err, tt.want)
		}
	}
	book := office()
	delete(book, "membership/karin-coordinator")
	delete(book, "membership/olle")
	if may, err := care.May(book, "lena", now, "membership/x", fields(lena+"signs=no"), fields(lena+"signs=yes")); err != nil || may != care.Allowed {
		t.Errorf("where nobody has it any more: %v %v", may, err)
	}
}

// Were the last one's right taken away, anybody could take it: so it is taken by nobody who has it not.
func TestNobodyTakesTheLastOnesRight(t *testing.T) {
	const karin, olle = "person=karin role=coordinator from=2024-01-01 ", "person=olle role=coordinator from=2026-01-01 signs=yes "
	for _, tt := range []struct {
		name, by, ref, after string
		others               string // Olle's membership; empty: there is none
		want                 care.Permission
	}{
		{"removes the last signer", "lena", "karin-coordinator", karin + "void=true", "", care.Never},
		{"takes the right", "lena", "karin-coordinator", karin + "signs=no", "", care.Never},
		{"gives another role", "lena", "karin-coordinator", "person=karin role=assistant from=2024-01-01", "", care.Never},
		{"lets it end tomorrow", "lena", "karin-coordinator", karin + "to=2026-11-10", "", care.Never},
		{"let it have ended", "lena", "karin-coordinator", karin + "to=2026-11-08", "", care.Never},
		{"who signs does", "karin", "karin-coordinator", karin + "to=2026-11-10", "", care.Allowed},
		{"another signs, too", "lena", "karin-coordinator", karin + "to=2026-11-10", olle, care.Allowed},
		{"another does not yet", "lena", "karin-coordinator", karin + "to=2026-11-10", "person=olle role=coordinator from=2026-11-12 ", care.Never},
		{"another from the next day", "lena", "karin-coordinator", karin + "to=2026-11-10", "person=olle role=coordinator from=2026-11-11 ", care.Allowed},
		{"another for some time only", "lena", "karin-coordinator", karin + "to=2026-11-10", olle + "to=2026-12-31", care.Never},
		{"another, who ends sooner", "lena", "karin-coordinator", karin + "to=2026-11-10", olle + "to=2026-11-09", care.Never},
		{"somebody who left", "nils", "karin-coordinator", karin + "void=true", "", care.Never},
		{"no longer lets the last one see the server", "lena", "olle", olle, olle + "operator=true", care.Never},
		{"a signer does", "karin", "olle", olle, olle + "operator=true", care.Allowed},
		{"removes who sees it", "lena", "olle", olle + "operator=true void=true", olle + "operator=true", care.Never},
	} {
		book := office()
		delete(book, "membership/olle")
		if tt.others != "" {
			book["membership/olle"] = fields(tt.others)
		}
		ref := "membership/" + tt.ref
		may, err := care.May(book, tt.by, now, ref, book[ref], fields(tt.after))
		if err != nil || may != tt.want {
			t.Errorf("%s: %v %v, want %v", tt.name, may, err, tt.want)
		}
	}
	book := office() // Lena sees how the server is, and does not sign
	book["membership/lena"]["operator"] = care.Value(true)
	delete(book, "membership/olle")
	gone := fields("person=lena role=coordinator signs=no from=2026-01-01")
	if may, err := care.May(book, "lena", now, "membership/lena", book["membership/lena"], gone); err != nil || may != care.Allowed {
		t.Errorf("the last one who sees the server takes it from herself: %v %v", may, err)
	}
	// Two memberships of one person end together.
	book = office()
	delete(book, "membership/olle")
	book["membership/karin-more"] = fields(karin)
	ended := map[string]care.Fields{"membership/karin-coordinator": fields(karin + "to=2026-11-30"), "membership/karin-more": fields(karin + "to=2026-11-30")}
	for by, want := range map[string]bool{"lena": false, "karin": true} {
		if may, err := care.MayEnd(book, by, now, ended); err != nil || may != want {
			t.Errorf("%s ends the only one who signs: %t %v", by, may, err)
		}
	}
}

// What is kept for the office takes effect by nobody who could not have written it.
func TestWhoLetsAMembershipTakeEffect(t *testing.T) {
	const samir = "person=samir role=coordinator from=2026-01-01 "
	for _, tt := range []struct {
		by, ref, after string
		want           bool
	}{
		{"lena", "membership/x", samir, false}, {"karin", "membership/x", samir, true}, {"lena", "membership/x", samir + "signs=no", true},
		{"lena", "membership/x", "person=samir role=assistant from=2026-01-01", true}, {"lena", "shift/x", "assistant=samir", true},
	} {
		if may, err := care.MaySettle(office(), tt.by, now, tt.ref, nil, fields(tt.after)); err != nil || may != tt.want {
			t.Errorf("%s, %s %s: %t %v", tt.by, tt.ref, tt.after, may, err)
		}
	}
}

func TestWhoSeesHowTheServerIs(t *testing.T) {
	for person, want := range map[string]bool{"olle": true, "karin": false, "lena": false, "greta": false, "samir": false} {
		if got, err := care.Operates(office(), person, care.DateOf(now)); err != nil || got != want {
			t.Errorf("%s: %t %v", person, got, err)
		}
	}
	book := office()
	delete(book, "membership/olle")
	for person, want := range map[string]bool{"karin": true, "lena": true, "greta": false, "samir": false} {
		if got, err := care.Operates(book, person, care.DateOf(now)); err != nil || got != want {
			t.Errorf("where nobody is named, %s: %t %v", person, got, err)
		}
	}
}

// An auditor sees what a coordinator sees, and may do nothing to anything.
func TestAnAuditorReadsAndWritesNothing(t *testing.T) {
	book := office()
	feeds, err := care.Feeds(book, "greta", now)
	if err != nil || !slices.Contains(feeds, "book") {
		t.Errorf("%v %v", feeds, err)
	}
	for feed, want := range map[string]bool{
		"alva@2026-10": true, "identity/samir": true, "reach/alva": true, "plans/samir@2026-10": true, "observations/alva": true, "shifts/samir@2026-10": false,
	} {
		if got, err := care.MayOpen(book, "greta", feed, now); err != nil || got != want {
			t.Errorf("opens %s: %t %v", feed, got, err)
		}
	}
	var may []string
	for _, act := range care.Acts() {
		if ok, err := care.MayDo(book, "greta", act, "alva", now); err != nil {
			t.Fatal(err)
		} else if ok {
			may = append(may, string(act))
		}
	}
	if got := strings.Join(may, " "); got != "see board see_sheet look_around" {
		t.Errorf("an auditor may %s", got)
	}
	for _, k := range care.Kinds() {
		for _, before := range []care.Fields{nil, fields("person=greta assistant=greta author=greta as=coordinator beneficiary=alva")} {
			if got, err := care.May(book, "greta", now, k.Name+"/x", before, fields("person=greta assistant=greta author=greta as=coordinator beneficiary=alva text=x")); err != nil || got != care.Never {
				t.Errorf("writes %s: %v %v", k.Name, got, err)
			}
		}
	}
	book["membership/greta"]["to"] = care.Value("2026-10-31")
	if feeds, err := care.Feeds(book, "greta", now); err != nil || len(feeds) != 0 {
		t.Errorf("whose time is over: %v %v", feeds, err)
	}
}
