package care

import (
	"fmt"
	"slices"
	"time"
)

// When a shift that goes on is asked about. The phone asks by the same rule (pwa/src/assistant/forgotten.ts); the examples
// in testdata/vectors/forgotten.json bind both. The lengths are ours: nobody has published any.
const (
	// longGoing is how long a stay goes on before it is asked about.
	longGoing = 13 * time.Hour
	// pastPlan is how far past the planned end it is asked about.
	pastPlan = 30 * time.Minute
	// quiet is how long it is left in peace after its person has shown that they are there.
	quiet = 3 * time.Hour
)

// WhyForgotten is why a shift that goes on is asked about.
type WhyForgotten string

// The reasons: it has gone on for long, or past the end of its plan.
const (
	GoesLong WhyForgotten = "long"
	PastPlan WhyForgotten = "plan"
)

// Going is what is known of a shift without end.
type Going struct {
	Since   time.Time // when the stay began: the start of the first of the rows that follow on each other at one place
	Start   time.Time // of the row that goes on
	Planned time.Time // when what was planned of it ends, see [PlannedStay]; zero: nothing was
	Said    time.Time // when its person last said that they were still there; zero: never, or not known
}

// Forgotten is why the shift is to be asked about; empty: it is not. Nobody ends it but a person.
func (g Going) Forgotten(now time.Time) WhyForgotten {
	if !g.Said.IsZero() && now.Sub(g.Said) < quiet || !g.Start.Equal(g.Since) && now.Sub(g.Start) < quiet {
		return ""
	}
	if !g.Planned.IsZero() && now.Sub(g.Planned) >= pastPlan {
		return PastPlan
	}
	if now.Sub(g.Since) >= longGoing {
		return GoesLong
	}
	return ""
}

// AskedAt is from when on it is asked about, if its person says nothing: until then it is as it should be.
func (g Going) AskedAt() time.Time {
	at := g.Since.Add(longGoing)
	if past := g.Planned.Add(pastPlan); !g.Planned.IsZero() && past.Before(at) {
		at = past
	}
	if begun := g.Start.Add(quiet); !g.Start.Equal(g.Since) && begun.After(at) {
		at = begun
	}
	return at
}

// ForgottenShift is a shift that its assistant is to be asked about.
type ForgottenShift struct {
	Shift
	Why WhyForgotten
}

// ForgottenShifts are the shifts that go on, as far as the book knows, and are to be asked about. A shift that two
// disagree about, or that an operation waits about, is asked about as that.
func ForgottenShifts(records Records, now time.Time) ([]ForgottenShift, error) {
	var found []ForgottenShift
	assistants, err := Holders(records, RoleAssistant, DateOf(now))
	if err != nil {
		return nil, err
	}
	for _, assistant := range assistants {
		going, err := GoingOn(records, assistant, now)
		if err != nil {
			return nil, err
		}
		if why := going.Forgotten(now); why != "" {
			found = append(found, ForgottenShift{going.Shift, why})
		}
	}
	return found, nil
}

// GoingShift is a shift that goes on; its zero value is none.
type GoingShift struct {
	Shift
	Since   time.Time // as of Going
	Planned time.Time
	Passed  time.Time // see [Passed]
	Doubted bool      // two disagree about it, or an operation waits about it: it is asked about as that
}

// GoingOn is the shift of an assistant that goes on, as far as the book knows: the first without an end that none has passed and that is
// not three days old. One that begins later, by a clock that was ahead, goes on where no other does.
func GoingOn(records Records, assistant string, now time.Time) (GoingShift, error) {
	var rows []Shift
	var open []Record
	seen := map[string]bool{}
	for _, m := range (Span{now.Add(-longestShift), now}).Months() {
		for record, err := range records.Feed(ShiftIndex(assistant, m)) {
			if err != nil {
				return GoingShift{}, fmt.Errorf("read shifts of %s: %w", m, err)
			}
			shift := ShiftOf(record.Ref, record.Fields)
			if shift.Void || shift.Assistant != assistant || seen[record.Ref] {
				continue
			}
			seen[record.Ref] = true
			rows = append(rows, shift)
			if shift.Open() {
				open = append(open, record)
			}
		}
	}
	var going GoingShift
	for _, record := range open {
		shift := ShiftOf(record.Ref, record.Fields)
		one := GoingShift{Shift: shift, Passed: Passed(rows, shift), Doubted: record.Conflicts > 0 || record.Parked > 0}
		if !one.Lasts(now) || going.Ref != "" && !shift.Start.Before(going.Start) {
			continue
		}
		one.Since = StayBegan(rows, shift)
		planned, err := PlannedFor(records, shift, one.Since)
		if err != nil {
			return GoingShift{}, err
		}
		one.Planned = planned.End
		going = one
	}
	return going, nil
}

// Forgotten is why it is to be asked about; empty: it is not, or is so old that its end is missing.
func (g GoingShift) Forgotten(now time.Time) WhyForgotten {
	if g.Ref == "" || g.Doubted || !g.Lasts(now) {
		return ""
	}
	return Going{Since: g.Since, Start: g.Start, Planned: g.Planned}.Forgotten(now)
}

// Lasts tells whether it may go on still: one that is three days old does not, nor one that another has passed; its end is missing.
func (g GoingShift) Lasts(now time.Time) bool {
	return now.Sub(g.Start) < longestShift && (g.Passed.IsZero() || now.Before(g.Passed))
}

// Next is when it is to be asked about next, if nothing happens; zero where it is no more.
func (g GoingShift) Next(now time.Time) (next time.Time) {
	if g.Ref == "" || g.Doubted {
		return time.Time{}
	}
	for _, at := range []time.Time{g.Planned.Add(pastPlan), g.Since.Add(longGoing), g.Start.Add(quiet)} {
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// Passed is when the first of the rows begins that begin after a shift: from then on one without an end goes on no more, its end is
// missing. Until then it does, whatever is written ahead; and a row without a minute in it passes nothing. Zero: none begins. The rows
// are of one assistant.
func Passed(rows []Shift, shift Shift) (first time.Time) {
	for _, row := range rows {
		if !row.Void && !row.End.Equal(row.Start) && row.Start.After(shift.Start) && (first.IsZero() || row.Start.Before(first)) {
			first = row.Start
		}
	}
	return first
}

// StayBegan follows the rows that end where the next begins, at one place, back to the first of them. The rows are of one assistant.
func StayBegan(rows []Shift, shift Shift) time.Time {
	for {
		i := slices.IndexFunc(rows, func(before Shift) bool {
			return before.Beneficiary == shift.Beneficiary && before.End.Equal(shift.Start) && before.Start.Before(before.End)
		})
		if i < 0 {
			return shift.Start
		}
		shift = rows[i]
	}
}
