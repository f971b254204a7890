package month

import (
	"slices"
	"strings"
	"time"
)

// DecisionAwaited is the code of a lack that is no finding: hours are not granted yet, and are only reported.
const DecisionAwaited = "decision_awaited"

// Lack is something that is missing for a month to be paid, as whoever is about to hand its invoice over is told: in plain
// words, with what to do, and with how much may not be paid. It never stops them.
type Lack struct {
	Code    string `json:"code"` // of the finding; DecisionAwaited
	Message Words  `json:"message"`
	Action  Words  `json:"action"`
	Ore     int    `json:"ore"` // öre; 0 where nothing is to be paid yet
}

// Lacking is a lack as it is noted when the invoice is handed over in spite of it.
type Lacking struct {
	Code string `json:"code"`
	Ore  int    `json:"ore"`
}

// toLack are the findings that somebody is told of who hands the invoice over, and how.
func toLack() map[string][2]Words {
	office := Words{"Kontoret kan ordna det. Försäkringskassan kan vänta med pengarna för hela månaden tills den kommer.",
		"The office can see to it. Försäkringskassan may wait with the whole month's money until it comes."}
	registered := Words{"Kontoret kan svara på om anmälan har kommit fram. Tid före anmälan betalas inte.",
		"The office can tell whether the notice has arrived. Time before the notice is not paid."}
	return map[string][2]Words{
		OutsideDecision: {{"%[2]s ligger på dagar som inget beslut gäller för.", "%[2]s is on days that no decision covers."},
			{"Fråga kontoret om ett nytt beslut finns, eller är sökt.", "Ask the office whether there is a new decision, or one is applied for."}},
		RegistrationUnknown: {{"Vi vet inte om Försäkringskassan har fått anmälan om %s.", "We do not know whether Försäkringskassan has the notice about %s."}, registered},
		RegistrationLate:    {{"Anmälan om %s kom till Försäkringskassan efter det första passet.", "The notice about %s reached Försäkringskassan after the first shift."}, registered},
		TimesheetMissing:    {{"Tidsredovisningen saknas för %s.", "The timesheet is missing for %s."}, office},
		TimesheetUnsigned:   {{"Tidsredovisningen är inte underskriven av alla för %s.", "The timesheet is not signed by everybody for %s."}, office},
		TimesheetRejected:   {{"Försäkringskassan tog inte emot tidsredovisningen för %s.", "Försäkringskassan did not take the timesheet of %s."}, office},
		TimesheetChanged:    {{"Tidsredovisningen har ändrats efter underskriften för %s.", "The timesheet has changed since it was signed for %s."}, office},
	}
}

// lacks are what is missing now, in the order of the pre-flight, and the öre of all of it, each minute once.
func (p *papers) lacks(now time.Time) (all []Lack, ore int) {
	all = []Lack{}
	words, byCode := toLack(), map[string][]Finding{}
	var found []Finding
	for _, f := range append(p.findings(), p.timely(now)...) {
		if _, told := words[f.Code]; told {
			byCode[f.Code], found = append(byCode[f.Code], f), append(found, f)
		}
	}
	if waits := p.undecided(); len(waits) > 0 && len(byCode[OutsideDecision]) == 0 {
		all = append(all, Lack{Code: DecisionAwaited,
			Message: both("Det finns inget beslut än för %s.", "There is no decision yet for %s.", lengthOf(waits)),
			Action: Words{"Skicka ändå. Försäkringskassan betalar när beslutet finns, om tiden har redovisats varje månad under väntan.",
				"Send it all the same. Försäkringskassan pays once there is a decision, if the time was reported every month during the wait."},
		})
	}
	for _, code := range []string{OutsideDecision, RegistrationUnknown, RegistrationLate, TimesheetMissing, TimesheetUnsigned, TimesheetChanged, TimesheetRejected} {
		if of := byCode[code]; len(of) > 0 {
			all = append(all, Lack{code, p.lackWords(words[code][0], of), words[code][1], p.money(of).Risk})
		}
	}
	return all, p.money(found).Risk
}

// undecided are the hours for which nothing is granted.
func (p *papers) undecided() []portion {
	var waits []portion
	for _, one := range p.cut {
		if !p.calendar[one.day].grants {
			waits = append(waits, one.portion)
		}
	}
	return waits
}

// lackWords says whom findings are about, and how many hours.
func (p *papers) lackWords(said Words, of []Finding) Words {
	refs, who, portions := map[string]bool{}, []string{}, []portion{}
	for _, f := range of {
		for _, ref := range f.Rows {
			refs[ref] = true
		}
		portions = append(portions, f.portions...)
	}
	for _, e := range p.entries {
		if name := p.names[e.Assistant]; refs[e.Ref] && !slices.Contains(who, name) {
			who = append(who, name)
		}
	}
	slices.Sort(who)
	names, long := strings.Join(who, ", "), lengthOf(portions)
	if strings.Contains(said.SV, "%[2]s") {
		return both(said.SV, said.EN, names, long)
	}
	return both(said.SV, said.EN, names)
}

// lacking is how lacks are noted; nil where nothing was missing.
func lacking(lacks []Lack) []Lacking {
	var noted []Lacking
	for _, l := range lacks {
		noted = append(noted, Lacking{l.Code, l.Ore})
	}
	return noted
}
