package month

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// OwnMonth is an assistant's month at one beneficiary as the assistant is shown it, beside their rows: what they cannot
// work out from their own rows alone.
type OwnMonth struct {
	Beneficiary Party        `json:"beneficiary"`
	Granted     *GrantedUsed `json:"granted"` // null where the provider does not show it, or no hours are known
	Findings    []Finding    `json:"findings"`
}

// GrantedUsed is how far granted hours have gone, all assistants' together: no pace and no forecast, which are the office's.
type GrantedUsed struct {
	From    care.Date     `json:"from"` // of the period that they are granted for
	To      care.Date     `json:"to"`
	Granted int           `json:"granted"` // minutes
	Used    care.Fraction `json:"used"`    // counted minutes, exact
	Left    care.Fraction `json:"left"`    // below zero where more has been used than is granted
	Through care.Date     `json:"through"` // the last day that Used knows of
}

// MyMonths are an assistant's months at everybody they have rows at, or are engaged by in the month, in order of names. What
// others have recorded, and what money is at risk, is in none of it; how much is granted only where the provider says so, and
// while the assistant is engaged. elsewhere is what they have worked at other providers of this server (WorkedBy), which is
// told to nobody else.
func MyMonths(docs book.Documents, assistant string, m care.Month, now time.Time, elsewhere ...Across) ([]OwnMonth, error) {
	provider, err := providerOf(docs)
	if err != nil {
		return nil, err
	}
	engaged, err := placesOf(docs, assistant, m)
	if err != nil {
		return nil, err
	}
	months := []OwnMonth{}
	for _, beneficiary := range slices.Sorted(maps.Keys(engaged)) {
		err := allowedSheet(docs, SheetAsk{Ask{assistant, beneficiary, m, now}, assistant}, care.SeeSheet)
		var p *op.Problem
		if errors.As(err, &p) && p.Code == CodeForbidden {
			continue
		}
		if err != nil {
			return nil, err
		}
		read, err := readAlone(docs, beneficiary, m)
		if err != nil {
			return nil, err
		}
		own, err := read.shownTo(assistant, care.Flag(provider, "show_granted") && engaged[beneficiary], now, elsewhere)
		if err != nil {
			return nil, err
		}
		months = append(months, own)
	}
	slices.SortStableFunc(months, func(a, b OwnMonth) int { return strings.Compare(a.Beneficiary.Name, b.Beneficiary.Name) })
	return months, nil
}

// placesOf are those at whom an assistant has rows in a month, or is engaged in it; true where they are engaged.
func placesOf(docs book.Documents, assistant string, m care.Month) (map[string]bool, error) {
	at := map[string]bool{}
	shifts, err := workedIn(docs, assistant, m, new(book.Rows[*care.Shift]))
	if err != nil {
		return nil, err
	}
	for _, shift := range shifts {
		at[shift.Beneficiary] = false
	}
	for doc, err := range docs.Feed(care.EngagementIndex(assistant)) {
		if err != nil {
			return nil, fmt.Errorf("read engagements of %s: %w", assistant, err)
		}
		f := doc.Values()
		during := spellOf(f)
		if care.Text(f, "assistant") == assistant && !care.Flag(f, "void") && during.from <= m.Last() && (during.to == "" || during.to >= m.First()) {
			at[care.Text(f, "beneficiary")] = true
		}
	}
	return at, nil
}

// shownTo is the month as an assistant is shown it; granted says whether they may see the granted hours.
func (p *papers) shownTo(assistant string, granted bool, now time.Time, elsewhere []Across) (OwnMonth, error) {
	own := OwnMonth{Beneficiary: p.beneficiary, Findings: []Finding{}}
	theirs, rows := map[string]care.Shift{}, []care.Shift{}
	for _, e := range p.entries {
		if e.Assistant == assistant {
			theirs[e.Ref], rows = e.Shift, append(rows, e.Shift)
		}
	}
	own.Findings = append(own.Findings, overlapsAcross(rows, elsewhere)...)
	for _, f := range p.findings() {
		if said, told := ownWords(f, theirs, granted); told {
			own.Findings = append(own.Findings, said)
		}
	}
	if !granted {
		return own, nil
	}
	c, err := p.compute()
	if err != nil {
		return OwnMonth{}, err
	}
	decided, err := p.decision(c.sums, now)
	if err != nil {
		return OwnMonth{}, err
	}
	if use := decided.Use; use != nil {
		own.Granted = &GrantedUsed{use.From, use.To, use.Granted, use.Used, use.Left, use.Through}
	}
	return own, nil
}

// ownWords is a finding as an assistant is told it: of their own rows alone, in words to them, without money. false where it
// is not theirs to know, or their phone finds it by itself.
func ownWords(f Finding, theirs map[string]care.Shift, granted bool) (Finding, bool) {
	w, known := ownTelling(f.Code)
	if !known || w.granted && !granted {
		return Finding{}, false
	}
	rows := slices.DeleteFunc(slices.Clone(f.Rows), func(ref string) bool { _, own := theirs[ref]; return !own })
	if len(rows) == 0 {
		return Finding{}, false
	}
	slices.SortFunc(rows, func(a, b string) int { return theirs[a].Start.Compare(theirs[b].Start) })
	first := theirs[rows[0]]
	place := when(first.Start, first.End)
	if more := len(rows) - 1; more > 0 {
		place = both("%s och %d till", "%s and %d more", place, more)
	}
	return Finding{Code: f.Code, Severity: f.Severity, Rows: rows, Message: both(w.sv, w.en, place), Action: w.do, Source: f.Source}, true
}

// ownTold is what an assistant is told by one code: a sentence with the place in it, and what to do.
type ownTold struct {
	sv, en  string
	do      Words
	granted bool // it says something of the granted hours
}

// ownTelling is the table of what an assistant is told. What is not here is the office's to settle, or would tell of others:
// colleagues' rows, somebody's number, age or home, the provider's licence.
func ownTelling(code string) (ownTold, bool) {
	right := Words{"Rätta passet om dagen eller tiden är fel. Annars säg till kontoret.", "Correct the shift if the day or the time is wrong. Else tell the office."}
	rest := Words{"Tiden gäller ändå. Säg till kontoret om schemat inte ger dig vila.", "The time counts all the same. Tell the office if the plan leaves you no rest."}
	table := map[string]ownTold{
		OutsideEngagement:   {sv: "Ligger utanför ditt uppdrag: %s.", en: "Outside your engagement: %s.", do: right},
		RegistrationUnknown: {sv: "Kontoret har ingen anmälan (3066) för: %s.", en: "The office has no notice (3066) for: %s.", do: Words{"Du behöver inte göra något om dagen stämmer. Kontoret ordnar det.", "Nothing for you to do if the day is right. The office sees to it."}},
		RegistrationLate:    {sv: "Före anmälan (3066) till Försäkringskassan: %s.", en: "Before the notice (3066) to Försäkringskassan: %s.", do: right},
		InHospital:          {sv: "Under sjukhusvård, enligt kontoret: %s.", en: "During hospital care, as the office has it: %s.", do: right},
		InActivity:          {sv: "Under skola, barnomsorg eller daglig verksamhet: %s.", en: "During school, childcare or daily activity: %s.", do: right},
		OverAverage:         {sv: "Mer arbetstid i snitt än gränsen: %s.", en: "More working time on average than the limit: %s.", do: Words{"Se efter att tiderna stämmer, och prata med kontoret.", "See that the times are right, and talk to the office."}},
		DailyRest:           {sv: "För lite dygnsvila: %s.", en: "Too little daily rest: %s.", do: rest},
		WeeklyRest:          {sv: "För lite veckovila: %s.", en: "Too little weekly rest: %s.", do: rest},
		LongPass:            {sv: "Längre i ett sträck än tillåtet: %s.", en: "Longer on end than allowed: %s.", do: Words{"Rätta passet om tiden är fel. Annars säg till kontoret hur det blev.", "Correct the shift if the time is wrong. Else tell the office how it came about."}},
		UnusualLength:       {sv: "Ovanlig längd: %s.", en: "An unusual length: %s.", do: Words{"Stämmer tiden behöver du inte göra något.", "If the time is right there is nothing to do."}},
		OutsideDecision:     {sv: "På dagar utan beslut: %s.", en: "On days without a decision: %s.", do: Words{"Du behöver inte göra något. Kontoret ordnar det.", "Nothing for you to do. The office sees to it."}, granted: true},
		OverGranted:         {sv: "De beviljade timmarna räcker inte till: %s.", en: "The granted hours do not reach for: %s.", do: Words{"Prata med kontoret innan du arbetar mer den här perioden.", "Talk to the office before you work more in this period."}, granted: true},
	}
	told, known := table[code]
	return told, known
}
