package roll

import (
	"fmt"
	"slices"

	"passbok/care"
)

// Person is somebody of the book, by their number.
type Person struct {
	ID       string
	Customer bool // holds a beneficiary's role, or will
}

// Known are those of the book whose number is known.
type Known = map[care.Personnummer]Person

// State is what a line comes to.
type State string

// The states.
const (
	New   State = "new"   // somebody new
	More  State = "more"  // further of somebody whom an earlier line of the file brought
	There State = "there" // their number is in the book: the line is passed over
)

// Row is a line with what it comes to.
type Row struct {
	Line
	State State
	First int // the number of the first line about the same person
}

// together is how many lines go in one piece at most: what they become must fit into one entry of the log.
const together = 20

// Settle says what each line comes to, in order of the file, or what is wrong between them.
func Settle(lines []Line, known Known) ([]Row, []Problem) {
	type said struct {
		number   care.Personnummer
		role     string
		customer care.Personnummer
	}
	first, count, seen := map[care.Personnummer]Line{}, map[care.Personnummer]int{}, map[said]bool{}
	customers := map[care.Personnummer]bool{}
	for _, l := range lines {
		if _, there := known[l.Personnummer]; !there && l.Role == care.RoleBeneficiary {
			customers[l.Personnummer] = true
		}
	}
	var rows []Row
	var problems []Problem
	for _, l := range lines {
		row := Row{Line: l, State: New, First: l.Number}
		if before, again := first[l.Personnummer]; again {
			row.State, row.First = More, before.Number
			if before.Name() != l.Name() {
				problems = append(problems, Problem{l.Number, "", NamedOther})
			}
		} else {
			first[l.Personnummer] = l
		}
		if _, there := known[l.Personnummer]; there {
			row.State = There
		}
		what := said{l.Personnummer, l.Role, l.Customer}
		if seen[what] {
			problems = append(problems, Problem{l.Number, "", SaidTwice})
		}
		seen[what] = true
		if count[l.Personnummer]++; count[l.Personnummer] == together+1 {
			problems = append(problems, Problem{l.Number, "", ManyOfOne})
		}
		if l.Customer != "" && !customers[l.Customer] {
			switch of, there := known[l.Customer]; {
			case there && !of.Customer, !there && slices.ContainsFunc(lines, func(o Line) bool { return o.Personnummer == l.Customer }):
				problems = append(problems, Problem{l.Number, names[customer][0], NotCustomer})
			case !there:
				problems = append(problems, Problem{l.Number, names[customer][0], Unknown})
			}
		}
		rows = append(rows, row)
	}
	return rows, problems
}

// Pieces divides lines into what is written together: a person's own, so that what is written about them can go when nobody need
// know of them any more, whoever else was on the list. Customers come before those who work for them. How they are divided depends on
// the file alone, so that a file that is sent again is divided the same.
func Pieces(lines []Line) [][]Line {
	pieces, leads := byOne(lines, func(l Line) care.Personnummer { return l.Personnummer }), map[care.Personnummer]bool{}
	for _, l := range lines {
		leads[l.Personnummer] = leads[l.Personnummer] || l.Role == care.RoleBeneficiary
	}
	slices.SortStableFunc(pieces, func(a, b []Line) int { return rank(leads[a[0].Personnummer]) - rank(leads[b[0].Personnummer]) })
	return pieces
}

// byOne puts lines together that are about the same, in the order in which each is first named.
func byOne[L any, K comparable](lines []L, about func(L) K) (pieces [][]L) {
	place := map[K]int{}
	for _, l := range lines {
		at, there := place[about(l)]
		if !there {
			at = len(pieces)
			place[about(l)] = at
			pieces = append(pieces, nil)
		}
		pieces[at] = append(pieces[at], l)
	}
	return pieces
}

func rank(leads bool) int {
	if leads {
		return 0
	}
	return 1
}

// Document is one to be written: kind/id and its fields.
type Document struct {
	Ref    string
	Fields care.Fields
}

// Documents are what rows become, in an order in which nobody is named before they are there. id gives the id of a document
// for a name that is the same whenever the file is read; known are those of the book and of pieces written before.
func Documents(rows []Row, known Known, id func(name string) string) []Document {
	people := map[care.Personnummer]string{}
	for n, p := range known {
		people[n] = p.ID
	}
	var docs []Document
	add := func(kind, id string, fields map[string]any) {
		out := care.Fields{}
		for name, value := range fields {
			if value != "" {
				out[name] = care.Value(value)
			}
		}
		docs = append(docs, Document{kind + "/" + id, out})
	}
	for _, r := range rows {
		if r.State == New {
			person := id(fmt.Sprintf("person %d", r.Number))
			people[r.Personnummer] = person
			add("person", person, map[string]any{"name": r.Name(), "given": r.Given, "family": r.Family, "phone": r.Phone})
			number := "personnummer"
			if r.Coordination {
				number = "samordningsnummer"
			}
			add("identity", person, map[string]any{"person": person, number: string(r.Personnummer)})
			if r.Mail != "" || r.Mobile != "" || r.Lang != "" {
				add("reach", person, map[string]any{"person": person, "mail": r.Mail, "mobile": r.Mobile, "lang": r.Lang})
			}
		}
	}
	held := map[string]bool{}
	for _, r := range rows {
		if r.State == There {
			continue
		}
		person, of := people[r.Personnummer], func(what string) string { return id(fmt.Sprintf("%s %d", what, r.Number)) }
		if key := person + "/" + r.Role; !held[key] {
			held[key] = true
			add("membership", of("membership"), map[string]any{"person": person, "role": r.Role, "from": string(r.From)})
		}
		works := people[r.Customer]
		if r.Role == care.RoleRepresentative {
			fields := map[string]any{"representative": person, "beneficiary": works, "kind": r.Task, "from": string(r.From)}
			if len(r.Scope) > 0 {
				fields["scope"] = r.Scope
			}
			add("representation", of("representation"), fields)
			continue
		}
		if d := r.Decision; d.Minutes > 0 {
			add("decision", of("decision"), map[string]any{
				"beneficiary": person, "granter": d.Granter, "from": string(d.From), "to": string(d.To), "minutes": d.Minutes, "per": d.Per, "state": care.DecisionGranted,
			})
		}
		if works != "" {
			add("engagement", of("engagement"), map[string]any{"assistant": person, "beneficiary": works, "from": string(r.From)})
		}
		if r.Regime != "" {
			fields := map[string]any{"assistant": person, "employer": care.EmployedByProvider, "regime": r.Regime, "from": string(r.From)}
			if r.Regime == care.RegimeHousehold {
				fields["employer"], fields["beneficiary"] = care.EmployedByBeneficiary, works
			}
			add("employment", of("employment"), fields)
		}
		if r.Sent != "" {
			add("registration", of("registration"), map[string]any{
				"assistant": person, "beneficiary": works, "from": string(r.From), "sent": string(r.Sent), "received": string(r.Received),
			})
		}
	}
	return docs
}
