package month

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// The codes of problems that this package's commands answer with, beside the engine's changed and why_missing.
const (
	CodeForbidden       = "forbidden"        // not for this person, on this day
	CodeNotSigner       = "not_signer"       // a coordinator who may not sign for the provider
	CodeNotReady        = "month_not_ready"  // something stops the month
	CodeNotOver         = "month_not_over"   // the month has not ended in Stockholm: time may still be worked in it
	CodeEmpty           = "month_empty"      // there is no minute to be paid for
	CodeWrongState      = "wrong_state"      // the invoice is not where the command takes it from
	CodeInvoiceUnknown  = "invoice_unknown"  // there is no such invoice, or version of it
	CodePaperOnly       = "paper_only"       // a municipality's decision: Försäkringskassan's service is not for it
	CodePersonUnknown   = "person_unknown"   // whoever the month should be of has never been a beneficiary of this provider
	CodeSheetUnknown    = "sheet_unknown"    // there is no such timesheet, or version of it
	CodeSheetNotReady   = "sheet_not_ready"  // something stops the timesheet's rows
	CodeSheetState      = "sheet_state"      // the timesheet is not where the command takes it from
	CodeSheetNotOver    = "sheet_not_over"   // the month has not ended in Stockholm
	CodeSheetEmpty      = "sheet_empty"      // the assistant has no minute in it
	CodeSheetPaper      = "sheet_paper"      // it goes on paper, and is signed by hand
	CodeSheetScans      = "sheet_scans"      // more scans of one version than are kept
	CodeStepUnknown     = "step_unknown"     // there is no such step on the way to ELT
	CodePaperSigner     = "paper_signer"     // nobody is named who may sign it by hand
	CodePaperHow        = "paper_how"        // it is not said how the paper went
	CodeQuestionUnknown = "question_unknown" // the form asks no such question
	CodeSheetUnsaid     = "sheet_unsaid"     // a number, or who the employer is, is not written down: it cannot be sent
)

// Codes are all codes that this package answers with.
func Codes() []string {
	return []string{
		CodeForbidden, CodeNotReady, CodeNotOver, CodeEmpty, CodeWrongState, CodeInvoiceUnknown, CodePaperOnly, CodePersonUnknown,
		CodeSheetUnknown, CodeSheetNotReady, CodeSheetState, CodeSheetNotOver, CodeSheetEmpty, CodeSheetPaper, CodeSheetUnsaid, CodeSheetScans, CodeStepUnknown,
		CodeNotSigner, CodeNothingEnds, CodeLastCoordinator, CodeLeaveUndone,
		CodeDaysNotOver, CodeHeld, CodeQuestionUnknown, CodePaperSigner, CodePaperHow,
		op.CodeChanged, op.CodeWhyMissing,
	}
}

// Notices that follow from commands: the payload of a job of kind NoticeJob.
const (
	NoticeJob = "notice"

	InvoiceReady    = "invoice_ready"
	InvoiceReopened = "invoice_reopened"
	InvoiceSigned   = "invoice_signed"
	InvoiceDiffers  = "invoice_differs"

	SheetNoticeFallen   = "sheet_fallen"   // a signed timesheet's rows are no longer the same
	SheetNoticeReopened = "sheet_reopened" // one of the two has taken a signed timesheet back
)

// Notice is what a job of kind NoticeJob carries.
type Notice struct {
	Notice      string     `json:"notice"`
	Beneficiary string     `json:"beneficiary"`
	Month       care.Month `json:"month"`
	Version     int        `json:"version"` // of the invoice, or of the timesheet
	Assistant   string     `json:"assistant,omitempty"`
	By          string     `json:"by,omitempty"` // who did it, and need not be told
}

// Told are the people who are told by a notice, as it is on the day it goes out. Of an invoice: whoever may send it, and,
// where something is wrong with it, the office too: those who answer for the customer, where somebody does. Of a timesheet: both who sign it, the assistant and the office; one side
// that has taken it back tells the other. Nobody is told twice: whoever is among the first is not among the office.
func Told(docs book.Documents, n Notice, now time.Time) (theirs, office []string, err error) {
	coordinators, err := officeBut(docs, n.Beneficiary, n.By, now)
	if err != nil {
		return nil, nil, err
	}
	switch n.Notice {
	case InvoiceDiffers:
		office = coordinators
		theirs, err = care.Signers(Records(docs), n.Beneficiary, now)
	case SheetNoticeFallen:
		theirs, office = []string{n.Assistant}, coordinators
	case SheetNoticeReopened:
		if theirs = []string{n.Assistant}; n.By == n.Assistant {
			theirs, office = nil, coordinators
		}
	default:
		theirs, err = care.Signers(Records(docs), n.Beneficiary, now)
	}
	known := append([]string{n.By}, theirs...)
	return theirs, slices.DeleteFunc(office, func(id string) bool { return slices.Contains(known, id) }), err
}

// notice is the job that tells people. Its id says what it is about, so that one thing is told once.
func (p *papers) notice(code string, version int, now time.Time) (book.Job, error) {
	payload, err := json.Marshal(Notice{Notice: code, Beneficiary: p.beneficiary.ID, Month: p.month, Version: version})
	if err != nil {
		return book.Job{}, fmt.Errorf("write notice %s: %w", code, err)
	}
	id := fmt.Sprintf("%s:%s@%s.%d", code, p.beneficiary.ID, p.month, version)
	return book.Job{ID: id, Kind: NoticeJob, Due: now, Payload: payload}, nil
}

// allowed says whether somebody may do this; the error is a *op.Problem with code forbidden, or, told only to
// those who may, person_unknown where the one it is about has no months.
func allowed(docs book.Documents, person string, act care.Act, beneficiary string, now time.Time) error {
	may, err := care.MayDo(Records(docs), person, act, beneficiary, now)
	if err != nil {
		return err
	}
	if !may {
		return op.Problemf(CodeForbidden, "", "%s", act)
	}
	if beneficiary == "" {
		return nil
	}
	ever, err := care.RoleOn(Records(docs), beneficiary, care.RoleBeneficiary, care.DateOf(now))
	if err == nil && ever == care.Never {
		return &op.Problem{Code: CodePersonUnknown, Field: "beneficiary"}
	}
	return err
}

// May says whether whoever asks may do this to the month; the error is a *op.Problem with code forbidden or person_unknown. It is for what
// is done about a month outside the book.
func May(docs book.Documents, ask Ask, act care.Act) error {
	return allowed(docs, ask.Person, act, ask.Beneficiary, ask.Now)
}

// Input is what a person's command on a month says.
type Input struct {
	Ask
	Saw   string // the hash of the view, or of the invoice, that the person was looking at
	Why   string
	Until care.Date // of Close
	// Insists are the ids of the flags that whoever hands the invoice over has seen, and does so in spite of.
	Insists []string
}

// open reads the month for a person's command, once it is known that they may give it.
func (in Input) open(docs book.Documents, act care.Act) (papers, error) {
	if err := allowed(docs, in.Person, act, in.Beneficiary, in.Now); err != nil {
		return papers{}, err
	}
	return readAlone(docs, in.Beneficiary, in.Month)
}

// step is the decision that only moves the invoice on.
func (p *papers) step(state care.State, by string, now time.Time) (book.Decision, error) {
	p.invoice.enter(state, by, now)
	change, err := p.invoice.change(p.beneficiary.ID, p.month)
	if err != nil {
		return book.Decision{}, err
	}
	return book.Decision{Set: []book.Change{change}, Answer: p.answer()}, nil
}

// answer is what a command's receipt says of the invoice.
func (p *papers) answer() json.RawMessage {
	return care.Value(struct {
		State   care.State `json:"state"`
		Version int        `json:"version"`
		Hash    string     `json:"hash"`
	}{p.invoice.State, p.invoice.Version, p.invoice.Hash})
}

func wrongState(p papers) error {
	return op.Problemf(CodeWrongState, "", "%s", p.invoice.State)
}
