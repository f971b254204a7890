package care

import "slices"

// Report is what Försäkringskassan says about one version of a month's invoice. Reports come twice, late and
// in any order.
type Report struct {
	Version int
	Signed  *Statement // as it was signed; nil where it is only received
}

// Standing is how far the version that a report names had come when the report was read.
type Standing struct {
	Sent        *Statement   // what was sent; nil where there never was such a version
	Current     bool         // it is the one that counts: not reopened, not replaced
	State       State        // of that version, as far as it is known
	Differences []Difference // that are known already
}

// Meaning is what a report comes to, beside what is known.
type Meaning string

// What a report can mean. News and Outdated are to be kept, the others change nothing.
const (
	Unknown  Meaning = "unknown"  // about an invoice that was never made here
	News     Meaning = "news"     // the invoice is now as Outcome.Next says
	Outdated Meaning = "outdated" // it would be news, but another version counts: a person must look
	Again    Meaning = "again"    // known already
	Late     Meaning = "late"     // overtaken by a report that came before it
)

// Outcome is a report judged.
type Outcome struct {
	Meaning     Meaning
	Next        State        // of the version that the report names
	Differences []Difference // all that are known by now
}

// Judge says what a report means. It is the one place that decides whether what was signed is what was sent.
// A difference is never undone, neither by a report that came before it nor by one that comes after; and the
// same report, judged again in the standing that it led to, is no news.
func Judge(r Report, s Standing) Outcome {
	out := Outcome{Meaning: Unknown, Next: s.State, Differences: s.Differences}
	if s.Sent == nil {
		return out
	}
	next := Received
	if r.Signed != nil {
		next = Signed
		if found := Compare(*s.Sent, *r.Signed); len(found) > 0 {
			next, out.Differences = Differs, joined(s.Differences, found)
		}
	}
	switch {
	case s.State == next && len(out.Differences) == len(s.Differences):
		out.Meaning = Again
	case !s.State.May(next):
		out.Meaning = Late // received after signed; signed without a difference after one with
	case !s.Current:
		out.Meaning, out.Next = Outdated, next
	default:
		out.Meaning, out.Next = News, next
	}
	return out
}

// joined adds to what is known what is found and not yet among it.
func joined(known, found []Difference) []Difference {
	all := slices.Clone(known)
	for _, d := range found {
		if !slices.Contains(all, d) {
			all = append(all, d)
		}
	}
	return all
}
