package month_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// Samir works Friday the 20th, Tilda Saturday the 21st.
const (
	samirs = "plan/p assistant=samir beneficiary=alva kind=active start=2026-11-20T08:00+01:00 end=2026-11-20T16:00+01:00"
	tildas = "plan/q assistant=tilda beneficiary=alva kind=active start=2026-11-21T08:00+01:00 end=2026-11-21T16:00+01:00"
	both   = `exchange/1 sides=[{"plan":"p","assistant":"samir","beneficiary":"alva","kind":"active","start":"2026-11-20T08:00+01:00","end":"2026-11-20T16:00+01:00"},` +
		`{"plan":"q","assistant":"tilda","beneficiary":"alva","kind":"active","start":"2026-11-21T08:00+01:00","end":"2026-11-21T16:00+01:00"}]`
)

// answers an exchange as an assistant.
func (w *world) answers(who, id, says string) {
	w.t.Helper()
	if v := w.sync(who, "reply/00000000-0000-7000-8000-0000000000"+id, 0, "exchange=1 assistant="+who+" beneficiary=alva month=2026-11 says="+says).Verdict; v != applied {
		w.t.Fatalf("%s says %s: %s", who, says, v)
	}
}

// settle settles the exchange, and tells who has Samir's plan and Tilda's, and what became of it.
func (w *world) settle() (outcome string) {
	w.t.Helper()
	_, err := w.do("settle", func(docs book.Documents) (book.Decision, error) {
		return month.SettleExchange(docs, "exchange/1", w.now)
	})
	if err != nil && code(err) != month.CodeOfferOver {
		w.t.Fatal(err)
	}
	if err := w.book.View(context.Background(), func(docs book.Documents) error {
		var has []string
		for _, ref := range []string{"plan/p", "plan/q"} {
			doc, _, err := docs.Get(ref)
			if err != nil {
				return err
			}
			has = append(has, doc.Text("assistant"))
		}
		doc, _, err := docs.Get("exchange/1")
		switch e := care.ExchangeOf(doc.Ref, doc.Values()); {
		case e.Given:
			has = append(has, "given")
		case e.Void:
			has = append(has, "back", e.Why)
		}
		outcome = strings.TrimSpace(strings.Join(has, " "))
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return outcome
}

// Both have to say yes; then both plans change hands, once.
func TestBothSayYesToAnExchange(t *testing.T) {
	w := newWorld(t)
	w.set(samirs, tildas, both)
	if got := w.settle(); got != "samir tilda" {
		t.Errorf("before anybody answered: %s", got)
	}
	w.answers("tilda", "a1", "yes")
	if got := w.settle(); got != "samir tilda" {
		t.Errorf("when one has said yes: %s", got)
	}
	w.answers("samir", "b1", "yes")
	if got := w.settle(); got != "tilda samir given" {
		t.Errorf("when both have: %s", got)
	}
	w.set("plan/p assistant=samir", "plan/q assistant=tilda") // the office gives both back by hand
	if got := w.settle(); got != "samir tilda given" {
		t.Errorf("it happens again: %s", got)
	}
}

func TestWhatBecomesOfAnExchange(t *testing.T) {
	for name, c := range map[string]struct {
		set  []string
		want string
	}{
		"both said yes":                           {nil, "tilda samir given"},
		"a plan is moved":                         {[]string{"plan/q start=2026-11-21T09:00+01:00"}, "samir tilda back changed"},
		"a plan is removed":                       {[]string{"plan/p void=true"}, "samir tilda back changed"},
		"a plan is somebody else's by now":        {[]string{"plan/q assistant=vera"}, "samir vera back changed"},
		"a plan is of another kind":               {[]string{"plan/p kind=standby"}, "samir tilda back changed"},
		"a plan is a draft again":                 {[]string{"plan/p draft=true"}, "samir tilda back changed"},
		"a note is no change":                     {[]string{"plan/p note=hej"}, "tilda samir given"},
		"one of them is elsewhere by then":        {[]string{"engagement/9 assistant=tilda beneficiary=bo from=2024-01-01", "plan/r assistant=tilda beneficiary=bo kind=active start=2026-11-20T15:00+01:00 end=2026-11-20T20:00+01:00"}, "samir tilda back busy"},
		"one of them has another plan there":      {[]string{"plan/r assistant=samir beneficiary=alva kind=active start=2026-11-21T15:00+01:00 end=2026-11-21T20:00+01:00"}, "samir tilda back busy"},
		"one of them is not engaged there by day": {[]string{"engagement/2 to=2026-11-19"}, "samir tilda back stranger"},
		"the office takes it back":                {[]string{"exchange/1 void=true"}, "samir tilda back"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.set("person/vera name=Vera", samirs, tildas, both)
			w.answers("samir", "a1", "yes")
			w.answers("tilda", "b1", "yes")
			w.set(c.set...)
			if got := w.settle(); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	w := newWorld(t)
	w.set(samirs, tildas, both)
	w.answers("samir", "a1", "no")
	w.answers("samir", "a2", "yes") // what somebody has said last holds
	w.answers("tilda", "b1", "yes")
	w.answers("tilda", "b2", "no")
	if got := w.settle(); got != "samir tilda back declined" {
		t.Errorf("one said no: %s", got)
	}
	w = newWorld(t)
	w.set(samirs, tildas, both)
	w.answers("samir", "a1", "yes")
	w.answers("tilda", "b1", "yes")
	w.now = time.Date(2026, 11, 20, 7, 0, 0, 0, time.UTC)
	if got := w.settle(); got != "samir tilda" {
		t.Errorf("once the first has begun: %s", got)
	}
}

// Two shifts at the same time at two customers: each is where the other was, and nobody in two places.
func TestAnExchangeBetweenTwoCustomers(t *testing.T) {
	w := newWorld(t)
	w.set("engagement/9 assistant=tilda beneficiary=bo from=2024-01-01", strings.Replace(samirs, "alva", "bo", 1), strings.Replace(tildas, "-21T", "-20T", 2),
		strings.NewReplacer(`"samir","beneficiary":"alva"`, `"samir","beneficiary":"bo"`, "2026-11-21T", "2026-11-20T").Replace(both))
	for who, id := range map[string]string{"samir": "a1", "tilda": "b1"} { // filed where the first side is
		if v := w.sync(who, "reply/00000000-0000-7000-8000-0000000000"+id, 0, "exchange=1 assistant="+who+" beneficiary=bo month=2026-11 says=yes").Verdict; v != applied {
			t.Fatal(v)
		}
	}
	for _, at := range []string{"alva", "bo"} { // it is seen from both, with its answers
		if err := w.book.View(context.Background(), func(docs book.Documents) error {
			asked, err := month.AskedIn(docs, at, "2026-11")
			if len(asked.Exchanges) != 1 || len(asked.Exchanges[0].Yes) != 2 || !asked.Exchanges[0].Stands {
				t.Errorf("seen from %s: %+v", at, asked)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.settle(); got != "tilda samir given" {
		t.Error(got)
	}
}

// What came to nothing by no doing of the office's is in its list, until it has seen it or asked anew; a wish for one of the plans is
// there again then.
func TestWhatAnExchangeAsksOfTheOffice(t *testing.T) {
	w, s := newWorld(t), new(month.Shelf)
	const id, wish, place = "019dfc00-0000-7000-8000-000000000002", "swap alva@2026-11 samir 0 2026-05-06 /office/plan/alva/2026-W47", "/office/plan/alva/2026-W47"
	exchange := strings.Replace(both, "exchange/1", "exchange/"+id, 1)
	w.set(samirs, tildas)
	w.sync("samir", "swap/019dfc00-0000-7000-8000-000000000001", 0, "plan=p assistant=samir beneficiary=alva month=2026-11")
	w.wantInbox(s, wish)
	w.set(exchange)
	w.wantInbox(s) // both are asked
	w.set("exchange/"+id+" void=true why=declined", "reply/1 exchange="+id+" assistant=tilda beneficiary=alva month=2026-11 says=no")
	const item = "exchange alva@2026-11 samir 0 2026-05-06 " + place
	w.wantInbox(s, item)
	in, err := s.Inbox(context.Background(), w.book, "karin", w.now)
	if want := "Samir och Tilda byter inte pass: Tilda sa nej. Passen 20 november 08.00–16.00 och 21 november 08.00–16.00 är som de var."; err != nil || len(in.Items) != 1 || in.Items[0].Message.SV != want {
		t.Errorf("%v %+v", err, in.Items)
	}
	again := strings.Replace(both, "exchange/1", "exchange/019dfc00-0000-7000-8000-000000000003", 1)
	w.set(again)
	w.wantInbox(s)
	w.set("exchange/019dfc00-0000-7000-8000-000000000003 void=true") // by the office itself
	w.wantInbox(s, item)
	w.set("exchange/" + id + " seen=true")
	w.wantInbox(s, wish)
	w.set("exchange/"+id+" seen=null", "plan/q start=2026-11-21T09:00+01:00") // the plan it is about is another: there is nothing to say of it
	w.wantInbox(s, wish)
}
