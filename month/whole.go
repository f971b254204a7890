package month

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// Whole is all that a book has about a beneficiary and that they may have: their papers, every month's rows, plans, timesheets and
// invoices with all their versions, and whatever those around them are called. Not in it are numbers of others: an assistant's
// timesheet as it was signed has theirs. The error is a *op.Problem with code forbidden, for whoever may not see their months.
func Whole(docs book.Documents, ask Ask) ([]merge.Document, error) {
	if err := allowed(docs, ask.Person, care.See, ask.Beneficiary, ask.Now); err != nil {
		return nil, err
	}
	w := gathering{docs: docs, of: ask.Beneficiary, found: map[string]merge.Document{}, names: map[string]bool{}}
	steps := []func() error{w.papers, func() error { return w.months(ask) }, w.versions, w.cards}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, fmt.Errorf("gather what is about %s: %w", ask.Beneficiary, err)
		}
	}
	all := make([]merge.Document, 0, len(w.found))
	for _, doc := range w.found {
		all = append(all, doc)
	}
	slices.SortFunc(all, func(a, b merge.Document) int { return cmp.Compare(a.Ref, b.Ref) })
	return all, nil
}

// gathering is what was found of a beneficiary so far.
type gathering struct {
	docs  book.Documents
	of    string
	found map[string]merge.Document
	names map[string]bool // of whom a card is wanted
	first care.Date       // of anything that has a date
}

// papers are what holds from a date to a date, and who they are.
func (w *gathering) papers() error {
	for _, feed := range []string{
		care.PersonFeed(w.of), care.MembershipIndex(w.of), care.EngagedIndex(w.of), care.RepresentsIndex(w.of), care.DecisionIndex(w.of),
		care.RegistrationIndex(w.of), care.StayIndex(w.of), care.DeclarationIndex(w.of), care.InvoiceIndex(w.of),
	} {
		if err := w.feed(feed); err != nil {
			return err
		}
	}
	for _, ref := range []string{"person/" + w.of, "identity/" + w.of} {
		if err := w.one(ref); err != nil {
			return err
		}
	}
	return w.feed(care.IdentityFeed(w.of))
}

// months are those from the first that anything is known of to the next. Day notes are among it for whoever reads them, and while they
// are kept.
func (w *gathering) months(ask Ask) error {
	last := care.DateOf(ask.Now).Month().Plus(1)
	first := last
	if w.first != "" {
		first = min(last, w.first.Month())
	}
	for m := first; m <= last; m = m.Plus(1) {
		if err := w.feed(care.MonthFeed(w.of, m)); err != nil {
			return err
		}
		reads, err := care.MayOpen(Records(w.docs), ask.Person, care.NoteFeed(w.of, m), ask.Now)
		if err == nil && reads {
			err = w.feed(care.NoteFeed(w.of, m))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// versions are what was frozen of each invoice.
func (w *gathering) versions() error {
	for ref, doc := range w.found {
		if care.KindOf(ref) != "invoice" {
			continue
		}
		f := doc.Values()
		for version := 1; version <= care.Count(f, "version"); version++ {
			if err := w.one(care.SnapshotRef(w.of, care.Month(care.Text(f, "month")), version)); err != nil {
				return err
			}
		}
	}
	return nil
}

// cards are the names of those whom the documents are about, and who employs them, where it is the beneficiary.
func (w *gathering) cards() error {
	for _, id := range slices.Sorted(maps.Keys(w.names)) {
		if err := w.one("person/" + id); err != nil {
			return err
		}
		if err := w.feed(care.EmploymentIndex(id)); err != nil {
			return err
		}
	}
	return nil
}

func (w *gathering) feed(name string) error {
	for doc, err := range w.docs.Feed(name) {
		if err != nil {
			return err
		}
		w.keep(doc)
	}
	return nil
}

func (w *gathering) one(ref string) error {
	doc, there, err := w.docs.Get(ref)
	if err == nil && there {
		w.found[ref] = doc
	}
	return err
}

// keep takes a document that is about the beneficiary: a feed may have others, and an index is not believed.
func (w *gathering) keep(doc merge.Document) {
	kind, id, _ := strings.Cut(doc.Ref, "/")
	fields := doc.Values()
	about := care.AboutOf(kind, id, fields).Persons
	if kind == "sheet" || !slices.Contains(about, w.of) {
		return
	}
	w.found[doc.Ref] = doc
	for _, person := range about {
		if person != "" {
			w.names[person] = true
		}
	}
	for _, field := range []string{"from", "start", "month"} {
		if at := care.Text(fields, field); len(at) >= 7 {
			if day := care.Date((at + "-01")[:10]); w.first == "" || day < w.first {
				w.first = day
			}
		}
	}
}

// ProviderName is what the provider is called; empty where it was not written yet.
func ProviderName(docs book.Documents) (string, error) {
	fields, err := providerOf(docs)
	return care.Text(fields, "name"), err
}
