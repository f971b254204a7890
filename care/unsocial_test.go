package care_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
)

// tablesOf reads tables as a provider has them.
func tablesOf(t *testing.T, text string) []care.UnsocialTable {
	t.Helper()
	tables := care.UnsocialOf(care.Fields{"unsocial": json.RawMessage(text)})
	if len(tables) == 0 {
		t.Fatalf("no table in %s", text)
	}
	return tables
}

func rule(days, hours, code string, kinds ...string) string {
	begins, ends, _ := strings.Cut(hours, "-")
	if len(kinds) == 0 {
		kinds = []string{"active"}
	}
	list := func(words []string) string { text, _ := json.Marshal(words); return string(text) }
	return fmt.Sprintf(`{"begins":%q,"code":%q,"days":%s,"ends":%q,"kinds":%s}`, begins, code, list(strings.Fields(days)), ends, list(kinds))
}

func table(from string, rules ...string) string {
	return fmt.Sprintf(`[{"from":%q,"rules":[%s]}]`, from, strings.Join(rules, ","))
}

// What a table makes of a row of one day, as minutes by code.
func TestUnsocialHours(t *testing.T) {
	evening, night := rule("mon tue wed thu fri", "19.00-22.00", "OB1"), rule("mon tue wed thu fri sat sun", "22.00-24.00", "OB2")
	early, weekend := rule("mon tue wed thu fri sat sun", "00.00-06.00", "OB2"), rule("sat sun holiday", "00.00-24.00", "OB3")
	big := rule("eve holiday 2026-04-04", "00.00-24.00", "storhelg", "active", "waiting")
	all := table("2026-01-01", big, weekend, evening, night, early)
	for name, tt := range map[string]struct{ table, kind, from, to, want string }{
		"a weekday's evening":                   {all, "active", "2026-10-05T16:00+02:00", "2026-10-05T23:30+02:00", "OB1=180 OB2=90"},
		"a kind that no rule names":             {all, "standby", "2026-10-05T16:00+02:00", "2026-10-05T23:30+02:00", ""},
		"the first rule that fits":              {all, "active", "2026-10-10T20:00+02:00", "2026-10-10T23:00+02:00", "OB3=180"},
		"Christmas Day, a Friday":               {all, "waiting", "2026-12-25T10:00+01:00", "2026-12-25T12:00+01:00", "storhelg=120"},
		"midsummer's eve":                       {all, "active", "2026-06-19T10:00+02:00", "2026-06-19T11:00+02:00", "storhelg=60"},
		"a Friday that is no eve":               {all, "active", "2026-06-26T10:00+02:00", "2026-06-26T11:00+02:00", ""},
		"a date of the agreement's own":         {all, "active", "2026-04-04T10:00+02:00", "2026-04-04T11:00+02:00", "storhelg=60"},
		"an ordinary Sunday is no holiday":      {table("2026-01-01", rule("holiday", "00.00-24.00", "OB4")), "active", "2026-10-11T10:00+02:00", "2026-10-11T11:00+02:00", ""},
		"Easter and Whit Sunday are":            {table("2026-01-01", rule("holiday", "00.00-24.00", "OB4")), "active", "2026-05-24T10:00+02:00", "2026-05-24T11:00+02:00", "OB4=60"},
		"the day before a holiday":              {table("2026-01-01", rule("before", "18.00-24.00", "OB4")), "active", "2026-05-13T17:00+02:00", "2026-05-13T19:00+02:00", "OB4=60"},
		"a table that does not hold yet":        {table("2026-10-06", evening), "active", "2026-10-05T16:00+02:00", "2026-10-05T23:30+02:00", ""},
		"a table that holds from that day":      {table("2026-10-05", evening), "active", "2026-10-05T16:00+02:00", "2026-10-05T23:30+02:00", "OB1=180"},
		"the night with 02.00 twice":            {all, "active", "2026-10-25T00:00+02:00", "2026-10-25T06:00+01:00", "OB3=420"},
		"both hours from 02.00":                 {table("2026-01-01", rule("sun", "02.00-03.00", "OB2")), "active", "2026-10-25T00:00+02:00", "2026-10-25T06:00+01:00", "OB2=120"},
		"both half hours from 02.30":            {table("2026-01-01", rule("sun", "02.30-03.30", "OB2")), "active", "2026-10-25T00:00+02:00", "2026-10-25T06:00+01:00", "OB2=90"},
		"the night without 02.00":               {table("2026-01-01", rule("sun", "00.00-06.00", "OB2")), "active", "2026-03-29T00:00+01:00", "2026-03-29T06:00+02:00", "OB2=300"},
		"nothing of an hour that was not there": {table("2026-01-01", rule("sun", "02.00-03.00", "OB2")), "active", "2026-03-29T00:00+01:00", "2026-03-29T06:00+02:00", ""},
	} {
		t.Run(name, func(t *testing.T) {
			from, err := care.ParseMinute(tt.from)
			if err != nil {
				t.Fatal(err)
			}
			to, err := care.ParseMinute(tt.to)
			if err != nil {
				t.Fatal(err)
			}
			on := care.UnsocialOn(tablesOf(t, tt.table), care.DateOf(from))
			var codes []string
			sums := map[string]int{}
			for _, part := range on.Cut(care.Kind(tt.kind), care.Span{Start: from, End: to}) {
				if sums[part.Code] == 0 {
					codes = append(codes, part.Code)
				}
				sums[part.Code] += part.Minutes()
			}
			for i, code := range codes {
				codes[i] = fmt.Sprintf("%s=%d", code, sums[code])
			}
			if got := strings.Join(codes, " "); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// Whatever the rules, the minutes that go by a code are those of which the clock says so, each once, and never more than were worked.
func TestUnsocialMinutesAreThoseOfTheClock(t *testing.T) {
	clock := func(minutes int) string { return fmt.Sprintf("%02d.%02d", minutes/60, minutes%60) }
	days := append(care.Weekdays(), care.DayHoliday, care.DayEve, care.DayBefore, "2026-10-25")
	rapid.Check(t, func(t *rapid.T) {
		on := care.UnsocialTable{From: "2026-01-01"}
		for range rapid.IntRange(0, 6).Draw(t, "rules") {
			begins := rapid.IntRange(0, 1439).Draw(t, "begins")
			on.Rules = append(on.Rules, care.UnsocialRule{
				Begins: clock(begins), Ends: clock(rapid.IntRange(begins+1, 1440).Draw(t, "ends")), Code: rapid.SampledFrom([]string{"OB1", "OB2", "310"}).Draw(t, "code"),
				Days: rapid.SliceOfNDistinct(rapid.SampledFrom(days), 1, 5, rapid.ID[string]).Draw(t, "days"), Kinds: rapid.SliceOfNDistinct(rapid.SampledFrom(care.AllKinds()), 1, 2, rapid.ID[care.Kind]).Draw(t, "kinds"),
			})
		}
		day := rapid.SampledFrom([]care.Date{"2026-10-25", "2026-03-29", "2026-12-24", "2026-12-25", "2026-05-13", "2026-10-05", "2026-10-10"}).Draw(t, "day")
		from := rapid.IntRange(0, day.Length()-1).Draw(t, "from")
		part := care.Span{Start: day.Start().Add(time.Duration(from) * time.Minute), End: day.Start().Add(time.Duration(rapid.IntRange(from, day.Length()).Draw(t, "to")) * time.Minute)}
		kind := rapid.SampledFrom(care.AllKinds()).Draw(t, "kind")
		want, got, all := map[string]int{}, map[string]int{}, 0
		for at := part.Start; at.Before(part.End); at = at.Add(time.Minute) {
			if code := on.At(kind, at); code != "" {
				want[code]++
			}
		}
		cut := on.Cut(kind, part)
		for i, one := range cut {
			got[one.Code] += one.Minutes()
			all += one.Minutes()
			for _, other := range cut[:i] {
				if one.Overlaps(other.Span) {
					t.Fatalf("%v and %v share time", one, other)
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || all > part.Minutes() {
			t.Fatalf("%v of %d minutes, want %v", got, part.Minutes(), want)
		}
	})
}
