package care_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"passbok/care"
)

// stand checks fields and whole as the engine does, and gives code and field of what is wrong.
func stand(ref string, f care.Fields) string {
	k := kind(ref)
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fits, there := k.Fields[name]
		if !there {
			return "no such field " + name
		}
		if err := fits(f[name]); err != nil {
			return code(err) + " " + name
		}
	}
	if err := k.Check(care.ID(ref), f); err != nil {
		var p *care.Problem
		if !errors.As(err, &p) || p.Error() == "" {
			return err.Error()
		}
		return p.Code() + " " + p.Field()
	}
	return ""
}

func TestShapes(t *testing.T) {
	const shift = "assistant=samir beneficiary=alva kind=active start=2026-10-05T08:00+02:00 "
	const message = "author=alva as=beneficiary beneficiary=alva month=2026-10 said=2026-11-09T09:00+01:00 "
	const vacant = "beneficiary=alva kind=active start=2026-10-05T08:00+02:00 "
	const offer = `plan=p beneficiary=alva kind=active start=2026-10-05T08:00+02:00 end=2026-10-05T16:00+02:00 to=["samir"] how=first`
	side := func(plan, assistant, more string) string {
		return `{"plan":"` + plan + `","assistant":"` + assistant + `","beneficiary":"alva","kind":"active","start":"2026-10-05T08:00+02:00","end":"2026-10-05T16:00+02:00"` + more + `}`
	}
	exchange := func(sides ...string) string { return "sides=[" + strings.Join(sides, ",") + "]" }
	template := func(begins, ends string, day, last int) string {
		return fmt.Sprintf(`beneficiary=alva name=Sommar weeks=#2 plans=[{"assistant":"samir","begins":%q,"day":%d,"ends":%q,"kind":"active","last":%d,"note":"tack"}]`, begins, day, ends, last)
	}
	tests := []struct{ ref, fields, want string }{
		{"shift/x", shift, ""},
		{"shift/x", shift + "end=2026-10-05T16:00+02:00 note=tack void=true", ""},
		{"shift/x", shift + "end=2026-10-05T08:00+02:00", ""},
		{"shift/x", shift + "end=null note=null", ""},
		{"shift/x", shift + "end=2026-10-05T07:59+02:00", "end_before_start end"},
		{"shift/x", shift + "end=2026-10-08T07:59+02:00", ""},
		{"shift/x", shift + "end=2026-10-08T08:00+02:00", "shift_too_long end"},
		{"shift/x", shift + "end=2026-10-05T16:00+01:00", "bad_time end"},
		{"shift/x", shift + "end=#1", "bad_time end"},
		{"shift/x", shift + "kind=sleeping", "bad_choice kind"},
		{"shift/x", shift + "kind=null", "missing kind"},
		{"shift/x", shift + "beneficiary=samir", "assistant_is_self assistant"},
		{"shift/x", shift + "assistant=a/b", "bad_id assistant"},
		{"shift/x", shift + "assistant=a@2026-10", "bad_id assistant"},
		{"shift/x", shift + "void=#0", "bad_flag void"},
		{"shift/x", shift + "note=#7", "bad_text note"},
		{"shift/x", shift + "note=" + strings.Repeat("ö", 1000), ""},
		{"shift/x", shift + "note=" + strings.Repeat("ö", 1001), "bad_text note"},
		{"shift/x", "beneficiary=alva", "missing assistant"},
		{"shift/x", shift + "plan=0192f0c1-0000-7000-8000-00000000000a", ""},
		{"shift/x", shift + "plan=plan/a", "bad_id plan"},
		{"plan/x", shift + "end=2026-10-05T16:00+02:00 note=tack void=true", ""},
		{"plan/x", vacant + "end=2026-10-05T16:00+02:00", ""},
		{"plan/x", vacant + "end=2026-10-05T16:00+02:00 assistant=null", ""},
		{"plan/x", vacant + "end=2026-10-05T16:00+02:00 assistant=alva", "assistant_is_self assistant"},
		{"plan/x", vacant, "missing end"},
		{"plan/x", "kind=active start=2026-10-05T08:00+02:00 end=2026-10-05T16:00+02:00", "missing beneficiary"},
		{"plan/x", vacant + "end=2026-10-05T08:00+02:00", "end_before_start end"},
		{"plan/x", vacant + "end=2026-10-08T08:00+02:00", "shift_too_long end"},
		{"plan/x", vacant + "end=2026-10-05T16:00+01:00", "bad_time end"},
		{"plan/x", vacant + "end=2026-10-05T16:00+02:00 kind=sleeping", "bad_choice kind"},
		{"plan/x", vacant + "end=2026-10-05T16:00+02:00 plan=y", "no such field plan"},
		{"plan/x", vacant + "end=2026-10-05T16:00+02:00 draft=true", ""},
		{"plan/x", vacant + "end=2026-10-05T16:00+02:00 draft=yes", "bad_flag draft"},
		{"template/x", template("08.00", "16.00", 0, 0), ""},
		{"template/x", template("22.00", "06.00", 13, 14), ""},
		{"template/x", template("20.00", "24.00", 0, 0), ""},
		{"template/x", template("22.00", "06.00", 14, 15), "bad_count plans"},
		{"template/x", template("16.00", "08.00", 0, 0), "end_before_start plans"},
		{"template/x", template("16.00", "16.00", 0, 3), "shift_too_long plans"},
		{"template/x", template("16.00", "15.00", 0, 3), ""},
		{"template/x", template("16.00", "15.00", 3, 2), "bad_count plans"},
		{"template/x", template("24.00", "24.00", 0, 1), "bad_time plans"},
		{"template/x", template("8.00", "16.00", 0, 0), "bad_time plans"},
		{"template/x", "beneficiary=alva name=x weeks=#1 plans=[]", "bad_text plans"},
		{"template/x", `beneficiary=alva name=x weeks=#1 plans=[{"day":0}]`, "bad_choice plans"},
		{"template/x", `beneficiary=alva name=x weeks=#1 plans=[{"length":7}]`, "bad_text plans"},
		{"template/x", strings.Replace(template("08.00", "16.00", 0, 0), "samir", "alva", 1), "assistant_is_self plans"},
		{"template/x", strings.Replace(template("08.00", "16.00", 0, 0), "weeks=#2", "weeks=#9", 1), "bad_count weeks"},
		{"absence/x", "assistant=samir kind=sick start=2026-10-05T00:00+02:00", ""},
		{"absence/x", "assistant=samir kind=child start=2026-10-05T00:00+02:00 end=2026-10-06T00:00+02:00", ""},
		{"absence/x", "assistant=samir kind=tired start=2026-10-05T00:00+02:00", "bad_choice kind"},
		{"absence/x", "assistant=samir kind=leave start=2026-10-05T00:00+02:00 end=2026-10-05T00:00+02:00", "end_before_start end"},
		{"absence/x", "assistant=samir kind=leave start=2026-10-05T00:00+02:00 note=x", "no such field note"},
		{"offer/x", offer, ""},
		{"offer/x", offer + " given=samir", ""},
		{"offer/x", offer + " given=tilda", "bad_choice given"},
		{"offer/x", offer + " to=[]", "bad_id to"},
		{"offer/x", offer + ` to=["alva"]`, "assistant_is_self to"},
		{"offer/x", offer + " how=last", "bad_choice how"},
		{"offer/x", offer + " end=2026-10-05T08:00+02:00", "end_before_start end"},
		{"offer/x", offer + " from=tilda", ""},
		{"offer/x", offer + " from=samir", "bad_choice to"},
		{"exchange/x", exchange(side("p", "samir", ""), side("q", "tilda", "")), ""},
		{"exchange/x", exchange(side("p", "samir", ""), side("q", "tilda", "")) + " given=true void=true why=busy seen=true", ""},
		{"exchange/x", exchange(side("p", "samir", ""), side("q", "tilda", "")) + " why=tired", "bad_choice why"},
		{"exchange/x", "void=true", "missing sides"},
		{"exchange/x", exchange(side("p", "samir", "")), "bad_choice sides"},
		{"exchange/x", exchange(side("p", "samir", ""), side("p", "tilda", "")), "bad_choice sides"},
		{"exchange/x", exchange(side("p", "samir", ""), side("q", "samir", "")), "bad_choice sides"},
		{"exchange/x", exchange(side("p", "samir", ""), side("q", "alva", "")), "assistant_is_self sides"},
		{"exchange/x", exchange(side("p", "samir", ""), side("q", "tilda", `,"note":"x"`)), "bad_choice sides"},
		{"exchange/x", exchange(side("p", "samir", ""), side("q", "tilda", `,"kind":null`)), "missing sides"},
		{"exchange/x", exchange(side("p", "samir", ""), side("q", "tilda", `,"end":"2026-10-05T08:00+02:00"`)), "end_before_start sides"},
		{"exchange/x", exchange(side("p", "samir", ""), side("q", "tilda", `,"end":"2026-10-05"`)), "bad_time sides"},
		{"reply/x", "exchange=1 assistant=samir beneficiary=alva month=2026-10 says=yes", ""},
		{"reply/x", "exchange=1 offer=1 assistant=samir beneficiary=alva month=2026-10 says=yes", "bad_choice exchange"},
		{"reply/x", "exchange=1 assistant=samir beneficiary=alva month=2026-10", "missing says"},
		{"reply/x", "assistant=samir beneficiary=alva month=2026-10 says=yes", "missing offer"},
		{"swap/x", "plan=p assistant=samir beneficiary=alva month=2026-10", ""},
		{"swap/x", "plan=p assistant=samir beneficiary=alva month=2026-10 void=true", ""},
		{"swap/x", "plan=p assistant=samir beneficiary=alva month=2026-10 unworked=true", ""},
		{"swap/x", "assistant=samir beneficiary=alva month=2026-10", "missing plan"},
		{"reply/x", "offer=1 assistant=samir beneficiary=alva month=2026-10 says=no", ""},
		{"reply/x", "offer=1 assistant=samir beneficiary=alva month=2026-10 says=perhaps", "bad_choice says"},
		{"reply/x", "offer=1 assistant=samir beneficiary=alva month=2026-10", "missing says"},
		{"message/x", message + "text=hej", ""},
		{"message/x", message + "text=" + strings.Repeat("ö", 1001), "bad_text text"},
		{"message/x", message, "missing takes"},
		{"message/x", message + `text=#""`, "missing takes"},
		{"message/x", message + "flag=time", ""},
		{"message/x", message + "flag=other", "missing text"},
		{"message/x", message + "flag=late", "bad_choice flag"},
		{"message/x", message + "flag=time day=2026-10-14 shift=r assistant=samir", ""},
		{"message/x", message + "flag=time shift=r", "missing day"},
		{"message/x", message + "flag=time day=2026-11-01", "bad_date day"},
		{"message/x", message + "text=x day=2026-10-14 shift=r plan=p", "bad_choice plan"},
		{"message/x", message + "text=x assistant=samir", "bad_choice assistant"},
		{"message/x", message + "text=x as=assistant flag=time", "bad_choice flag"},
		{"message/x", message + "text=x as=coordinator flag=time", "bad_choice flag"},
		{"message/x", message + `text=x as=assistant settles=["1"]`, "bad_choice settles"},
		{"message/x", message + `settles=["1","2"]`, ""},
		{"message/x", message + `settles=["1","1"]`, "bad_id settles"},
		{"message/x", message + `settles=[]`, "bad_id settles"},
		{"message/x", message + `flag=time settles=["1"]`, "bad_choice settles"},
		{"message/x", message + "takes=1", ""},
		{"message/x", message + "takes=1 text=x", "bad_choice takes"},
		{"message/x", message + "text=x said=2026-11-09T09:00+02:00", "bad_time said"},
		{"message/x", message + "text=x void=true", "no such field void"},
		{"observation/x", message + "as=representative text=hej", ""},
		{"observation/x", message + "as=beneficiary text=hej", "bad_choice as"},
		{"observation/x", message + "as=representative", "missing takes"},
		{"observation/x", message + "as=representative text=x takes=1", "bad_choice takes"},
		{"daynote/x", message + "as=assistant text=hej", "missing day"},
		{"daynote/x", message + "as=assistant text=hej day=2026-10-14", ""},
		{"daynote/x", message + "as=assistant text=hej day=2026-11-14", "bad_date day"},
		{"daynote/x", message + "as=beneficiary text=hej day=2026-10-14", "bad_choice as"},
		{"daynote/x", message + "as=coordinator day=2026-10-14", "missing takes"},
		{"daynote/x", message + "as=coordinator text=x takes=1 day=2026-10-14", "bad_choice takes"},
		{"provider/x", "name=x note_days=#30", ""},
		{"provider/x", "name=x note_days=#0", "bad_count note_days"},
		{"provider/x", `name=x unsocial=[]`, ""},
		{"provider/x", `name=x unsocial=` + table("2026-01-01", rule("mon eve before 2026-12-30", "19.00-24.00", "OB1", "active", "waiting")), ""},
		{"provider/x", `name=x unsocial=[{"from":"2026-01-01","rules":[]},{"from":"2026-01-01","rules":[]}]`, "bad_date unsocial"},
		{"provider/x", `name=x unsocial=[{"from":"2026-01-32","rules":[]}]`, "bad_date unsocial"},
		{"provider/x", `name=x unsocial=[{"from":"2026-01-01","rules":[{"of":"x"}]}]`, "bad_text unsocial"},
		{"provider/x", `name=x unsocial=` + table("2026-01-01", rule("mon", "22.00-06.00", "OB1")), "end_before_start unsocial"},
		{"provider/x", `name=x unsocial=` + table("2026-01-01", rule("mon", "22.00-24.30", "OB1")), "bad_time unsocial"},
		{"provider/x", `name=x unsocial=` + table("2026-01-01", rule("monday", "19.00-22.00", "OB1")), "bad_choice unsocial"},
		{"provider/x", `name=x unsocial=` + table("2026-01-01", rule("mon mon", "19.00-22.00", "OB1")), "bad_choice unsocial"},
		{"provider/x", `name=x unsocial=` + table("2026-01-01", rule("", "19.00-22.00", "OB1")), "missing unsocial"},
		{"provider/x", `name=x unsocial=` + table("2026-01-01", rule("mon", "19.00-22.00", "OB1", "sick")), "bad_choice unsocial"},
		{"provider/x", `name=x unsocial=` + table("2026-01-01", rule("mon", "19.00-22.00", "two_words!")), "bad_text unsocial"},
		{"provider/x", `name=x unsocial=` + table("2026-01-01", rule("mon", "19.00-22.00", "ARB")), "bad_choice unsocial"}, // it would be paid as work, once more
		{"provider/x", `name=x pay_waiting=77 unsocial=` + table("2026-01-01", rule("mon", "19.00-22.00", "77")), "bad_choice unsocial"},
		{care.ErrandRef("k"), "key=k assignee=karin until=2026-11-05 print=p note=ring month=2026-10 beneficiary=alva", ""},
		{care.ErrandRef("k"), "key=k until=imorgon", "bad_date until"},
		{care.ErrandRef("k"), "assignee=karin", "missing key"},
		{care.ErrandRef("other"), "key=k", "bad_id "},
		{"person/x", "name=Alva phone=070", ""},
		{"person/x", "phone=070", "missing name"},
		{"person/x", `name=#""`, "missing name"},
		{"person/x", `name=#"\u0000"`, "bad_text name"},
		{"person/x", "name=Alva route=pigeon", "bad_choice route"},
		{"identity/x", "person=x personnummer=198507099805", ""},
		{"identity/x", "person=x personnummer=198507099806", "bad_number personnummer"},
		{"identity/x", "person=x personnummer=#198507099805", "bad_number personnummer"},
		{"identity/x", "person=x samordningsnummer=197010632391", ""},
		{"identity/x", "person=x personnummer=198507099805 samordningsnummer=197010632391", "two_identity_numbers samordningsnummer"},
		{"reach/x", "person=x", ""},
		{"reach/x", `person=x mail=alva@example.se mobile=+46701740605 lang=en ways=["sms","mail"]`, ""},
		{"reach/x", "person=x ways=[]", ""},
		{"reach/x", `person=x ways=["sms","sms"]`, "bad_choice ways"},
		{"reach/x", `person=x ways=["pigeon"]`, "bad_choice ways"},
		{"reach/x", "person=x lang=de", "bad_choice lang"},
		{"reach/x", "person=x mail=alva", "bad_mail mail"},
		{"reach/x", "person=x mobile=070-1740605", "bad_mobile mobile"},
		{"reach/x", "person=y", "bad_id "},
		{"reach/x", "mail=alva@example.se", "missing person"},
		{"membership/x", "person=x role=coordinator from=2026-01-01", ""},
		{"membership/x", "person=x role=king from=2026-01-01", "bad_choice role"},
		{"membership/x", "person=x role=assistant from=2026-02-29", "bad_date from"},
		{"membership/x", "person=x role=assistant", "missing from"},
		{"membership/x", "person=x role=assistant from=2026-02-01 to=2026-01-31", "to_before_from to"},
		{"membership/x", "person=x role=assistant from=2026-02-01 to=2026-02-01", ""},
		{"engagement/x", "assistant=x beneficiary=y from=2026-01-01", ""},
		{"engagement/x", "assistant=x beneficiary=x from=2026-01-01", "assistant_is_self assistant"},
		{"representation/x", `representative=x beneficiary=y kind=god_man scope=["rights"] from=2026-01-01`, ""},
		{"representation/x", `representative=x beneficiary=y kind=god_man scope=["all"] from=2026-01-01`, "bad_choice scope"},
		{"representation/x", `representative=x beneficiary=y kind=god_man scope=["rights","rights"] from=2026-01-01`, "bad_choice scope"},
		{"representation/x", "representative=x beneficiary=x kind=guardian from=2026-01-01", "representative_is_self representative"},
		{"decision/x", "beneficiary=x granter=fk from=2026-01-01 minutes=#8000 per=week", ""},
		{"decision/x", "beneficiary=x granter=fk from=2026-01-01 minutes=#-1 per=week", "bad_count minutes"},
		{"decision/x", "beneficiary=x granter=fk from=2026-01-01 minutes=#1.5 per=week", "bad_count minutes"},
		{"decision/x", "beneficiary=x granter=fk from=2026-01-01 minutes=#8000 per=period", "missing to"},
		{"decision/x", "beneficiary=x granter=fk from=2026-01-01 to=2026-12-31 minutes=#8000 per=period", "period_too_long to"},
		{"decision/x", "beneficiary=x granter=fk from=2026-01-01 state=applied", ""},
		{"decision/x", "beneficiary=x granter=fk from=2026-01-01 state=granted", "missing minutes"},
		{"decision/x", "beneficiary=x granter=fk from=2026-01-01 state=hoped", "bad_choice state"},
		{"employment/x", "assistant=x employer=provider regime=agreement from=2026-01-01 period_from=2026-01-01 period_months=#4", ""},
		{"employment/x", "assistant=x employer=beneficiary regime=household from=2026-01-01", "missing beneficiary"},
		{"employment/x", "assistant=x employer=beneficiary beneficiary=x regime=household from=2026-01-01", "assistant_is_self assistant"},
		{"employment/x", "assistant=x employer=other employer_number=5560000002 regime=agreement from=2026-01-01", "bad_number employer_number"},
		{"employment/x", "assistant=x employer=provider regime=agreement from=2026-01-01 period_months=#13", "bad_count period_months"},
		{"registration/x", "assistant=x beneficiary=y from=2026-01-01 sent=2025-12-20 received=2025-12-20", ""},
		{"registration/x", "assistant=x beneficiary=y from=2026-01-01 sent=2025-12-20 received=2025-12-19", "to_before_from received"},
		{"stay/x", "beneficiary=x kind=hospital start=2026-10-05T08:00+02:00", ""},
		{"stay/x", "beneficiary=x kind=hospital start=2026-10-05T08:00+02:00 end=2026-10-05T08:00+02:00", "end_before_start end"},
		{"stay/x", "beneficiary=x kind=holiday start=2026-10-05T08:00+02:00", "bad_choice kind"},
		{"activity/x", `beneficiary=x kind=school from=2026-01-01 days=["mon","fri"] begins=08.00 ends=24.00`, ""},
		{"activity/x", `beneficiary=x kind=school from=2026-01-01 days=["mon"] begins=08.00 ends=08.00`, "end_before_start ends"},
		{"activity/x", `beneficiary=x kind=school from=2026-01-01 days=["mon"] begins=8.00 ends=24.01`, "bad_time begins"},
		{"activity/x", `beneficiary=x kind=school from=2026-01-01 days=["mon"] begins=08.00 ends=24.01`, "bad_time ends"},
		{"activity/x", `beneficiary=x kind=school from=2026-01-01 days=["day"] begins=08.00 ends=12.00`, "bad_choice days"},
		{"declaration/x@2026-10", "beneficiary=x month=2026-10 cost_pay_hour=#20000 left_ore=#0 all_used=true", ""},
		{"declaration/x@2026-11", "beneficiary=x month=2026-10", "bad_id "},
		{"declaration/x@2026-10", "beneficiary=x month=2026-10 cost_pay_hour=#-1", "bad_count cost_pay_hour"},
		{"declaration/x@2026-10", "beneficiary=x month=2026-10 advance_from=2026-10-02 advance_to=2026-10-01", "to_before_from advance_to"},
		{"timesheet/x.y@2026-10", "assistant=x beneficiary=y month=2026-10 state=ready version=#1 route=elt", ""},
		{"timesheet/x.y@2026-10", "assistant=x beneficiary=y month=2026-10 state=paid version=#1", "bad_choice state"},
		{"sheet/x.y@2026-10:1", "hash=x timesheet=#[]", "bad_text timesheet"},
		{"sheet/x.y@2026-10:1", `hash=x timesheet=#{"v":1}`, ""},
		{"provider/x", "name=Testbolaget organisationsnummer=5560000002 deadline_day=#13", "bad_number organisationsnummer"},
		{"provider/x", "name=Testbolaget organisationsnummer=5560000001 deadline_day=#32", "bad_count deadline_day"},
		{"invoice/x@2026-10", "beneficiary=x month=2026-13 state=open version=#1", "bad_month month"},
		{"invoice/x@2026-10", "beneficiary=x month=2026-10 state=paid version=#1", "bad_choice state"},
		{"invoice/x@2026-10", "beneficiary=x month=2026-10 state=ready version=#1", ""},
		{"snapshot/x@2026-10.1", "hash=x", "missing invoice"},
		{"snapshot/x@2026-10.1", "hash=x invoice=#[]", "bad_text invoice"},
		{"snapshot/x@2026-10.1", `hash=x invoice=#{"v":1}`, ""},
	}
	for _, tt := range tests {
		if got := stand(tt.ref, fields(tt.fields)); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.ref, tt.fields, got, tt.want)
		}
	}
}

func TestWhereAShiftBelongs(t *testing.T) {
	k := kind("shift/x")
	over := fields("assistant=samir beneficiary=alva kind=active start=2026-10-31T21:00+01:00 end=2026-11-01T07:00+01:00")
	check := func(name string, got []string, want ...string) {
		t.Helper()
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	check("feeds", k.Feeds("x", over), "samir", "alva@2026-10", "alva@2026-11", "shifts/samir@2026-10", "shifts/samir@2026-11")
	check("seals", k.Seals("x", over), "alva@2026-10", "alva@2026-11", "samir/alva@2026-10", "samir/alva@2026-11", "alva@2026-10-31", "alva@2026-11-01")
	if m := k.Month("x", over); m != "2026-11" {
		t.Errorf("month %s", m)
	}
	midnight := fields("assistant=samir beneficiary=alva kind=active start=2026-10-31T21:00+01:00 end=2026-11-01T00:00+01:00")
	check("until midnight", k.Seals("x", midnight), "alva@2026-10", "samir/alva@2026-10", "alva@2026-10-31")
	going := fields("assistant=samir beneficiary=alva kind=active start=2026-10-31T21:00+01:00")
	check("a night that goes on", k.Seals("x", fields("assistant=samir beneficiary=alva kind=active start=2026-10-31T21:00+01:00")), "alva@2026-10", "samir/alva@2026-10", "alva@2026-10-31")
	check("going on", k.Feeds("x", going), "samir", "alva@2026-10", "shifts/samir@2026-10")
	check("nothing said", k.Feeds("x", care.Fields{}))
	for _, field := range append(k.Coupled, "void") {
		if !slices.Contains(k.Frozen, field) {
			t.Errorf("a seal does not freeze %s", field)
		}
	}
	if slices.Contains(k.Coupled, "void") || slices.Contains(k.Frozen, "note") {
		t.Error("void is coupled, or notes are frozen")
	}
}

// A plan is its assistant's, and of the month of whom they work for; one that is vacant, of that month alone. No seal
// holds it, since nothing that is sealed tells of it; and a shift's link to its plan is no part of what is sealed.
func TestWhereAPlanBelongs(t *testing.T) {
	k := kind("plan/x")
	night := "beneficiary=alva kind=waiting start=2026-10-31T23:00+01:00 end=2026-11-01T06:00+01:00"
	for f, want := range map[string][]string{
		night:                      {"alva@2026-10", "alva@2026-11"},
		night + " assistant=samir": {"alva@2026-10", "alva@2026-11", "plans/samir@2026-10", "plans/samir@2026-11", "samir"},
		// A draft is the office's alone.
		night + " draft=true":                  {"planning/alva@2026-10", "planning/alva@2026-11"},
		night + " assistant=samir draft=true":  {"planning/alva@2026-10", "planning/alva@2026-11", "plans/samir@2026-10", "plans/samir@2026-11"},
		night + " assistant=samir draft=false": {"alva@2026-10", "alva@2026-11", "plans/samir@2026-10", "plans/samir@2026-11", "samir"},
	} {
		got := k.Feeds("x", fields(f))
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", f, got, want)
		}
		if seals, m := k.Seals("x", fields(f)), k.Month("x", fields(f)); len(seals) > 0 || m != "2026-11" {
			t.Errorf("%s: seals %v, month %s", f, seals, m)
		}
	}
	if got := k.Feeds("x", care.Fields{}); len(got) > 0 {
		t.Errorf("nothing said: %v", got)
	}
	if shift := kind("shift/x"); slices.Contains(shift.Frozen, "plan") || slices.Contains(shift.Coupled, "plan") {
		t.Error("the link of a shift to its plan is frozen, or a part of the statement")
	}
}

// What the office means, whom it asks and why somebody is away reaches those alone whom it concerns.
func TestWhereWhatIsPlannedBelongs(t *testing.T) {
	for _, c := range []struct {
		ref, fields string
		want        []string
	}{
		{"template/x", `beneficiary=alva name=x weeks=#1 plans=[{"assistant":"samir","begins":"08.00","day":0,"ends":"16.00","kind":"active","last":0}]`, []string{"book"}},
		{"absence/x", "assistant=samir kind=sick start=2026-10-05T00:00+02:00", []string{"absences/samir", "book"}},
		{"offer/x", `plan=p beneficiary=alva kind=active start=2026-10-31T22:00+01:00 end=2026-11-01T06:00+01:00 to=["samir","tilda"] how=first`, []string{"planning/alva@2026-10", "samir", "tilda"}},
		{"exchange/x", `sides=[{"plan":"p","assistant":"samir","beneficiary":"alva","kind":"active","start":"2026-10-05T08:00+02:00","end":"2026-10-05T16:00+02:00"},` +
			`{"plan":"q","assistant":"tilda","beneficiary":"alva","kind":"active","start":"2026-10-31T22:00+01:00","end":"2026-11-01T06:00+01:00"}]`, []string{"planning/alva@2026-10", "samir", "tilda"}},
		{"exchange/x", `sides=[{"plan":"p","assistant":"samir","beneficiary":"alva","kind":"active","start":"2026-10-05T08:00+02:00","end":"2026-10-05T16:00+02:00"},` +
			`{"plan":"q","assistant":"tilda","beneficiary":"bo","kind":"active","start":"2026-11-02T08:00+01:00","end":"2026-11-02T16:00+01:00"}]`, []string{"planning/alva@2026-10", "planning/bo@2026-11", "samir", "tilda"}},
		{"reply/x", "exchange=1 assistant=samir beneficiary=alva month=2026-10 says=no", []string{"planning/alva@2026-10", "samir"}},
		{"swap/x", "plan=p assistant=samir beneficiary=alva month=2026-10", []string{"planning/alva@2026-10", "samir"}},
		{"reply/x", "offer=1 assistant=samir beneficiary=alva month=2026-10 says=no", []string{"planning/alva@2026-10", "samir"}},
	} {
		got := kind(c.ref).Feeds("x", fields(c.fields))
		if slices.Sort(got); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.ref, got, c.want)
		}
	}
}

// Every kind has the whole of what the engine asks for, and stands empty without a panic.
func TestKindsAreWhole(t *testing.T) {
	for _, k := range care.Kinds() {
		if k.Feeds == nil || k.Seals == nil || k.Month == nil || k.Check == nil {
			t.Errorf("%s lacks a function", k.Name)
			continue
		}
		if err := k.Check("x", care.Fields{}); err == nil {
			t.Errorf("%s stands empty", k.Name)
		}
		if k.VoidWhy != (k.Name == "shift") { // the forms ask nobody why a plan, an offer or a paper goes
			t.Errorf("whether a %s is removed with a why: %v", k.Name, k.VoidWhy)
		}
		k.Feeds("x", care.Fields{})
		k.Seals("x", care.Fields{})
		k.Month("x", care.Fields{})
		for name, fits := range k.Fields {
			if err := fits(json.RawMessage("null")); err != nil {
				t.Errorf("%s.%s cannot be cleared: %v", k.Name, name, err)
			}
		}
	}
}

func TestRefs(t *testing.T) {
	if care.KindOf("shift/a") != "shift" || care.ID("shift/a") != "a" || care.ID("a") != "" || care.KindOf("") != "" {
		t.Error("refs")
	}
}
