package care

import "time"

// When a planned shift that nobody has begun is asked about: of its assistant by a notice, of the office in its list of now. The
// lengths are ours: nobody has published any.
const (
	// startLate is how long after its start it is.
	startLate = 15 * time.Minute
	// startSoon is how long before its start a shift may have begun that is the planned one.
	startSoon = 2 * time.Hour
)

// LateAt is from when on a plan is asked about, if nobody begins it.
func (p Plan) LateAt() time.Time { return p.Start.Add(startLate) }

// Late tells whether a plan should have been begun by now, and goes on still. shifts are those that may be it: of its assistant, or of
// whoever has been there.
func (p Plan) Late(shifts []Shift, now time.Time) bool {
	return !now.Before(p.LateAt()) && now.Before(p.End) && !p.begun(shifts)
}

// begun tells whether a plan was begun: a shift names it, or is at the same place around its start.
func (p Plan) begun(shifts []Shift) bool {
	for _, s := range shifts {
		if s.Plan == ID(p.Ref) {
			return true
		}
		if s.Beneficiary != p.Beneficiary || s.Start.Before(p.Start.Add(-startSoon)) && !s.Open() && !s.End.After(p.Start) {
			continue
		}
		if s.Start.Before(p.End) && (s.Open() || s.End.After(p.Start) || s.Start.After(p.Start.Add(-startSoon))) {
			return true
		}
	}
	return false
}
