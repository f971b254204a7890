package roll

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"passbok/care"
)

// PlanLine is one line of a list of plans, as understood.
type PlanLine struct {
	Number    int
	Customer  care.Personnummer
	Assistant care.Personnummer // empty: nobody yet
	Kind      care.Kind
	Start     time.Time
	End       time.Time
}

var kinds = map[string]care.Kind{
	"": care.Active, "aktiv": care.Active, "aktivtid": care.Active, "active": care.Active, "väntetid": care.Waiting, "vantetid": care.Waiting, "waiting": care.Waiting, "beredskap": care.Standby, "standby": care.Standby,
}

// planNeeds are the columns that a list of plans cannot be without.
var planNeeds = []column{customer, day, begins, ends}

// PlanColumns are the names to write in the first line of a list of plans; all but the assistant and the kind of time are needed.
func PlanColumns() []string {
	return []string{names[customer][0], names[worker][0], names[day][0], names[begins][0], names[ends][0], names[timeKind][0]}
}

// ReadPlans reads a list of plans. Where there is any problem the lines are not to be used. One that ends no later than it begins ends
// the day after.
func ReadPlans(raw []byte, today care.Date) ([]PlanLine, []Problem) {
	return each(raw, today, planNeeds, func(c column) bool { return c == customer || !ofPeople(c) }, (*reading).plan)
}

func (r *reading) plan() PlanLine {
	p := PlanLine{Number: r.line.Number}
	p.Customer, _ = r.number(customer, true)
	p.Assistant, _ = r.number(worker, false)
	known, ok := kinds[plain(r.cell(timeKind))]
	if p.Kind = known; !ok {
		r.wrong(timeKind, BadKind)
	}
	on := r.date(day, true)
	from, to := r.clock(begins), r.clock(ends)
	if on == "" || from < 0 || to < 0 {
		return p
	}
	last := on
	if to <= from {
		last = on.Next()
	}
	if p.Start = r.instant(begins, on, from); !p.Start.IsZero() {
		p.End = r.instant(ends, last, to)
	}
	if !p.End.IsZero() && p.End.Sub(p.Start) > 25*time.Hour {
		r.wrong(ends, PlanTooLong)
	}
	return p
}

// clock reads a clock time, in minutes after midnight; below zero where there is none.
func (r *reading) clock(c column) int {
	text := r.cell(c)
	if text == "" {
		r.wrong(c, Missing)
		return -1
	}
	hour, minute, parted := strings.Cut(strings.Replace(text, ".", ":", 1), ":")
	h, err := strconv.Atoi(hour)
	m, err2 := strconv.Atoi(minute)
	if err != nil || err2 != nil || !parted || len(minute) != 2 || h < 0 || m < 0 || m > 59 || h > 23 {
		r.wrong(c, BadTime)
		return -1
	}
	return h*60 + m
}

// instant is a clock time of a day in Stockholm; zero where the clocks have none. Of an hour that comes twice the first is meant.
func (r *reading) instant(c column, on care.Date, minutes int) time.Time {
	at, is := care.Resolve(on, minutes/60, minutes%60, false)
	if is == care.Skipped {
		r.wrong(c, BadTime)
		return time.Time{}
	}
	return at
}

// PlanRow is a line with the ids of those it names. There: there is such a plan already, and the line is passed over.
type PlanRow struct {
	PlanLine
	Beneficiary string
	Worker      string
	There       bool
}

// Book is what a list of plans asks of a book.
type Book struct {
	Known Known
	// Engaged tells whether an assistant works for a beneficiary on a day.
	Engaged func(assistant, beneficiary string, on care.Date) (bool, error)
	// Planned tells whether there is a plan of the same people and the same beginning.
	Planned func(assistant, beneficiary string, start time.Time) (bool, error)
}

// SettlePlans says what each line comes to, or what is wrong with it beside the book. The error is the book's own.
func SettlePlans(lines []PlanLine, book Book) (rows []PlanRow, problems []Problem, err error) {
	seen := map[string]bool{}
	for _, l := range lines {
		row := PlanRow{PlanLine: l}
		of, there := book.Known[l.Customer]
		switch {
		case !there:
			problems = append(problems, Problem{l.Number, names[customer][0], Unknown})
			continue
		case !of.Customer:
			problems = append(problems, Problem{l.Number, names[customer][0], NotCustomer})
			continue
		}
		row.Beneficiary = of.ID
		if l.Assistant != "" {
			who, there := book.Known[l.Assistant]
			if !there {
				problems = append(problems, Problem{l.Number, names[worker][0], NoAssistant})
				continue
			}
			row.Worker = who.ID
			engaged, err := book.Engaged(who.ID, of.ID, care.DateOf(l.Start))
			if err != nil {
				return nil, nil, err
			}
			if !engaged {
				problems = append(problems, Problem{l.Number, names[worker][0], NotEngaged})
				continue
			}
		}
		key := fmt.Sprint(l.Customer, l.Assistant, l.Start.Unix())
		if seen[key] {
			problems = append(problems, Problem{l.Number, "", SaidTwice})
		}
		seen[key] = true
		if row.There, err = book.Planned(row.Worker, row.Beneficiary, l.Start); err != nil {
			return nil, nil, err
		}
		rows = append(rows, row)
	}
	return rows, problems, nil
}

// PlanDocuments are the drafts that rows become: the office looks at them in the schedule, and publishes them there.
func PlanDocuments(rows []PlanRow, id func(name string) string) []Document {
	var docs []Document
	for _, r := range rows {
		if r.There {
			continue
		}
		fields := care.Fields{
			"beneficiary": care.Value(r.Beneficiary), "kind": care.Value(string(r.Kind)), "draft": care.Value(true),
			"start": care.Value(care.FormatMinute(r.Start)), "end": care.Value(care.FormatMinute(r.End)),
		}
		if r.Worker != "" {
			fields["assistant"] = care.Value(r.Worker)
		}
		docs = append(docs, Document{"plan/" + id(fmt.Sprintf("plan %d", r.Number)), fields})
	}
	return docs
}

// PlanPieces divides lines into what is written together: plans of the same two, for the reason that [Pieces] says.
func PlanPieces(lines []PlanLine) (pieces [][]PlanLine) {
	for _, of := range byOne(lines, func(l PlanLine) [2]care.Personnummer { return [2]care.Personnummer{l.Customer, l.Assistant} }) {
		pieces = slices.AppendSeq(pieces, slices.Chunk(of, together))
	}
	return pieces
}
