package care_test

import (
	"slices"
	"strings"
	"testing"

	"passbok/care"
)

type vectorTalks struct {
	Name     string          `json:"name"`
	Messages []vectorMessage `json:"messages"` // as the book has them, in order
	Talks    []vectorTalk    `json:"talks"`
}

type vectorMessage struct {
	Doc    string      `json:"doc"`
	Fields care.Fields `json:"fields"`
}

type vectorTalk struct {
	Topic    string   `json:"topic"`
	Messages []string `json:"messages"`
	Flags    []string `json:"flags"`
	Waits    string   `json:"waits"` // empty: nothing waits for the office
}

const (
	ofAlva   = "author=alva as=beneficiary beneficiary=alva month=2026-10 said=2026-11-09T09:00+01:00 "
	ofKarin  = "author=karin as=coordinator beneficiary=alva month=2026-10 said=2026-11-09T10:00+01:00 "
	ofSamir  = "author=samir as=assistant assistant=samir beneficiary=alva month=2026-10 said=2026-11-09T11:00+01:00 "
	onRow    = "day=2026-10-14 shift=r "
	onTheDay = "day=2026-10-14 "
)

func TestTalks(t *testing.T) {
	vectors := []vectorTalks{}
	for _, v := range []struct {
		name, want string // of each talk topic: messages | flags | what waits
		said       []string
	}{
		{"nothing was said", "", nil},
		{"a question about a row waits for the office", "shift/r: 1||1", []string{ofSamir + onRow + "text=hej"}},
		{"and is answered by what the office says after it", "shift/r: 1 2||", []string{ofSamir + onRow + "text=hej", ofKarin + onRow + "text=ja"}},
		{"an answer to the answer waits", "shift/r: 1 2 3||3", []string{ofSamir + onRow + "text=hej", ofKarin + onRow + "text=ja", ofSamir + onRow + "text=men"}},
		{"the first of two waits", "shift/r: 1 2||1", []string{ofSamir + onRow + "text=hej", ofSamir + onRow + "text=och"}},
		{"the office's own waits for nobody here", ": 1||", []string{ofKarin + "text=hej"}},
		{"a flag holds", "2026-10-14: 1|1|1", []string{ofAlva + onTheDay + "flag=time"}},
		{"what the office says does not settle it", "2026-10-14: 1 2|1|1", []string{ofAlva + onTheDay + "flag=time", ofKarin + onTheDay + "text=vi_tittar"}},
		{"what names it does", "2026-10-14: 1 2||", []string{ofAlva + onTheDay + "flag=time", ofKarin + onTheDay + `settles=["1"] text=rättat`}},
		{"also of whoever raised it", "2026-10-14: 1 2||", []string{ofAlva + onTheDay + "flag=time", ofAlva + onTheDay + `settles=["1"]`}},
		{"one that came later is not settled by what never saw it", "2026-10-14: 1 2 3|2|2", []string{ofAlva + onTheDay + "flag=time", ofAlva + onTheDay + "flag=absent", ofKarin + onTheDay + `settles=["1"]`}},
		{"several at once", "2026-10-14: 1 2 3||", []string{ofAlva + onTheDay + "flag=time", ofAlva + onTheDay + "flag=absent", ofKarin + onTheDay + `settles=["1","2"]`}},
		{"a flag taken back holds nothing", "2026-10-14: 1 2||", []string{ofAlva + onTheDay + "flag=time", ofAlva + onTheDay + "takes=1"}},
		{"a settling taken back settles nothing", "2026-10-14: 1 2 3|1|1", []string{ofAlva + onTheDay + "flag=time", ofKarin + onTheDay + `settles=["1"]`, ofKarin + onTheDay + "takes=2"}},
		{"an answer taken back is none", "shift/r: 1 2 3||1", []string{ofSamir + onRow + "text=hej", ofKarin + onRow + "text=ja", ofKarin + onRow + "takes=2"}},
		{"a question that was settled waits no more", "shift/r: 1 2||", []string{ofSamir + onRow + "text=hej", ofKarin + onRow + `settles=["1"]`}},
		{"a flag comes before what only asks", ": 1 2|2|2", []string{ofAlva + "text=hej", ofAlva + "flag=time"}},
		{"what asks stays when the flag goes", ": 1 2 3||1", []string{ofAlva + "text=hej", ofAlva + "flag=time", ofAlva + "takes=2"}},
		{"a row, its day and the month are three talks, a plan a fourth", "shift/r: 1||1; 2026-10-14: 2||2; : 3||3; plan/p: 4||", []string{
			ofAlva + onRow + "text=rad", ofAlva + onTheDay + "text=dag", ofAlva + "text=månad", ofKarin + onTheDay + "plan=p text=pass"}},
	} {
		vector := vectorTalks{Name: v.name, Messages: []vectorMessage{}, Talks: []vectorTalk{}}
		var messages []care.Message
		for i, said := range v.said {
			ref := "message/" + string(rune('1'+i))
			vector.Messages = append(vector.Messages, vectorMessage{ref, fields(said)})
			messages = append(messages, care.MessageOf(ref, fields(said)))
			if wrong := stand(ref, fields(said)); wrong != "" {
				t.Errorf("%s: %s: %s", v.name, said, wrong)
			}
		}
		ids := func(messages ...care.Message) []string {
			found := []string{}
			for _, m := range messages {
				if m.Ref != "" {
					found = append(found, care.ID(m.Ref))
				}
			}
			return found
		}
		var told []string
		for _, talk := range care.TalksOf(messages) {
			waits := strings.Join(ids(talk.Waits), "")
			vector.Talks = append(vector.Talks, vectorTalk{talk.Topic, ids(talk.Messages...), ids(talk.Flags...), waits})
			told = append(told, talk.Topic+": "+strings.Join(ids(talk.Messages...), " ")+"|"+strings.Join(ids(talk.Flags...), " ")+"|"+waits)
		}
		if got := strings.Join(told, "; "); got != v.want {
			t.Errorf("%s: %q, want %q", v.name, got, v.want)
		}
		vectors = append(vectors, vector)
	}
	golden(t, "talk.json", vectors)
}

// Everybody speaks for themselves, in a role of theirs, and nobody changes what was said.
func TestWhoMaySayWhat(t *testing.T) {
	const month = " beneficiary=alva month=2026-10 said=2026-11-09T09:00+01:00 "
	row := month + "day=2026-10-14 shift=r "
	for _, tt := range []struct {
		name, person, ref, said string
		want                    care.Permission
	}{
		{"the office, about a month", "karin", "message/x", "author=karin as=coordinator text=x" + month, care.Allowed},
		{"the office, to the assistant of a row", "karin", "message/x", "author=karin as=coordinator assistant=samir text=x" + row, care.Allowed},
		{"the office in somebody else's name", "karin", "message/x", "author=alva as=beneficiary text=x" + month, care.Never},
		{"the office as an assistant", "karin", "message/x", "author=karin as=assistant assistant=karin text=x" + row, care.Never},
		{"whoever has left the office", "nils", "message/x", "author=nils as=coordinator text=x" + month, care.Held},
		{"an assistant about a row of theirs", "samir", "message/x", "author=samir as=assistant assistant=samir text=x" + row, care.Allowed},
		{"an assistant about a month", "samir", "message/x", "author=samir as=assistant text=x" + month, care.Never},
		{"an assistant about a colleague's row", "samir", "message/x", "author=samir as=assistant assistant=tilda text=x" + row, care.Never},
		{"an assistant at somebody they never worked for", "vera", "message/x", "author=vera as=assistant assistant=vera text=x" + row, care.Never},
		{"an assistant about what they worked before they left", "ove", "message/x", "author=ove as=assistant assistant=ove text=x beneficiary=alva month=2026-06 day=2026-06-05 shift=r said=2026-11-09T09:00+01:00", care.Allowed},
		{"and about what came after", "ove", "message/x", "author=ove as=assistant assistant=ove text=x" + row, care.Held},
		{"an assistant as the office", "samir", "message/x", "author=samir as=coordinator text=x" + month, care.Never},
		{"the beneficiary, with a flag", "alva", "message/x", "author=alva as=beneficiary flag=time" + month, care.Allowed},
		{"the beneficiary, to the assistant of a row", "alva", "message/x", "author=alva as=beneficiary assistant=samir flag=absent" + row, care.Allowed},
		{"the beneficiary, to one who is not theirs", "alva", "message/x", "author=alva as=beneficiary assistant=vera flag=absent" + row, care.Never},
		{"the beneficiary about another's month", "bo", "message/x", "author=bo as=beneficiary flag=time" + month, care.Never},
		{"the beneficiary as their own representative", "alva", "message/x", "author=alva as=representative flag=time" + month, care.Never},
		{"the representative", "gunnar", "message/x", "author=gunnar as=representative flag=time" + month, care.Allowed},
		{"one who was it once", "rut", "message/x", "author=rut as=representative flag=time" + month, care.Held},
		{"one of somebody else", "gull", "message/x", "author=gull as=representative flag=time" + month, care.Never},
		{"a representative in the name of whom they represent", "gunnar", "message/x", "author=gunnar as=beneficiary flag=time" + month, care.Never},
		{"nobody's role", "alva", "message/x", "author=alva as=king text=x" + month, care.Never},
		{"the representative's observation", "gunnar", "observation/x", "author=gunnar as=representative text=x" + month, care.Allowed},
		{"the beneficiary's", "alva", "observation/x", "author=alva as=representative text=x" + month, care.Never},
		{"the office's", "karin", "observation/x", "author=karin as=representative text=x" + month, care.Never},
		{"a stranger", "stranger", "message/x", "author=stranger as=coordinator text=x" + month, care.Never},
	} {
		if got, err := care.May(aBook(), tt.person, now, tt.ref, nil, fields(tt.said)); err != nil || got != tt.want {
			t.Errorf("%s: %v %v, want %v", tt.name, got, err, tt.want)
		}
		if got, _ := care.May(aBook(), tt.person, now, tt.ref, fields(tt.said), fields(tt.said+" text=y")); got != care.Never {
			t.Errorf("%s, changed afterwards: %v", tt.name, got)
		}
	}
	book := aBook() // the office has written a row of somebody without an engagement
	book["shift/r"] = fields("assistant=vera beneficiary=alva " + october)
	if got, err := care.May(book, "alva", now, "message/x", nil, fields("author=alva as=beneficiary assistant=vera flag=absent"+row)); err != nil || got != care.Allowed {
		t.Errorf("about a row of one who was not engaged: %v %v", got, err)
	}
	if _, err := care.May(aBook(), "karin", now, "message/x", nil, fields("author=karin as=coordinator assistant=nobody text=x"+row)); code(err) != care.PersonUnknown {
		t.Errorf("to nobody: %v", err)
	}
}

// One's own is taken back within an hour by one's own clock, about the same thing and to the same readers.
func TestTakingBack(t *testing.T) {
	const row = " beneficiary=alva month=2026-10 day=2026-10-14 shift=r "
	for name, tt := range map[string]struct {
		person, said string
		want         care.Permission
	}{
		"at once": {"samir", "author=samir as=assistant assistant=samir takes=m said=2026-10-25T02:30+02:00" + row, care.Allowed},
		"an hour later, in the night when clocks change": {"samir", "author=samir as=assistant assistant=samir takes=m said=2026-10-25T02:30+01:00" + row, care.Allowed},
		"a minute more":         {"samir", "author=samir as=assistant assistant=samir takes=m said=2026-10-25T02:31+01:00" + row, care.Never},
		"somebody else's":       {"karin", "author=karin as=coordinator assistant=samir takes=m said=2026-10-25T02:30+02:00" + row, care.Never},
		"kept from its readers": {"samir", "author=samir as=assistant assistant=samir takes=m said=2026-10-25T02:30+02:00 beneficiary=alva month=2026-10 day=2026-10-14 plan=r", care.Never},
		"a taking back":         {"samir", "author=samir as=assistant assistant=samir takes=t said=2026-10-25T02:30+02:00" + row, care.Never},
		"what has not come yet": {"samir", "author=samir as=assistant assistant=samir takes=later said=2026-10-25T02:30+02:00" + row, care.Allowed},
	} {
		book := aBook()
		book["message/m"] = fields("author=samir as=assistant assistant=samir text=x said=2026-10-25T02:30+02:00" + row)
		book["message/t"] = fields("author=samir as=assistant assistant=samir takes=m said=2026-10-25T02:30+02:00" + row)
		if got, err := care.May(book, tt.person, now, "message/x", nil, fields(tt.said)); err != nil || got != tt.want {
			t.Errorf("%s: %v %v, want %v", name, got, err, tt.want)
		}
	}
}

func TestWhereAMessageBelongs(t *testing.T) {
	for said, want := range map[string]string{
		ofAlva + "text=x":            "alva@2026-10 talks/2026-10",
		ofAlva + onTheDay + "text=x": "alva@2026-10 talks/2026-10",
		ofSamir + onRow + "text=x":   "alva@2026-10 samir talks/2026-10",
	} {
		k := kind("message/x")
		feeds := k.Feeds("x", fields(said))
		if got := sorted(feeds); got != want || k.Month("x", fields(said)) != "2026-10" || len(k.Seals("x", fields(said))) != 0 {
			t.Errorf("%s: %s", said, got)
		}
	}
	note := fields("author=gunnar as=representative beneficiary=alva month=2026-10 text=x said=2026-11-09T09:00+01:00")
	if got := sorted(kind("observation/x").Feeds("x", note)); got != "observations/alva" {
		t.Errorf("an observation: %s", got)
	}
}

func sorted(feeds []string) string { return strings.Join(slices.Sorted(slices.Values(feeds)), " ") }
