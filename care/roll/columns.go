package roll

import (
	"strings"

	"passbok/care"
)

// column is one thing that the list can say of a person.
type column int

const (
	role column = iota
	given
	family
	number
	phone
	from
	customer
	regime
	sent
	received
	mail
	mobile
	lang
	task
	scope
	hours
	per
	granter
	decidedFrom
	decidedTo
	lastOfPeople = decidedTo

	worker column = iota - 1
	day
	begins
	ends
	timeKind
	columns // how many there are
)

// Columns are the names that a column goes by in the first line, Swedish and English; case, blanks and signs between words
// do not matter. The first of each is the one to write.
var names = [columns][]string{
	role:     {"roll", "role"},
	given:    {"förnamn", "fornamn", "given", "given name", "first name"},
	family:   {"efternamn", "family", "family name", "last name", "surname"},
	number:   {"personnummer", "personnr", "pnr", "samordningsnummer", "personal number"},
	phone:    {"telefon", "telefonnummer", "mobil", "phone"},
	from:     {"från", "fran", "från och med", "startdatum", "from", "start date"},
	customer: {"kund", "brukare", "kundens personnummer", "customer", "beneficiary"},
	regime:   {"arbetstid", "arbetstidsregler", "working time", "regime"},
	sent:     {"anmäld", "anmald", "anmälan skickad", "registered", "sent"},
	received: {"mottagen", "anmälan mottagen", "received"},
	mail:     {"e-post", "mejl", "e-postadress", "mail", "e-mail"},
	mobile:   {"sms", "mobilnummer", "sms-nummer", "mobile", "text messages"}, // the phone's column is for colleagues
	lang:     {"språk", "sprak", "language"},
	task:     {"företräder som", "foretrader som", "uppdrag som", "represents as"}, // of whoever represents the customer
	scope:    {"omfattning", "scope"},
	hours:    {"beviljade timmar", "timmar", "granted hours"}, // of a customer's decision, with what follows
	per:      {"per"},
	granter:  {"beslutat av", "decided by"},

	decidedFrom: {"beslut från", "beslut fran", "decision from"},
	decidedTo:   {"beslut till", "decision to"},

	worker:   {"assistent", "assistentens personnummer", "assistant"}, // of a plan, with what follows
	day:      {"dag", "datum", "day", "date"},
	begins:   {"börjar", "start", "begins"},
	ends:     {"slutar", "slut", "ends"},
	timeKind: {"sort av tid", "sort", "kind"},
}

// needed are the columns that a list cannot be without.
var needed = []column{role, given, family, number, from}

// Columns are the names to write in the first line of a list of people, in order; the needed ones are role, names, number and from.
func Columns() []string {
	var out []string
	for _, known := range names[:lastOfPeople+1] {
		out = append(out, known[0])
	}
	return out
}

// ofPeople tells whether a list of people has a column; else a list of plans has.
func ofPeople(c column) bool { return c <= lastOfPeople }

// columnOf finds what a heading means.
func columnOf(heading string) (column, bool) {
	for c, known := range names {
		for _, name := range known {
			if plain(name) == plain(heading) {
				return column(c), true
			}
		}
	}
	return 0, false
}

// plain is a word without case, blanks and what joins words.
func plain(word string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "_", "", "-", "", ".", "", "(", "", ")", "").Replace(strings.ToLower(word))
}

var roles = map[string]string{
	"assistent": care.RoleAssistant, "assistant": care.RoleAssistant, "personligassistent": care.RoleAssistant,
	"kund": care.RoleBeneficiary, "brukare": care.RoleBeneficiary, "assistansberättigad": care.RoleBeneficiary,
	"beneficiary": care.RoleBeneficiary, "customer": care.RoleBeneficiary,
	"arbetsledare": care.RoleCoordinator, "samordnare": care.RoleCoordinator, "kontoret": care.RoleCoordinator, "coordinator": care.RoleCoordinator,
	"ställföreträdare": care.RoleRepresentative, "representative": care.RoleRepresentative,
}

var tasks = map[string]string{
	"vårdnadshavare": care.Guardian, "förälder": care.Guardian, "guardian": care.Guardian, "godman": care.GodMan, "förvaltare": care.Forvaltare, "forvaltare": care.Forvaltare,
}

var scopes = map[string]string{
	"rätt": care.ScopeRights, "bevakarätt": care.ScopeRights, "rights": care.ScopeRights, "egendom": care.ScopeProperty, "förvaltaegendom": care.ScopeProperty, "property": care.ScopeProperty,
	"person": care.ScopePerson, "sörjaförperson": care.ScopePerson,
}

var periods = map[string]string{"vecka": care.PerWeek, "week": care.PerWeek, "månad": care.PerMonth, "month": care.PerMonth, "period": care.PerPeriod}

var granters = map[string]string{
	"försäkringskassan": care.GranterFK, "fk": care.GranterFK, "kommunen": care.GranterMunicipality, "kommun": care.GranterMunicipality, "municipality": care.GranterMunicipality,
}

var regimes = map[string]string{
	"kollektivavtal": care.RegimeAgreement, "avtal": care.RegimeAgreement, "agreement": care.RegimeAgreement, "collectiveagreement": care.RegimeAgreement,
	"arbetstidslagen": care.RegimeWorkingHours, "workinghours": care.RegimeWorkingHours, "workinghoursact": care.RegimeWorkingHours,
	"hushåll": care.RegimeHousehold, "husligtarbete": care.RegimeHousehold, "household": care.RegimeHousehold,
}

var languages = map[string]string{
	"svenska": care.Swedish, "sv": care.Swedish, "swedish": care.Swedish, "engelska": care.English, "en": care.English, "english": care.English,
}

// ParseNumber reads a personnummer or samordningsnummer as people write it: 19850709-9805, 850709-9805, 850709+9805 (who
// is a hundred or more), with or without the sign. A century that is left out is the one that makes the person youngest on
// the day; with a plus, a hundred years before that.
func ParseNumber(text string, today care.Date) (n care.Personnummer, coordination bool, err error) {
	bare := strings.NewReplacer(" ", "", "\u00a0", "", "-", "", "+", "").Replace(text)
	tries := []string{bare}
	if len(bare) == 10 {
		tries = []string{"20" + bare, "19" + bare, "18" + bare}
	}
	older := len(bare) == 10 && strings.Contains(text, "+")
	for _, whole := range tries {
		if n, err = care.ParsePersonnummer(whole); err != nil {
			n, err = care.ParseSamordningsnummer(whole)
			coordination = err == nil
		}
		if err != nil || len(bare) == 10 && born(n, coordination) > string(today) {
			continue
		}
		if !older {
			return n, coordination, nil
		}
		older = false // the youngest that it can be has no plus
	}
	_, err = care.ParsePersonnummer("")
	return "", false, err
}

// born is the date of birth in a number.
func born(n care.Personnummer, coordination bool) string {
	day := []byte(n[6:8])
	if coordination {
		day[0] -= 6
	}
	return string(n[:4]) + "-" + string(n[4:6]) + "-" + string(day)
}
