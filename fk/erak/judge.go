package erak

import "passbok/care"

// Meaning is what a report comes to, beside what is known.
type Meaning string

// What a report can mean. Only News changes how the invoice stands; Outdated wants a person to look.
const (
	Unknown  Meaning = "unknown"  // about an invoice that was never made here
	News     Meaning = "news"     // the invoice is now as Outcome.Next says
	Again    Meaning = "again"    // known already
	Late     Meaning = "late"     // overtaken by a report that came before it
	Outdated Meaning = "outdated" // about another version than the one that counts: it was reopened meanwhile
)

// Standing is how a beneficiary's month stands when a report comes.
type Standing struct {
	State   care.State    // of the month's invoice
	Version int           // of the month's invoice that counts now
	Sent    *care.Invoice // the snapshot of the version that the report names; nil where there is none
}

// Outcome is a report judged.
type Outcome struct {
	Meaning Meaning
	Next    care.State // what the invoice becomes; where Meaning is not News, what it is
	// Differences between what was sent and what was signed, whatever the meaning: a difference is
	// never kept from people because its report came late.
	Differences []care.Difference
}

// Judge says what a report means. It is pure: the same report judged again in the state it led to is Again.
func Judge(r Report, standing Standing) Outcome {
	out := Outcome{Meaning: Unknown, Next: standing.State}
	if standing.Sent == nil {
		return out
	}
	next := care.Received
	if r.Status == care.Signed {
		next = care.Signed
		if out.Differences = Compare(*standing.Sent, r.Signed); len(out.Differences) > 0 {
			next = care.Differs
		}
	}
	switch state := standing.State; {
	case r.Reference.Version != standing.Version || !state.Sealed():
		out.Meaning = Outdated
	case state == next:
		out.Meaning = Again
	case next == care.Differs, state.May(next):
		// A second signature that differs is news even where the first one did not.
		out.Meaning, out.Next = News, next
	default:
		// Received after signed; or a signature without a difference after one with: nothing hides that.
		out.Meaning = Late
	}
	return out
}

// Compare finds every field in which what was signed differs from what was sent, in the order of the
// form. Personnummer are masked: what is returned may be shown and kept where the numbers may not.
func Compare(sent care.Invoice, signed care.Statement) []care.Difference {
	differences := care.Compare(sent.Statement(), signed)
	for i, d := range differences {
		if d.Field == "personnummer" {
			differences[i].Sent = care.Personnummer(d.Sent).Masked()
			differences[i].Signed = care.Personnummer(d.Signed).Masked()
		}
	}
	return differences
}
