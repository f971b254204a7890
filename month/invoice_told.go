package month

import (
	"passbok/care"
	"passbok/sync/book"
)

// InvoiceBefore is the month before an invoice's, to compare with.
type InvoiceBefore struct {
	Month   care.Month    `json:"month"`
	Counted care.Fraction `json:"counted"` // as View has it
	Granted *int          `json:"granted"`
}

// monthBefore is the month before, as it stands now; nil where nobody worked in it.
func (p *papers) monthBefore(docs book.Documents) (*InvoiceBefore, error) {
	last, err := readOwn(newShared(docs), p.beneficiary.ID, p.month.Plus(-1))
	if err != nil {
		return nil, err
	}
	var sums care.Sums
	for _, e := range last.entries {
		sums = sums.Add(e.Kind, e.minutes)
	}
	if sums == (care.Sums{}) {
		return nil, nil
	}
	return &InvoiceBefore{last.month, sums.Counted(), granted(last.decisions, last.month)}, nil
}

// How an assistant's timesheet stands, as whoever sends the invoice is told.
const (
	SheetToldSigned   = "signed"   // by everybody who must, or received
	SheetToldPaper    = "paper"    // signed by hand
	SheetToldUnsigned = "unsigned" // made, and not signed by everybody
	SheetToldChanged  = "changed"  // signed, and then changed
	SheetToldRejected = "rejected" // Försäkringskassan does not take it
	SheetToldMissing  = "missing"  // nobody has made it
)

// InvoiceSheet is how it stands with one assistant of an invoice.
type InvoiceSheet struct {
	Assistant string `json:"assistant"`
	Sheet     string `json:"sheet"`  // one of SheetTold…
	Notice    bool   `json:"notice"` // whether Försäkringskassan is known to have had the notice (3066) in time
}

// sheetsTold are how the assistants' timesheets and notices stand, in the order of the ids.
func (p *papers) sheetsTold() []InvoiceSheet {
	late := map[string]bool{}
	for _, f := range p.findings() {
		if f.Code != RegistrationUnknown && f.Code != RegistrationLate {
			continue
		}
		for _, one := range f.portions {
			late[one.Assistant] = true
		}
	}
	told := []InvoiceSheet{}
	for _, assistant := range p.who {
		if p.sumsOf(assistant) == (care.Sums{}) {
			continue
		}
		one := InvoiceSheet{Assistant: assistant, Notice: !late[assistant]}
		switch p.wrongSheet(assistant) {
		case "":
			if one.Sheet = SheetToldSigned; p.held[assistant].Route == care.RoutePaper {
				one.Sheet = SheetToldPaper
			}
		case TimesheetUnsigned:
			one.Sheet = SheetToldUnsigned
		case TimesheetChanged:
			one.Sheet = SheetToldChanged
		case TimesheetRejected:
			one.Sheet = SheetToldRejected
		default:
			one.Sheet = SheetToldMissing
		}
		told = append(told, one)
	}
	return told
}

// toTell are the findings by which nothing is missing, and that whoever sends the invoice should know of: time that may not be
// paid though it was worked. What concerns an assistant's other work is not theirs to know.
func toTell() map[string][2]Words {
	ask := Words{"Fråga kontoret om tiderna stämmer. Du kan skicka ändå.", "Ask the office whether the times are right. You can send it all the same."}
	return map[string][2]Words{
		OverGranted: {{"%s är mer än de timmar som är beviljade.", "%s is more than the hours that are granted."},
			{"Den tiden betalas oftast inte. Fråga kontoret om tiderna stämmer.", "That time is mostly not paid. Ask the office whether the times are right."}},
		OverlapTwo: {{"Under %s var två assistenter här samtidigt. Dubbel assistans är inte beviljad.", "For %s two assistants were here at once. Double assistance is not granted."}, ask},
		InHospital: {{"%s är under sjukhusvård. Den tiden betalas bara om det finns särskilda skäl.", "%s is during hospital care. That time is paid only for special reasons."}, ask},
		InActivity: {{"%s är under skola, barnomsorg eller daglig verksamhet. Den tiden betalas bara om det finns särskilda skäl.",
			"%s is during school, childcare or daily activity. That time is paid only for special reasons."}, ask},
	}
}

// told are those findings of the month, one a code, the gravest first. They hold nobody up, and are not noted.
func (p *papers) told() []Lack {
	words, byCode := toTell(), map[string][]Finding{}
	for _, f := range p.findings() {
		if _, tells := words[f.Code]; tells && len(f.portions) > 0 {
			byCode[f.Code] = append(byCode[f.Code], f)
		}
	}
	told := []Lack{}
	for _, code := range []string{OverGranted, OverlapTwo, InHospital, InActivity} {
		of := byCode[code]
		if len(of) == 0 {
			continue
		}
		var portions []portion
		for _, f := range of {
			portions = append(portions, f.portions...)
		}
		said := words[code][0]
		told = append(told, Lack{code, both(said.SV, said.EN, lengthOf(portions)), words[code][1], p.money(of).Risk})
	}
	return told
}
