package care

import (
	"encoding/json"
	"maps"
	"slices"
)

// DocKind is one kind of document, as data for the engine: which fields it has and how each is shaped, when
// the whole may stand, which fields are one statement, what a seal freezes, and where the document belongs.
type DocKind struct {
	Name    string
	Fields  map[string]func(json.RawMessage) error // an error is a *Problem
	Check   func(id string, fields map[string]json.RawMessage) error
	Coupled []string
	Frozen  []string
	Open    bool // operations may write it; else only commands
	Keyed   bool // a new one's id follows from its fields, and Check holds it to them; else it is a UUIDv7
	VoidWhy bool // an operation that removes one must say why: hours are somebody's pay
	Seals   func(id string, fields map[string]json.RawMessage) []string
	Feeds   func(id string, fields map[string]json.RawMessage) []string
	Month   func(id string, fields map[string]json.RawMessage) string
}

// Kinds are all kinds of documents of a book.
func Kinds() []DocKind {
	return []DocKind{
		personKind(), identityKind(), reachKind(), membershipKind(), engagementKind(), representationKind(),
		decisionKind(), employmentKind(), registrationKind(), stayKind(), activityKind(), declarationKind(), responsibilityKind(), providerKind(),
		shiftKind(), planKind(), templateKind(), absenceKind(), offerKind(), exchangeKind(), replyKind(), swapKind(), messageKind(), observationKind(), dayNoteKind(), timesheetKind(), sheetKind(), invoiceKind(), snapshotKind(), connectionKind(), closedKind(), errandKind(),
	}
}

// The words that fields may be. They are the product's own, in English; people never see them.
const (
	RoleCoordinator    = "coordinator"
	RoleAssistant      = "assistant"
	RoleBeneficiary    = "beneficiary"
	RoleRepresentative = "representative"
	RoleAuditor        = "auditor" // looks the office over: reads all that a coordinator reads, writes nothing

	SignsYes = "yes" // a coordinator who may sign timesheets for the provider; a membership that says nothing means this
	SignsNo  = "no"

	Guardian   = "guardian"   // vårdnadshavare, of a child
	GodMan     = "god_man"    // god man
	Forvaltare = "forvaltare" // förvaltare

	ScopeRights   = "rights"   // bevaka rätt
	ScopeProperty = "property" // förvalta egendom
	ScopePerson   = "person"   // sörja för person

	RouteELT   = "elt"   // timesheets go to Försäkringskassan signed, over ELT
	RoutePaper = "paper" // timesheets go on paper, form 3059

	EmployerProvider = "provider"
	EmployerOwn      = "own" // the beneficiary is their assistants' employer

	EmployedByProvider    = "provider"
	EmployedByBeneficiary = "beneficiary"
	EmployedByOther       = "other"
	SelfEmployed          = "self"

	RegimeHousehold    = "household"     // lagen om arbetstid i husligt arbete: employed by the beneficiary, without agreement
	RegimeWorkingHours = "working_hours" // arbetstidslagen: an organisation without agreement
	RegimeAgreement    = "agreement"     // a collective agreement

	StayHospital      = "hospital"
	StayAbroad        = "abroad" // outside the EEA
	ActivityChildcare = "childcare"
	ActivitySchool    = "school"
	ActivityDaily     = "daily_activity" // daglig verksamhet

	DecisionGranted   = "granted"   // hours are granted; a decision that says nothing is one
	DecisionApplied   = "applied"   // applied for, and not decided yet
	DecisionExtension = "extension" // runs out, and an extension is awaited

	GranterFK           = "fk"
	GranterMunicipality = "municipality"

	PerWeek   = "week"
	PerMonth  = "month"
	PerPeriod = "period" // the decision's own from and to

	RateStandard = "standard"
	RateHigher   = "higher"
)

// EveryRole are the roles, in the order in which the first that somebody holds names them.
func EveryRole() []string {
	return []string{RoleCoordinator, RoleAssistant, RoleBeneficiary, RoleRepresentative, RoleAuditor}
}

// NoteLength is the longest free text that a person writes about something, in characters.
const NoteLength = 1000

// ageless is for documents that do not grow old with a month: a first sync brings them always.
func ageless(string, map[string]json.RawMessage) string { return "" }

// unsealed is for documents that no seal holds.
func unsealed(string, map[string]json.RawMessage) []string { return nil }

// allNames are the names of all fields, in order.
func allNames(fields map[string]func(json.RawMessage) error) []string {
	return slices.Sorted(maps.Keys(fields))
}

// into puts documents into fixed feeds, and into those made of ids in their fields.
func into(fixed []string, byField map[string][]func(string) string) func(string, map[string]json.RawMessage) []string {
	return func(_ string, fields map[string]json.RawMessage) []string {
		feeds := slices.Clone(fixed)
		for field, names := range byField {
			person := Text(fields, field)
			if person == "" {
				continue
			}
			for _, name := range names {
				feeds = append(feeds, name(person))
			}
		}
		slices.Sort(feeds)
		return slices.Compact(feeds)
	}
}

// period checks that to is not before from.
func period(fields Fields) error {
	if from, to := Text(fields, "from"), Text(fields, "to"); to != "" && to < from {
		return problem(ToBeforeFrom, "to", "the period ends before it begins")
	}
	return nil
}

// holds tells whether a document with from, to and void is in force on a day.
func holds(fields Fields, day Date) bool {
	return !Flag(fields, "void") && day.Within(Date(Text(fields, "from")), Date(Text(fields, "to")))
}
