package signing_test

import (
	"encoding/base64"
	"errors"
	"testing"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/bankid/sim"
	"passbok/eid/signed"
	"passbok/signing"
)

// What becomes of an answer: one that holds is noted, one whose timesheet is no longer so has fallen and is kept, and of one that
// is not the signature that was asked for nothing is kept.
func TestWhatBecomesOfASignature(t *testing.T) {
	text := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	as := func(who sim.Person, change func(*sim.Signing)) func(*world) {
		return func(w *world) {
			w.bank.give = func(ask bankid.Ask) (sim.Signing, func(*bankid.Answer)) {
				s := signs(who, ask)
				change(&s)
				return s, nil
			}
		}
	}
	torn := func(change func(*bankid.Answer)) func(*world) {
		return func(w *world) {
			w.bank.give = func(ask bankid.Ask) (sim.Signing, func(*bankid.Answer)) { return signs(samir, ask), change }
		}
	}
	// meanwhile happens between the person's yes and our hearing of it.
	meanwhile := func(happens func(*world)) func(*world) {
		return func(w *world) {
			w.bank.give = func(ask bankid.Ask) (sim.Signing, func(*bankid.Answer)) {
				happens(w)
				return signs(samir, ask), nil
			}
		}
	}
	nothing := func(*sim.Signing) {}
	for name, c := range map[string]struct {
		make  func(*world)
		want  signing.Result
		kept  signed.State // of the one piece of evidence; empty: there is none
		state care.SheetState
	}{
		"it holds":         {as(samir, nothing), signing.Result{State: signing.Signed}, signed.Noted, care.SheetSigned},
		"somebody else":    {as(other, nothing), signing.Result{State: signing.Refused, Code: signing.CodePerson}, "", care.SheetReady},
		"another text":     {as(samir, func(s *sim.Signing) { s.Visible = text("something else") }), refused(), "", care.SheetReady},
		"another document": {as(samir, func(s *sim.Signing) { s.Hidden = text("another") }), refused(), "", care.SheetReady},
		"only signed in":   {as(samir, func(s *sim.Signing) { s.SignIn = true }), refused(), "", care.SheetReady},
		"a revoked BankID": {as(samir, func(s *sim.Signing) { s.Revoked = true }), refused(), "", care.SheetReady},
		"another time":     {as(samir, func(s *sim.Signing) { s.At = morning.AddDate(0, 0, -1) }), refused(), "", care.SheetReady},
		"a torn document":  {torn(func(a *bankid.Answer) { a.Signature = a.Signature[:len(a.Signature)-9] }), refused(), "", care.SheetReady},
		"no OCSP answer":   {torn(func(a *bankid.Answer) { a.OCSP = nil }), refused(), "", care.SheetReady},
		"rows have changed": {
			meanwhile(func(w *world) { w.shift("b", 6) }), signing.Result{State: signing.Fallen, Code: "sheet_state"}, signed.Fallen, care.SheetOpen,
		},
		"it is another version now": {
			meanwhile(func(w *world) { w.shift("b", 6); w.ready() }), signing.Result{State: signing.Fallen, Code: "changed"}, signed.Fallen, care.SheetReady,
		},
		"the number was corrected": {
			meanwhile(func(w *world) {
				w.set("identity/samir", map[string]any{"person": "samir", "personnummer": other.Personnummer})
			}), signing.Result{State: signing.Signed}, signed.Noted, care.SheetSigned, // the version says who signs it
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c.make(w)
			id := w.collected(signed.Assistant)
			must(t, w.desk.Take(t.Context(), id))
			if got := w.result(id); got != c.want {
				t.Errorf("it is %+v, want %+v", got, c.want)
			}
			all := w.evidence(1)
			switch {
			case c.kept == "" && len(all) > 0:
				t.Errorf("%d are kept", len(all))
			case c.kept != "" && (len(all) != 1 || all[0].State != c.kept || all[0].Code != c.want.Code || all[0].Person != "samir"):
				t.Errorf("%d are kept, want one that is %s", len(all), c.kept)
			}
			if got := w.state().State; got != c.state {
				t.Errorf("the timesheet is %s, want %s", got, c.state)
			}
		})
	}
}

func refused() signing.Result {
	return signing.Result{State: signing.Refused, Code: signing.CodeSignature}
}

// Wherever the disk gives up while a signature is taken, and however often, taking it again does the rest: it is noted once, and its
// evidence is kept.
func TestTakingMayStopAnywhere(t *testing.T) {
	for times := 1; times <= 3; times++ {
		for at := 0; stopped(t, at, times); at++ {
			if at > 20 {
				t.Fatal("it is never taken whole")
			}
		}
	}
}

// stopped takes a signature on a disk that takes updates only up to the at-th, and then gives up so many times. It tells whether it came
// to that.
func stopped(t *testing.T, at, times int) bool {
	t.Helper()
	w := newWorld(t)
	w.bank.give = func(ask bankid.Ask) (sim.Signing, func(*bankid.Answer)) { return signs(samir, ask), nil }
	id := w.collected(signed.Assistant)
	w.disk.next, w.disk.left = at, times
	failed := 0
	for w.desk.Take(t.Context(), id) != nil {
		if failed++; failed > times {
			t.Fatalf("stopped at update %d, it is never taken", at)
		}
	}
	w.disk.left = 0
	must(t, w.desk.Take(t.Context(), id))
	if got := w.result(id); got != (signing.Result{State: signing.Signed}) {
		t.Errorf("stopped at update %d, it is %+v", at, got)
	}
	if all := w.evidence(1); len(all) != 1 || all[0].State != signed.Noted || len(all[0].Signature) == 0 {
		t.Errorf("stopped at update %d, %d are kept", at, len(all))
	}
	noted := 0
	entries, err := w.book.History(t.Context(), care.TimesheetRef("samir", "alva", "2026-10"))
	must(t, err)
	for _, e := range entries {
		if e.Name == "sheet.signed" {
			noted++
		}
	}
	if noted != 1 {
		t.Errorf("stopped at update %d, it is noted %d times", at, noted)
	}
	return failed > 0
}

// Both sign the same bytes, each with their own BankID; the provider is asked for nothing before the assistant has signed, and nobody
// for what Försäkringskassan's schema would turn down.
func TestBothAreAskedForTheSame(t *testing.T) {
	w := newWorld(t)
	w.fits = errors.New("the schema says no")
	if _, err := w.ask(signed.Assistant); !errors.Is(err, w.fits) || len(w.bank.asks) > 0 {
		t.Errorf("asked to sign what would be turned down: %v, %d orders", err, len(w.bank.asks))
	}
	if _, laid, err := w.kept.Paper(t.Context(), bookID, care.SheetRef("samir", "alva", "2026-10", 1)); laid || err != nil {
		t.Error("it is laid down to be signed", err)
	}
	w.fits = nil
	if _, err := w.ask(signed.Provider); err == nil {
		t.Error("the provider is asked first")
	}
	for _, turn := range []struct {
		role signed.Role
		who  sim.Person
		want string
	}{{signed.Assistant, samir, signing.Signed}, {signed.Provider, karin, signing.Approved}} {
		w.bank.give = func(ask bankid.Ask) (sim.Signing, func(*bankid.Answer)) { return signs(turn.who, ask), nil }
		if turn.role == signed.Provider {
			w.fits = errors.New("another schema is installed, and says no")
			if _, err := w.ask(turn.role); !errors.Is(err, w.fits) {
				t.Errorf("the provider is asked: %v", err)
			}
			w.fits = nil
		}
		id := w.collected(turn.role)
		must(t, w.desk.Take(t.Context(), id))
		if got := w.result(id); got.State != turn.want {
			t.Errorf("%s: %+v", turn.role, got)
		}
	}
	first, second := w.bank.asks[0], w.bank.asks[1]
	if first.Visible != second.Visible || string(first.Hidden) != string(second.Hidden) || string(first.Personnummer) != samir.Personnummer || string(second.Personnummer) != karin.Personnummer {
		t.Errorf("%+v\n%+v", first, second)
	}
	assistant, provider, both, err := w.kept.Of(t.Context(), bookID, care.SheetRef("samir", "alva", "2026-10", 1))
	if err != nil || !both || string(assistant.Document) != string(provider.Document) || assistant.Name != samir.Name() || provider.Name != karin.Name() {
		t.Error(both, err)
	}
}
