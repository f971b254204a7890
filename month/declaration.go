package month

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Declaration is what a month's invoice says besides its hours: what the office has said, what could be said, and what
// is not said yet. Nothing of it stops the month: what is missing is filled in where the invoice is signed.
type Declaration struct {
	Doc       string             `json:"doc"`       // ref of the document that the office writes
	Said      care.Fields        `json:"said"`      // by the names of its fields
	Suggested care.Fields        `json:"suggested"` // of fields that are not said: what was said last, and what is known
	Unsaid    []string           `json:"unsaid"`    // names of fields; one of Unsaid… for what is not one of its fields
	Hospital  []care.InvoiceStay `json:"hospital"`  // as the papers have it
}

// What an invoice cannot say, or says more of than the form has room for, beside the fields of a declaration.
const (
	UnsaidHospitalRoom = "hospital_more_than_three"
	UnsaidCostsAbove   = "cost_minutes_over_granted" // costs are reckoned on more hours than are granted
)

// Declared is what recurs from one month's declaration to the next: what to suggest.
func Declared(earlier care.Fields) care.Fields {
	suggested := care.Fields{}
	recurs := []string{"phone", "activities", "outside_eea"}
	for _, cost := range care.Costs() {
		recurs = append(recurs, "cost_"+cost+"_hour")
	}
	for _, name := range recurs {
		if raw := earlier[name]; isSaid(raw) {
			suggested[name] = raw
		}
	}
	return suggested
}

func isSaid(raw json.RawMessage) bool {
	return len(raw) > 0 && string(raw) != "null" && string(raw) != `""`
}

// declaration shows what is said of the month, and what could be.
func (p *papers) declaration(docs book.Documents) (Declaration, error) {
	d := Declaration{
		Doc: care.DeclarationRef(p.beneficiary.ID, p.month), Said: care.Fields{}, Suggested: care.Fields{}, Unsaid: []string{}, Hospital: []care.InvoiceStay{},
	}
	for name, raw := range p.declared {
		if name != "beneficiary" && name != "month" {
			d.Said[name] = raw
		}
	}
	person, _, err := docs.Get("person/" + p.beneficiary.ID)
	if err != nil {
		return d, fmt.Errorf("read person %s: %w", p.beneficiary.ID, err)
	}
	before, err := lastDeclared(docs, p.beneficiary.ID, p.month)
	if err != nil {
		return d, err
	}
	known, err := p.known(docs)
	if err != nil {
		return d, err
	}
	if phone := person.Text("phone"); phone != "" {
		d.Suggested["phone"] = care.Value(phone)
	}
	maps.Copy(d.Suggested, Declared(before))
	maps.Copy(d.Suggested, known.suggested)
	p.invoice.Answers.suggest(d.Suggested)
	maps.DeleteFunc(d.Suggested, func(name string, _ json.RawMessage) bool { return isSaid(d.Said[name]) })
	d.Hospital = append(d.Hospital, known.hospital...)
	d.Unsaid = p.unsaid(d, person.Text("employer") == care.EmployerOwn)
	return d, nil
}

// unsaid is what the form asks for and nobody has said, in its order. Costs are an own employer's to say.
func (p *papers) unsaid(d Declaration, own bool) []string {
	unsaid := []string{}
	lacks := func(name string, is bool) {
		if is {
			unsaid = append(unsaid, name)
		}
	}
	for _, name := range []string{"activities", "outside_eea", "all_used", "phone"} {
		lacks(name, !isSaid(d.Said[name]))
	}
	lacks("left_ore", string(d.Said["all_used"]) == "false" && !isSaid(d.Said["left_ore"]))
	if own {
		for _, cost := range care.Costs() {
			lacks("cost_"+cost+"_period", !isSaid(d.Said["cost_"+cost+"_period"]))
		}
		lacks("cost_minutes", !isSaid(d.Said["cost_minutes"]))
	}
	lacks("confirmed", !care.Flag(d.Said, "confirmed"))
	lacks(UnsaidHospitalRoom, len(d.Hospital) > care.MostHospital)
	granted := granted(p.decisions, p.month)
	lacks(UnsaidCostsAbove, granted != nil && care.Count(d.Said, "cost_minutes") > *granted)
	return unsaid
}

// lastDeclared is what was said of the newest month before this one.
func lastDeclared(docs book.Documents, beneficiary string, m care.Month) (care.Fields, error) {
	var last care.Fields
	for doc, err := range docs.Feed(care.DeclarationIndex(beneficiary)) {
		if err != nil {
			return nil, fmt.Errorf("read declarations of %s: %w", beneficiary, err)
		}
		f := doc.Values()
		of := care.Month(care.Text(f, "month"))
		if care.Text(f, "beneficiary") == beneficiary && of < m && of > care.Month(care.Text(last, "month")) {
			last = f
		}
	}
	return last, nil
}

// known is what the papers say of a month that a declaration asks for.
type known struct {
	suggested care.Fields
	hospital  []care.InvoiceStay
}

func (p *papers) known(docs book.Documents) (known, error) {
	k := known{suggested: care.Fields{}}
	kinds := map[string]bool{}
	for doc, err := range docs.Feed(care.StayIndex(p.beneficiary.ID)) {
		if err != nil {
			return k, fmt.Errorf("read stays of %s: %w", p.beneficiary.ID, err)
		}
		f := doc.Values()
		if care.Text(f, "beneficiary") != p.beneficiary.ID || care.Flag(f, "void") {
			continue
		}
		if care.KindOf(doc.Ref) == "activity" {
			from, to := care.Date(care.Text(f, "from")), care.Date(care.Text(f, "to"))
			kinds[care.Text(f, "kind")] = kinds[care.Text(f, "kind")] || from <= p.month.Last() && (to == "" || to >= p.month.First())
			continue
		}
		stay := stayIn(f, p.span)
		switch care.Text(f, "kind") {
		case care.StayAbroad:
			if stay.Minutes() > 0 {
				k.suggested["outside_eea"] = care.Value(true)
			}
		case care.StayHospital:
			if stay.Minutes() > 0 {
				k.hospital = append(k.hospital, care.InvoiceStay{From: care.FormatMinute(stay.Start), To: care.FormatMinute(stay.End)})
			}
		}
	}
	slices.SortFunc(k.hospital, func(a, b care.InvoiceStay) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var activities []string
	for _, kind := range care.ActivityKinds() {
		if kinds[kind] {
			activities = append(activities, kind)
		}
	}
	if len(activities) > 0 {
		k.suggested["activities"] = care.Value(activities)
	}
	return k, nil
}

// stayIn is the part of a stay that lies in the month. One that goes on has it all from its start.
func stayIn(stay care.Fields, month care.Span) care.Span {
	s := care.ShiftOf("", stay) // the fields that both have are the same ones
	if s.End.IsZero() {
		s.End = month.End
	}
	if s.End.Before(s.Start) {
		return care.Span{Start: s.Start, End: s.Start}
	}
	return care.Span{Start: s.Start, End: s.End}.And(month)
}

// frozenDeclaration is what goes into the snapshot: what is said, hospital as the papers have it, and who may sign.
func (p *papers) frozenDeclaration(docs book.Documents, now time.Time) (*care.InvoiceDeclaration, error) {
	said := p.declared
	k, err := p.known(docs)
	if err != nil {
		return nil, err
	}
	d := &care.InvoiceDeclaration{
		Phone: care.Text(said, "phone"), Activities: care.Texts(said, "activities"), Hospital: k.hospital,
		LeftOre: care.Count(said, "left_ore"), CostMinutes: care.Count(said, "cost_minutes"), Confirmed: care.Flag(said, "confirmed"),
	}
	d.NoActivities = isSaid(said["activities"]) && len(d.Activities) == 0
	d.OutsideEEA, d.AllUsed = answer(said["outside_eea"]), answer(said["all_used"])
	for _, cost := range care.Costs() {
		hour, period := "cost_"+cost+"_hour", "cost_"+cost+"_period"
		if isSaid(said[hour]) || isSaid(said[period]) {
			row := care.InvoiceCost{Cost: cost, Hour: care.Count(said, hour), Period: care.Count(said, period)}
			d.Costs, d.CostOre = append(d.Costs, row), d.CostOre+row.Period
		}
	}
	if from := care.Text(said, "advance_from"); from != "" {
		d.Advance = &care.InvoiceAdvance{
			From: care.Date(from), To: care.Date(care.Text(said, "advance_to")), LeftOre: care.Count(said, "advance_left_ore"), Settled: care.Text(said, "advance_settled"),
		}
	}
	d.Representatives, err = p.representatives(docs, now)
	return d, err
}

// answer is yes or no; nil where nobody has said.
func answer(raw json.RawMessage) *bool {
	if !isSaid(raw) {
		return nil
	}
	yes := string(raw) == "true"
	return &yes
}

// representatives are those who may sign for the beneficiary on the day, in order of their ids.
func (p *papers) representatives(docs book.Documents, now time.Time) ([]care.InvoiceRepresentative, error) {
	signers, err := care.Signers(Records(docs), p.beneficiary.ID, now)
	if err != nil {
		return nil, err
	}
	kinds := map[string]string{}
	for doc, err := range docs.Feed(care.RepresentsIndex(p.beneficiary.ID)) {
		if err != nil {
			return nil, fmt.Errorf("read who represents %s: %w", p.beneficiary.ID, err)
		}
		f := doc.Values()
		if care.Text(f, "beneficiary") != p.beneficiary.ID {
			continue
		}
		stands, err := care.Stands(Records(docs), f, care.DateOf(now))
		if err != nil {
			return nil, err
		}
		if stands {
			kinds[care.Text(f, "representative")] = care.Text(f, "kind")
		}
	}
	var list []care.InvoiceRepresentative
	for _, id := range signers {
		kind, represents := kinds[id]
		if !represents {
			continue // the beneficiary
		}
		name, err := p.name(docs, id)
		if err != nil {
			return nil, err
		}
		number, err := identityOf(docs, id)
		if err != nil {
			return nil, err
		}
		list = append(list, care.InvoiceRepresentative{ID: id, Kind: kind, Name: name, Personnummer: number})
	}
	return list, nil
}
