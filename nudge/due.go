package nudge

import (
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/push"
	"passbok/sync/book"
)

// after is for how long after Försäkringskassan's last day somebody is still told of a month.
const after = 30 * 24 * time.Hour

// Due finds what is due in one book, and keeps what it has read until it changes. Its zero value is ready.
type Due struct {
	waits   month.Pendings
	rotas   month.Rotas
	signers book.Kept[[]string]
}

// Found is what is due, and when to look next if nothing happens before.
type Found struct {
	Matters []Matter
	Digest  []push.Code // rows of the digest of which there is something
	// Prints are of what assistants are planned for: by assistant and month.
	Prints map[Planned]string
	Office []string // the coordinators
	Next   time.Time
}

// Planned names the plans of an assistant in a month.
type Planned struct {
	Assistant string
	Month     care.Month
}

// finding gathers what is found.
type finding struct {
	Found
	now          time.Time
	today        care.Date
	coordinators []string
	answers      []string // of them, those who are told of the customer at hand
	signers      func(beneficiary string) ([]string, error)
}

// Look finds all that is due. It follows from the documents and the time alone.
func (d *Due) Look(docs book.Documents, now time.Time) (Found, error) {
	f := &finding{now: now, today: care.DateOf(now), Found: Found{Prints: map[Planned]string{}}}
	f.at(f.today.Next().Start())
	f.signers = func(beneficiary string) ([]string, error) {
		return d.signers.Get(docs, beneficiary+" "+string(f.today), func(docs book.Documents) ([]string, error) {
			return care.Signers(month.Records(docs), beneficiary, now)
		})
	}
	var err error
	if f.coordinators, err = d.signers.Get(docs, "office "+string(f.today), func(docs book.Documents) ([]string, error) {
		return care.Coordinators(month.Records(docs), now)
	}); err != nil {
		return Found{}, err
	}
	f.Office = f.coordinators
	for back := range 4 {
		m := f.today.Month().Plus(-back)
		if back > 0 && now.After(m.Deadline().Next().Start().Add(after)) {
			continue
		}
		if err := d.month(docs, f, m); err != nil {
			return Found{}, fmt.Errorf("look for what is due in %s: %w", m, err)
		}
	}
	assistants, err := d.rotas.Assistants(docs, f.today)
	if err != nil {
		return Found{}, err
	}
	for _, assistant := range assistants {
		rota, err := d.rotas.Of(docs, assistant, now)
		if err != nil {
			return Found{}, err
		}
		f.rota(rota)
	}
	slices.Sort(f.Digest)
	f.Digest = slices.Compact(f.Digest)
	return f.Found, nil
}

func (d *Due) month(docs book.Documents, f *finding, m care.Month) error {
	beneficiaries, err := d.waits.Beneficiaries(docs, m)
	if err != nil {
		return err
	}
	for _, beneficiary := range beneficiaries {
		w, err := d.waits.Month(docs, beneficiary, m)
		if err != nil {
			return err
		}
		if f.answers, err = d.signers.Get(docs, "office "+string(f.today)+" "+beneficiary, func(docs book.Documents) ([]string, error) {
			return care.OfficeOf(month.Records(docs), beneficiary, f.now)
		}); err != nil {
			return err
		}
		if err := f.invoice(w); err != nil {
			return err
		}
		f.sheets(w)
		f.splits(w)
	}
	return nil
}

// at notes a time at which something may be due.
func (f *finding) at(t time.Time) {
	if t.After(f.now) && (f.Next.IsZero() || t.Before(f.Next)) {
		f.Next = t
	}
}

// add adds a matter, or notes when it will be one.
func (f *finding) add(m Matter) {
	if m.Since.After(f.now) {
		f.at(m.Since)
		return
	}
	if m.Since.IsZero() {
		m.Since = f.now
	}
	f.Matters = append(f.Matters, m)
}

// office adds a matter that the office is told of at once: those who answer for the customer, else all.
func (f *finding) office(m Matter) {
	m.To, m.Office = f.answers, true
	f.add(m)
}

func (f *finding) digest(code push.Code) { f.Digest = append(f.Digest, code) }

// Waits adds to what was found that changes wait for the office which are of no month, and which no month's look finds.
func (f *Found) Waits() {
	if at, there := slices.BinarySearch(f.Digest, push.OfficeParked); !there {
		f.Digest = slices.Insert(f.Digest, at, push.OfficeParked)
	}
}
