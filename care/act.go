package care

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Act is something that is done to a month by a command rather than by writing a field.
type Act string

// The acts.
const (
	See      Act = "see"       // look at the month, its findings and its invoice
	Lock     Act = "lock"      // mark the invoice ready
	Reopen   Act = "reopen"    // and take that back
	Settle   Act = "settle"    // apply or decline a parked operation
	Invite   Act = "invite"    // let a person in
	Board    Act = "board"     // look at all customers at once
	HandOver Act = "hand_over" // send the invoice on to Försäkringskassan

	SeeSheet     Act = "see_sheet"     // look at an assistant's timesheet
	ReadySheet   Act = "ready_sheet"   // say that the assistant's month is whole
	ReopenSheet  Act = "reopen_sheet"  // and take that back
	SignSheet    Act = "sign_sheet"    // sign it as the assistant
	ApproveSheet Act = "approve_sheet" // sign it as the provider
	PaperSheet   Act = "paper_sheet"   // print it, note that it is signed by hand, and that it is with Försäkringskassan
	SendSheet    Act = "send_sheet"    // send it to Försäkringskassan, over ELT

	PaperInvoice Act = "paper_invoice" // print an invoice, note that it is signed by hand, and that it is on its way

	Connect Act = "connect" // note the steps of the connection to Försäkringskassan, and try it

	LookAround Act = "look_around" // look at what concerns no one customer: late changes, the connection, how people stand
	EndWork    Act = "end_work"    // end somebody's work for the provider, with all that follows from it

	TakeOut Act = "take_out" // take time out for payroll, and a month as an archive
)

// Acts are all of them.
func Acts() []Act {
	return []Act{See, Lock, Reopen, Settle, Invite, Board, HandOver, SeeSheet, ReadySheet, ReopenSheet, SignSheet, ApproveSheet, PaperSheet, SendSheet, PaperInvoice, Connect, LookAround, EndWork, TakeOut}
}

// The acts by who does them. Handing over is the beneficiary's own, or that of a representative whose task
// covers it, on that day; a coordinator who is the representative does it as the representative.
var (
	officeActs = []Act{See, Lock, Reopen, Settle, Invite, Board, SeeSheet, ReadySheet, ReopenSheet, ApproveSheet, PaperSheet, SendSheet, PaperInvoice, Connect, LookAround, EndWork, TakeOut}
	// auditActs are of whoever looks the office over: they see all that it sees, and do nothing.
	auditActs  = []Act{See, Board, SeeSheet, LookAround}
	signerActs = []Act{See, HandOver}
	readerActs = []Act{See}
	// ownActs are an assistant's, on their own timesheet: also of a month in which they have left.
	ownActs = []Act{SeeSheet, ReadySheet, ReopenSheet, SignSheet}
)

// MayDo tells whether a person may do something to a beneficiary's month today. For acts that concern no
// beneficiary, theirs is empty.
func MayDo(records Records, person string, act Act, beneficiary string, now time.Time) (bool, error) {
	today := DateOf(now)
	coordinator, err := RoleOn(records, person, RoleCoordinator, today)
	if err != nil {
		return false, err
	}
	if coordinator == Allowed && slices.Contains(officeActs, act) {
		if act != ApproveSheet {
			return true, nil
		}
		return Signs(records, person, today)
	}
	if slices.Contains(auditActs, act) {
		if auditor, err := RoleOn(records, person, RoleAuditor, today); err != nil || auditor == Allowed {
			return err == nil, err
		}
	}
	if beneficiary == "" {
		return false, nil
	}
	if slices.Contains(signerActs, act) {
		signers, err := Signers(records, beneficiary, now)
		if err != nil || slices.Contains(signers, person) {
			return err == nil, err
		}
	}
	if slices.Contains(readerActs, act) {
		return concerns(records, person, beneficiary, today)
	}
	return false, nil
}

// MayDoSheet tells whether a person may do something to an assistant's timesheet at a beneficiary today: the office,
// or the assistant, who was engaged there at some time.
func MayDoSheet(records Records, person string, act Act, assistant, beneficiary string, now time.Time) (bool, error) {
	if person == assistant && slices.Contains(ownActs, act) {
		role, err := RoleOn(records, person, RoleAssistant, DateOf(now))
		if err != nil {
			return false, err
		}
		engaged, err := Engaged(records, person, beneficiary, DateOf(now))
		if err != nil {
			return false, err
		}
		if role != Never && engaged != Never {
			return true, nil
		}
	}
	return MayDo(records, person, act, beneficiary, now)
}

// Signers are the people who may send and sign a beneficiary's invoice today, and are told about it: the
// beneficiary, then the representatives in order of their ids. A child's guardians sign instead of the
// child: all are told, one is enough; from the day the child comes of age they sign no more. A beneficiary who has a förvaltare keeps the right here: whether they
// may use it the court has decided, and Försäkringskassan checks.
func Signers(records Records, beneficiary string, now time.Time) ([]string, error) {
	today := DateOf(now)
	others, child := map[string]bool{}, false
	for record, err := range records.Feed(RepresentsIndex(beneficiary)) {
		if err != nil {
			return nil, fmt.Errorf("read who represents %s: %w", beneficiary, err)
		}
		f := record.Fields
		if Text(f, "beneficiary") != beneficiary {
			continue
		}
		if stands, err := Stands(records, f, today); err != nil {
			return nil, err
		} else if !stands {
			continue
		}
		child = child || Text(f, "kind") == Guardian
		if coversInvoice(f) {
			others[Text(f, "representative")] = true
		}
	}
	own, err := RoleOn(records, beneficiary, RoleBeneficiary, today)
	if err != nil {
		return nil, err
	}
	signers := slices.Sorted(maps.Keys(others))
	if own == Allowed && !child {
		signers = append([]string{beneficiary}, signers...)
	}
	return signers, nil
}

// Coordinators are the people who hold the office's role today, in order of their ids.
func Coordinators(records Records, now time.Time) ([]string, error) {
	return Holders(records, RoleCoordinator, DateOf(now))
}

// Holders are the people who hold a role on a day, in order of their ids.
func Holders(records Records, role string, on Date) ([]string, error) {
	found := map[string]bool{}
	for record, err := range records.Feed(RoleIndex(role)) {
		if err != nil {
			return nil, fmt.Errorf("read who is %s: %w", role, err)
		}
		if Text(record.Fields, "role") == role && holds(record.Fields, on) {
			found[Text(record.Fields, "person")] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}
