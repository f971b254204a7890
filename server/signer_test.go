package server_test

import (
	"slices"
	"testing"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/sync/book"
	"passbok/sync/op"
)

// says writes whether the coordinator may sign for the provider.
func (w *world) says(signs string) {
	w.Helper()
	_, err := w.book.Do(w.Context(), book.Command{ID: w.id(), Name: "test.signs", Person: "operator"}, func(docs book.Documents) (d book.Decision, err error) {
		for doc, err := range docs.Feed(care.MembershipIndex(coordinator)) {
			if err != nil {
				return d, err
			}
			d.Set = append(d.Set, book.Change{Doc: doc.Ref, Set: op.Fields{"signs": care.Value(signs)}})
		}
		return d, nil
	})
	must(w.TB, err)
}

// The right is asked for when the signature is, and once more when it comes: one that was lost meanwhile makes it fall.
func TestOnlyWhoHasTheRightSignsForTheProvider(t *testing.T) {
	w := newEidWorld(t)
	phone, office := w.whole(), w.joined(coordinator)
	order := begun(phone.post(mineSign, phone.command(phone.mine().Hash)))
	w.answer(arasNumber)
	w.ended(phone.look, order)

	w.says("no")
	office.post(sheets+"/"+assistant+"/sign", office.command(office.sheet().Hash)).problem(403, "not_signer")
	w.says("yes")
	approve := begun(office.post(sheets+"/"+assistant+"/sign", office.command(office.sheet().Hash)))
	w.says("no")
	w.answer(karinNumber)
	if got := w.ended(office.look, approve); got.Result.State != "fallen" || got.Result.Code != "not_signer" {
		t.Errorf("%+v", got.Result)
	}
	if v := office.sheet(); v.State != "signed" {
		t.Errorf("the timesheet is %s", v.State)
	}
	all := w.evidence(1)
	if last := all[len(all)-1]; last.State != signed.Fallen {
		t.Errorf("the signature is kept as %v", last.State)
	}
}

// Whoever may not sign for the provider cannot let somebody else, or themselves by another name, by a list of people.
func TestAListGivesNoRightThatItsReaderLacks(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	for i, who := range []struct{ may, brought string }{{"no", "no"}, {"yes", ""}} {
		w.says(who.may)
		if got := c.list(w.id(), "", rollHead+"samordnare;Ny;Prov;"+numbered(20+i)+";;2026-11-01"); got.New != 1 {
			t.Fatalf("%+v", got)
		}
		var signs []string
		must(t, w.book.View(t.Context(), func(docs book.Documents) error {
			for doc, err := range docs.Feed(care.RoleIndex(care.RoleCoordinator)) {
				if err != nil {
					return err
				}
				if doc.Text("from") == "2026-11-01" {
					signs = append(signs, doc.Text("signs"))
				}
			}
			return nil
		}))
		if len(signs) != i+1 || !slices.Contains(signs, who.brought) {
			t.Errorf("read by one whose right says %s: %q", who.may, signs)
		}
	}
}
