package month

import (
	"strings"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Stage is how a step of the month stands.
type Stage string

// The stages' states.
const (
	Done Stage = "done" // it is
	You  Stage = "you"  // the office must act
	Wait Stage = "wait" // somebody else must
	None Stage = "none" // not its turn yet
)

// Stages are the steps of a month, in order.
type Stages struct {
	Rows       Stage `json:"rows"`
	Sheets     Stage `json:"sheets"` // the timesheets are signed by both
	Sent       Stage `json:"sent"`   // Försäkringskassan has the timesheets
	Ready      Stage `json:"ready"`
	Notified   Stage `json:"notified"`
	HandedOver Stage `json:"handed_over"`
	Received   Stage `json:"received"`
	Signed     Stage `json:"signed"`
}

func (p *papers) stages(found []Finding, t SheetTally, now time.Time) Stages {
	state := p.invoice.State
	s := Stages{Rows: Done, Sheets: t.signing(p.over(now)), Sent: t.sending(), Ready: None, Notified: None, HandedOver: None, Received: None, Signed: None}
	switch {
	case len(stops(found)) > 0:
		s.Rows = You
	case p.standingRows() == 0:
		s.Rows = None
	case !state.Sealed():
		s.Ready = You
	}
	way := []struct {
		stage *Stage
		state care.State
	}{{&s.Ready, care.Ready}, {&s.Notified, care.Notified}, {&s.HandedOver, care.HandedOver}, {&s.Received, care.Received}, {&s.Signed, care.Signed}}
	for _, step := range way {
		if !state.Sealed() {
			break
		}
		if !state.Reached(step.state) {
			*step.stage = Wait // the first that is not done
			if step.state == care.HandedOver && p.invoice.Paper != nil && p.nextOnPaper().Who == "office" {
				*step.stage = You
			}
			break
		}
		*step.stage = Done
	}
	if p.isHeld() && s.HandedOver != Done {
		s.HandedOver = You
	}
	if state == care.Differs {
		s.Signed = You
	}
	return s
}

// Next is what happens next, and who does it.
type Next struct {
	Code    string `json:"code"`
	Who     string `json:"who"` // office, assistants, beneficiary, fk, passbok, nobody
	Message Words  `json:"message"`
}

// next is what the month itself asks for, by all that the pre-flight has found; what is to be done with its timesheets is said
// by the tally.
func (p *papers) next(docs book.Documents, found []Finding, now time.Time) (Next, error) {
	stop := stops(found)
	if p.invoice.State.Sealed() {
		return p.nextSealed(docs, now)
	}
	switch {
	case len(stop) == 1:
		return Next{"fix", "office", stop[0].Message}, nil
	case len(stop) > 1:
		return Next{"fix", "office", both("%d saker måste rättas.", "%d things must be fixed.", len(stop))}, nil
	case p.standingRows() == 0:
		return Next{"rows", "assistants", Words{"Inga tider än.", "No time recorded yet."}}, nil
	case !p.over(now):
		return Next{"month", "assistants", Words{"Månaden pågår.", "The month is still going on."}}, nil
	}
	warns := count(found).Warns
	switch warns {
	case 0:
		return Next{"lock", "office", Words{"Allt stämmer. Räkningen kan låsas.", "All is well. The invoice can be locked."}}, nil
	case 1:
		return Next{"lock", "office", Words{"Räkningen kan låsas. En sak att titta på först.", "The invoice can be locked. One thing to look at first."}}, nil
	}
	return Next{"lock", "office", both("Räkningen kan låsas. %d saker att titta på först.", "The invoice can be locked. %d things to look at first.", warns)}, nil
}

func (p *papers) nextSealed(docs book.Documents, now time.Time) (Next, error) {
	if p.isHeld() {
		return p.nextHeld(), nil
	}
	if p.invoice.Paper != nil && p.mayPaper() {
		return p.nextOnPaper(), nil
	}
	switch p.invoice.State {
	case care.Ready, care.Notified, care.Opened:
		who, err := p.signerNames(docs, now)
		if err != nil {
			return Next{}, err
		}
		if who == (Words{}) {
			return Next{"signer", "office", Words{"Ingen kan skicka räkningen: ställföreträdare saknas.",
				"Nobody can send the invoice: there is no representative."}}, nil
		}
		return Next{"send", "beneficiary", both("Väntar på att %s skickar räkningen.", "Waiting for %s to send the invoice.", who)}, nil
	case care.HandedOver:
		sent := Pending{Invoice: p.invoice.State, At: times(p.invoice.At), Paper: p.invoice.Paper != nil}
		if ends := sent.Expires(); ends != "" && care.DateOf(now) >= ends {
			who, err := p.signerNames(docs, now)
			return Next{"expired", "beneficiary", both("Skickad %s, men Försäkringskassan har inte svarat. Fråga %s om den är underskriven, eller om den ska skickas igen.",
				"Sent on %s, but Försäkringskassan has not answered. Ask %s whether it is signed, or is to be sent again.", day(care.DateOf(sent.At[care.HandedOver])), who)}, err
		}
		return Next{"receive", "fk", Words{"Skickad. Väntar på Försäkringskassan.", "Sent. Waiting for Försäkringskassan."}}, nil
	case care.Received:
		return Next{"sign", "beneficiary", Words{"Framme. Väntar på underskriften.", "Arrived. Waiting for the signature."}}, nil
	case care.Differs:
		return Next{"compare", "office", Words{"Det som skrevs under är inte det som skickades.", "What was signed is not what was sent."}}, nil
	}
	if p.invoice.Paper != nil {
		return Next{"nothing", "nobody", Words{"Underskriven på papper och skickad.", "Signed on paper and sent."}}, nil
	}
	return Next{"nothing", "nobody", Words{"Underskriven och jämförd.", "Signed and compared."}}, nil
}

func (p *papers) signerNames(docs book.Documents, now time.Time) (Words, error) {
	signers, err := p.signers(docs, now)
	names := make([]string, 0, len(signers))
	for _, signer := range signers {
		names = append(names, signer.Name)
	}
	return anyOf(names), err
}

// anyOf names people of whom one is enough: Alva, Bo eller Kim.
func anyOf(names []string) Words {
	last := len(names) - 1
	if last < 1 {
		name := strings.Join(names, "")
		return Words{SV: name, EN: name}
	}
	return both("%s eller %s", "%s or %s", strings.Join(names[:last], ", "), names[last])
}

// signers are those who may send and sign the invoice, with their names.
func (p *papers) signers(docs book.Documents, now time.Time) ([]Party, error) {
	ids, err := care.Signers(Records(docs), p.beneficiary.ID, now)
	if err != nil {
		return nil, err
	}
	signers := make([]Party, 0, len(ids))
	for _, id := range ids {
		name, err := p.name(docs, id)
		if err != nil {
			return nil, err
		}
		signers = append(signers, Party{id, name})
	}
	return signers, nil
}
