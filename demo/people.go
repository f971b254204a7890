package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Person is one who can sign in to the demo.
type Person struct {
	ID   string
	Name string
	Role string // care.RoleCoordinator …
	What string // what there is to see and do as this person, in Swedish
}

// People are everybody in the demo: coordinators, beneficiaries, representatives, assistants.
type People []Person

// began is when the provider began with Passbok: everybody's roles and engagements hold from then on, and have
// no end, so that people can clock in today, whatever day it is.
var began = time.Date(2024, 1, 1, 7, 0, 0, 0, time.UTC)

const since = "2024-01-01"

// company is the made-up provider with its people, by their keys.
type company struct {
	dice   dice
	book   *book.Book
	ids    map[string]string // persons
	people People
	steps  int

	identities []string // documents of everybody's numbers
}

func found(b *book.Book, seed int64) *company {
	c := &company{dice: newDice(seed), book: b, ids: map[string]string{}}
	for _, group := range []struct {
		role  string
		roles []role
	}{
		{care.RoleCoordinator, coordinators}, {care.RoleBeneficiary, beneficiaries},
		{care.RoleRepresentative, representatives}, {care.RoleAssistant, assistants},
	} {
		for _, r := range group.roles {
			c.ids[r.key] = c.dice.id(began)
			c.people = append(c.people, Person{ID: c.ids[r.key], Name: r.name, Role: group.role, What: r.what})
		}
	}
	return c
}

// settle writes provider, people and papers, by one command each.
func (c *company) settle(ctx context.Context) error {
	err := c.command(ctx, change("provider/"+c.book.ID(), op.Fields{
		"name": care.Value("Påhittets assistans"), "organisationsnummer": care.Value("9900000002"),
		"contact": care.Value("Karin Modellström"), "phone": care.Value("070-1740605"), "deadline_day": care.Value(13),
	}))
	for i, p := range c.people {
		if err == nil {
			err = c.command(ctx, c.person(i, p)...)
		}
	}
	for _, papers := range [][]book.Change{c.engagements(), c.representations(), c.decisions()} {
		if err == nil {
			err = c.command(ctx, papers...)
		}
	}
	return err
}

func (c *company) person(i int, p Person) []book.Change {
	r := cast()[i]
	fields := op.Fields{"name": care.Value(p.Name), "phone": care.Value(fmt.Sprintf("070-17406%02d", 6+i))} // numbers kept for fiction
	switch {
	case r.key == "bo":
		fields["route"], fields["employer"] = care.Value(care.RoutePaper), care.Value(care.EmployerProvider)
	case r.key == "kim":
		fields["route"], fields["employer"] = care.Value(care.RouteELT), care.Value(care.EmployerOwn)
	case p.Role == care.RoleBeneficiary:
		fields["route"], fields["employer"] = care.Value(care.RouteELT), care.Value(care.EmployerProvider)
	}
	identity := "identity/" + c.dice.id(began)
	c.identities = append(c.identities, identity)
	return []book.Change{
		change("person/"+p.ID, fields),
		change(identity, op.Fields{"person": care.Value(p.ID), "personnummer": care.Value(testNumber(r.born, i))}),
		change("membership/"+c.dice.id(began), op.Fields{
			"person": care.Value(p.ID), "role": care.Value(p.Role), "from": care.Value(since),
		}),
	}
}

// cast is everybody, in the order in which they are written down.
func cast() []role { return slices.Concat(coordinators, beneficiaries, representatives, assistants) }

// checked notes that the office has looked at everybody's identity document, but for the children's: so they may sign in with
// BankID. It comes after all else, as papers do.
func (c *company) checked() []book.Change {
	var all []book.Change
	for i, identity := range c.identities {
		if cast()[i].born < "2010" {
			all = append(all, change(identity, op.Fields{"checked": care.Value(since)}))
		}
	}
	return all
}

// reached is where some of them are written to: Alva by mail and then SMS, her god man by mail in English, Tilda by SMS alone. It
// comes after all else, as papers do. The numbers are kept for fiction, the domain is nobody's.
func (c *company) reached() []book.Change {
	return []book.Change{
		change(care.ReachRef(c.ids["alva"]), op.Fields{"person": care.Value(c.ids["alva"]), "mail": care.Value("alva@pahittet.example"), "mobile": care.Value("+46701740690")}),
		change(care.ReachRef(c.ids["gunnar"]), op.Fields{"person": care.Value(c.ids["gunnar"]), "mail": care.Value("gunnar@pahittet.example"), "lang": care.Value(care.English)}),
		change(care.ReachRef(c.ids["tilda"]), op.Fields{
			"person": care.Value(c.ids["tilda"]), "mail": care.Value("tilda@pahittet.example"), "mobile": care.Value("+46701740691"), "ways": care.Value([]string{care.WaySMS}),
		}),
	}
}

// Numbered is somebody of the demo as a bank knows them.
type Numbered struct{ Personnummer, Given, Family string }

// Numbers are those of the demo who have a BankID: everybody but the children, whatever the seed.
func Numbers() []Numbered {
	var all []Numbered
	for i, r := range cast() {
		if r.born < "2010" {
			words := strings.Fields(r.name)
			last := len(words) - 1
			all = append(all, Numbered{testNumber(r.born, i), strings.Join(words[:last], " "), words[last]})
		}
	}
	return all
}

// testNumber is a personnummer of the form that test numbers have: 980–989 before the check digit.
func testNumber(born string, i int) string {
	nine := born[2:] + fmt.Sprintf("98%d", i%10)
	return born[:2] + nine + string(care.CheckDigit(nine))
}

func (c *company) engagements() []book.Change {
	var all []book.Change
	for _, b := range beneficiaries {
		for _, assistant := range rosters[b.key] {
			all = append(all, change("engagement/"+c.dice.id(began), op.Fields{
				"assistant": care.Value(c.ids[assistant]), "beneficiary": care.Value(c.ids[b.key]), "from": care.Value(since),
			}))
		}
	}
	return all
}

func (c *company) representations() []book.Change {
	var all []book.Change
	for _, s := range standing {
		fields := op.Fields{
			"representative": care.Value(c.ids[s.who]), "beneficiary": care.Value(c.ids[s.beneficiary]),
			"kind": care.Value(s.kind), "from": care.Value(since),
		}
		if s.kind == care.GodMan {
			fields["scope"] = care.Value([]string{care.ScopeRights, care.ScopeProperty, care.ScopePerson})
		}
		all = append(all, change("representation/"+c.dice.id(began), fields))
	}
	return all
}

func (c *company) decisions() []book.Change {
	var all []book.Change
	for _, d := range decided {
		fields := op.Fields{
			"beneficiary": care.Value(c.ids[d.beneficiary]), "granter": care.Value(care.GranterFK), "from": care.Value(d.from),
			"minutes": care.Value(d.minutes), "per": care.Value(d.per), "double": care.Value(d.double), "rate": care.Value(d.rate),
		}
		if d.to != "" {
			fields["to"] = care.Value(d.to)
		}
		all = append(all, change("decision/"+c.dice.id(began), fields))
	}
	return all
}

func change(doc string, set op.Fields) book.Change { return book.Change{Doc: doc, Set: set} }

// command writes documents by the office, once: its id says which step of the demo it is.
func (c *company) command(ctx context.Context, set ...book.Change) error {
	c.steps++
	cmd := book.Command{ID: c.dice.id(began), Name: "demo.settle", Person: c.ids["karin"]}
	_, err := c.book.Do(ctx, cmd, func(book.Documents) (book.Decision, error) { return book.Decision{Set: set}, nil })
	if err != nil {
		return fmt.Errorf("step %d of the demo's people: %w", c.steps, err)
	}
	return nil
}
