package care

import "slices"

// State is how far an invoice has come.
type State string

// The states of an invoice.
const (
	Open       State = "open"        // rows may change; there is no invoice, or it was reopened
	Ready      State = "ready"       // marked ready: the month is sealed
	Notified   State = "notified"    // whoever may send it has been told
	Opened     State = "opened"      // and has looked at it
	HandedOver State = "handed_over" // sent on to Försäkringskassan's service
	Received   State = "received"    // Försäkringskassan has it
	Signed     State = "signed"      // signed there, and the same as was sent
	Differs    State = "differs"     // signed there, and not the same as was sent
)

// States are all of them, in the order of a month's way.
func States() []State {
	return []State{Open, Ready, Notified, Opened, HandedOver, Received, Signed, Differs}
}

// moves says from which states each state may be entered. A report may overtake an earlier one: so signed
// may follow handed over, and what comes back proves that it was handed over. What was signed as it was sent
// may turn out to differ, and what differs to differ more; nothing but reopening undoes that.
var moves = map[State][]State{
	Ready:      {Open},
	Notified:   {Ready},
	Opened:     {Ready, Notified},
	HandedOver: {Ready, Notified, Opened, HandedOver},
	Received:   {Ready, Notified, Opened, HandedOver},
	Signed:     {Ready, Notified, Opened, HandedOver, Received},
	Differs:    {Ready, Notified, Opened, HandedOver, Received, Signed, Differs},
	Open:       {Ready, Notified, Opened, HandedOver, Received, Signed, Differs},
}

// May tells whether an invoice in this state may enter the next one. The empty state is Open.
func (s State) May(next State) bool { return slices.Contains(moves[next], s.orOpen()) }

// Sealed tells whether the month's rows are held in this state.
func (s State) Sealed() bool { return s.orOpen() != Open }

// Done tells whether Försäkringskassan has the invoice signed, whatever it says.
func (s State) Done() bool { return s == Signed || s == Differs }

// Reached tells whether the invoice has come as far as that state. One that differs has been signed.
func (s State) Reached(that State) bool {
	return slices.Index(States(), s.orOpen()) >= slices.Index(States(), that)
}

func (s State) orOpen() State {
	if s == "" {
		return Open
	}
	return s
}
