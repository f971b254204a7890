package care

// Kind is a kind of time. What is not one of the three below is no kind.
type Kind string

// The three kinds of time that a shift can be.
const (
	Active  Kind = "active"  // aktiv tid: ordinary assistance
	Waiting Kind = "waiting" // väntetid: at hand on the same premises during the night's rest
	Standby Kind = "standby" // beredskap: available elsewhere during the night's rest
)

// AllKinds are the kinds of time in the order in which forms list them.
func AllKinds() []Kind { return []Kind{Active, Waiting, Standby} }

// Sums are the minutes of each kind, as they were. Nothing is rounded and nothing converted.
type Sums struct {
	Active  int `json:"active"`
	Waiting int `json:"waiting"`
	Standby int `json:"standby"`
}

// Add gives the sums with minutes of one kind more. A kind that is none adds nothing.
func (s Sums) Add(kind Kind, minutes int) Sums {
	switch kind {
	case Active:
		s.Active += minutes
	case Waiting:
		s.Waiting += minutes
	case Standby:
		s.Standby += minutes
	}
	return s
}

// Of is the minutes of one kind; none of what is no kind.
func (s Sums) Of(kind Kind) int {
	switch kind {
	case Active:
		return s.Active
	case Waiting:
		return s.Waiting
	case Standby:
		return s.Standby
	}
	return 0
}

// Plus gives both sums together, kind by kind.
func (s Sums) Plus(t Sums) Sums {
	return Sums{s.Active + t.Active, s.Waiting + t.Waiting, s.Standby + t.Standby}
}

// Less gives the sums without those of t, kind by kind.
func (s Sums) Less(t Sums) Sums {
	return Sums{s.Active - t.Active, s.Waiting - t.Waiting, s.Standby - t.Standby}
}

// Total is the minutes of all kinds, as they were.
func (s Sums) Total() int { return s.Active + s.Waiting + s.Standby }

// Counted converts to the minutes that count against the granted ones. How Försäkringskassan rounds is
// not known: so the fraction is exact, and only what is shown is rounded.
func (s Sums) Counted() Fraction {
	waiting, standby := weights()
	both := waiting * standby
	return fraction(int64(s.Active)*both+int64(s.Waiting)*standby+int64(s.Standby)*waiting, both)
}
