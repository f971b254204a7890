package care_test

import (
	"errors"
	"slices"
	"testing"

	"passbok/care"
)

// noted is a book of a provider that keeps day notes for so many days; "" keeps none.
func noted(days string) paper {
	book := aBook()
	book["provider/p"] = fields("name=x")
	if days != "" {
		book["provider/p"] = fields("name=x note_days=#" + days)
	}
	book["membership/lena"], book["person/lena"] = fields("person=lena role=coordinator from=2024-01-01"), fields("name=lena")
	book["membership/aud"], book["person/aud"] = fields("person=aud role=auditor from=2024-01-01"), fields("name=aud")
	book["responsibility/r"] = fields("coordinator=karin beneficiary=alva from=2024-01-01")
	return book
}

func TestWhoMayNoteADay(t *testing.T) {
	const day = " text=x beneficiary=alva month=2026-11 day=2026-11-08 said=2026-11-09T09:00+01:00"
	for _, tt := range []struct {
		name, person, days, fields string
		want                       care.Permission
	}{
		{"an assistant who is engaged that day", "samir", "30", "author=samir as=assistant" + day, care.Allowed},
		{"where the provider keeps none", "samir", "", "author=samir as=assistant" + day, care.Never},
		{"in another's name", "samir", "30", "author=tilda as=assistant" + day, care.Never},
		{"as the office", "samir", "30", "author=samir as=coordinator" + day, care.Never},
		{"at somebody they never worked for", "vera", "30", "author=vera as=assistant" + day, care.Never},
		{"after they had left", "ove", "30", "author=ove as=assistant" + day, care.Held},
		{"about a day before they left", "ove", "300", "author=ove as=assistant text=x beneficiary=alva month=2026-06 day=2026-06-05 said=2026-06-05T09:00+02:00", care.Allowed},
		{"who answers for the customer", "karin", "30", "author=karin as=coordinator" + day, care.Allowed},
		{"a colleague who does not", "lena", "30", "author=lena as=coordinator" + day, care.Never},
		{"a colleague, where nobody is named", "lena", "30", "author=lena as=coordinator text=x beneficiary=bo month=2026-11 day=2026-11-08 said=2026-11-09T09:00+01:00", care.Allowed},
		{"whoever has left the office", "nils", "30", "author=nils as=coordinator" + day, care.Held},
		{"an auditor", "aud", "30", "author=aud as=coordinator" + day, care.Never},
		{"whom it is about", "alva", "30", "author=alva as=assistant" + day, care.Never},
	} {
		if got, err := care.May(noted(tt.days), tt.person, now, "daynote/x", nil, fields(tt.fields)); err != nil || got != tt.want {
			t.Errorf("%s: %v %v, want %v", tt.name, got, err, tt.want)
		}
	}
	book := noted("30")
	book["daynote/y"] = fields("author=samir as=assistant text=y beneficiary=alva month=2026-11 day=2026-11-08 said=2026-11-09T08:30+01:00")
	const takes = " takes=y beneficiary=alva month=2026-11 day=2026-11-08 said="
	for said, want := range map[string]care.Permission{"2026-11-09T09:00+01:00": care.Allowed, "2026-11-09T09:31+01:00": care.Never} {
		if got, err := care.May(book, "samir", now, "daynote/x", nil, fields("author=samir as=assistant"+takes+said)); err != nil || got != want {
			t.Errorf("taken back at %s: %v %v, want %v", said, got, err, want)
		}
	}
	if got, _ := care.May(book, "tilda", now, "daynote/x", nil, fields("author=tilda as=assistant"+takes+"2026-11-09T09:00+01:00")); got != care.Never {
		t.Errorf("another's, taken back: %v", got)
	}
}

// A note of a day whose notes are kept no more is refused in words, whoever may write it; and whoever may not learns nothing by it.
func TestNotesOfDaysThatAreKeptNoMore(t *testing.T) {
	for _, tt := range []struct {
		person, as, day string
		want            care.Permission
		code            string
	}{
		{"samir", "assistant", "2026-10-10", care.Allowed, ""},
		{"samir", "assistant", "2026-10-09", care.Never, care.NotKept},
		{"karin", "coordinator", "2026-10-10", care.Allowed, ""},
		{"karin", "coordinator", "2026-10-09", care.Never, care.NotKept},
		{"vera", "assistant", "2026-10-09", care.Never, ""},
		{"ove", "assistant", "2026-06-05", care.Never, care.NotKept}, // who has left, about a day of theirs
	} {
		may, err := care.May(noted("30"), tt.person, now, "daynote/x", nil,
			fields("author="+tt.person+" as="+tt.as+" text=x beneficiary=alva month="+tt.day[:7]+" day="+tt.day+" said=2026-11-09T09:00+01:00"))
		code := ""
		var problem *care.Problem
		if errors.As(err, &problem) {
			code = problem.Code()
		}
		if may != tt.want || code != tt.code {
			t.Errorf("%s about %s: %v %q (%v)", tt.person, tt.day, may, code, err)
		}
	}
}

func TestWhoReadsDayNotes(t *testing.T) {
	for _, tt := range []struct {
		name, person, days, feed string
		right, opens             bool
	}{
		{"an assistant, this month", "samir", "30", "notes/alva@2026-11", true, false},
		{"and the last", "samir", "30", "notes/alva@2026-10", true, false},
		{"but no longer than they are kept", "samir", "30", "notes/alva@2026-09", false, false},
		{"nor for more than is handed over", "samir", "300", "notes/alva@2026-08", false, false},
		{"of somebody else", "samir", "30", "notes/bo@2026-11", false, false},
		{"whoever has left", "ove", "300", "notes/alva@2026-11", false, false},
		{"who answers for the customer", "karin", "30", "notes/alva@2026-11", false, true},
		{"older than are kept", "karin", "30", "notes/alva@2026-09", false, false},
		{"a colleague who does not", "lena", "30", "notes/alva@2026-11", false, false},
		{"a colleague, where nobody is named", "lena", "30", "notes/bo@2026-11", false, true},
		{"an auditor", "aud", "30", "notes/bo@2026-11", false, false},
		{"the beneficiary", "alva", "300", "notes/alva@2026-02", true, true},
		{"who represents them", "gunnar", "30", "notes/alva@2026-11", true, true},
		{"who represented them", "rut", "30", "notes/alva@2026-11", false, false},
		{"who represents another", "gull", "30", "notes/alva@2026-11", false, false},
		{"where there are none", "alva", "", "notes/alva@2026-11", false, false},
		{"where there are none, the office", "karin", "", "notes/alva@2026-11", false, false},
		{"no month", "karin", "30", "notes/alva@2026-13", false, false},
	} {
		book := noted(tt.days)
		feeds, err := care.Feeds(book, tt.person, now)
		if got := slices.Contains(feeds, tt.feed); err != nil || got != tt.right {
			t.Errorf("%s: by right %v %v, want %v", tt.name, got, err, tt.right)
		}
		if got, err := care.MayOpen(book, tt.person, tt.feed, now); err != nil || got != tt.opens {
			t.Errorf("%s: opens %v %v, want %v", tt.name, got, err, tt.opens)
		}
	}
	if got := sorted(kind("daynote/x").Feeds("x", fields("beneficiary=alva month=2026-11"))); got != "notes/alva@2026-11" {
		t.Errorf("feeds of a day note: %s", got)
	}
	if until := care.NoteKeptThrough("2026-10-30", 30); until != "2026-11-29" {
		t.Errorf("kept through %s", until)
	}
}
