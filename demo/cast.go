package demo

// role is one who plays: the key by which the other tables name them, and what is special about them.
type role struct {
	key, name, born, what string // born as YYYYMMDD
}

var coordinators = []role{
	{"karin", "Karin Modellström", "19780914", "Planerar, rättar och låser. Alla sex kunder."},
	{"anders", "Anders Skissby", "19830322", "Karins kollega, ser samma kunder."},
}

var beneficiaries = []role{
	{"alva", "Alva Påhittsson", "19850709", "Dygnet runt, med god man. En krock den 27 oktober att välja i; sedan kan räkningen låsas."},
	{"greta", "Greta Låtsberg", "19690212", "Dubbel assistans mitt på dagen. Ett pass är skrivet två gånger."},
	{"sol", "Sol Sagolund", "20170518", "Barn med två vårdnadshavare. Tiderna stämmer. Räkningen kan låsas, med ett skäl: ingen har skrivit under än."},
	{"iris", "Iris Mönsterby", "19930130", "Väntar på beslut. En assistent är på två ställen den 14 oktober."},
	{"bo", "Bo Exempelsson", "19581105", "Tidsredovisning på papper. Ett pass som aldrig stoppades."},
	{"kim", "Kim Utkastberg", "19880826", "Egen arbetsgivare. Tiderna stämmer. Emil kan säga att de är klara och skriva under."},
}

var representatives = []role{
	{"gunnar", "Gunnar Fiktivsson", "19611203", "God man för Alva: skickar hennes räkning."},
	{"elsa", "Elsa Sagolund", "19860404", "Vårdnadshavare för Sol, och kan skicka Sols räkning."},
	{"folke", "Folke Sagolund", "19840619", "Vårdnadshavare för Sol, och kan skicka Sols räkning."},
}

var assistants = []role{
	{"tilda", "Tilda Testlund", "19910303", "Hos Alva. Kan starta ett pass nu."},
	{"mira", "Mira Fantasidal", "19790717", "Hos Alva."},
	{"petra", "Petra Påhittborg", "19870121", "Hos Alva."},
	{"samir", "Samir Provström", "19900228", "Hos Alva. Skrev 22.10 den 27 oktober, utan nät; kontoret skrev 22.00."},
	{"vera", "Vera Skissberg", "19960909", "Hos Alva."},
	{"ove", "Ove Modellgren", "19740525", "Hos Greta."},
	{"leo", "Leo Sagovik", "20010814", "Hos Greta. Kvällen den 10 oktober står två gånger."},
	{"nour", "Nour Mallqvist", "19940606", "Hos Greta."},
	{"yohannes", "Yohannes Exempelberg", "19821010", "Hos Greta."},
	{"nina", "Nina Utkastlund", "19920417", "Hos Greta."},
	{"ali", "Ali Blankettby", "19890212", "Hos Sol."},
	{"sara", "Sara Mönsterdal", "19980730", "Hos Sol."},
	{"hanna", "Hanna Testdal", "19810928", "Hos Iris. Hennes anmälan (3066) kom fram två dagar efter det första passet."},
	{"omar", "Omar Skisslund", "19950311", "Hos Iris."},
	{"jonna", "Jonna Provdal", "19860515", "Hos Iris och Bo, den 14 oktober på båda ställena samtidigt."},
	{"maja", "Maja Fiktivdal", "19770208", "Hos Bo. Passet den 31 oktober stoppades aldrig."},
	{"lina", "Lina Sagoborg", "19931119", "Hos Kim. Kan starta ett pass nu."},
	{"emil", "Emil Låtsgren", "19991224", "Hos Kim."},
}

// rosters are who works at whom. What they do there is in roster.go.
var rosters = map[string][]string{
	"alva":  {"tilda", "mira", "petra", "samir", "vera"},
	"greta": {"ove", "leo", "nour", "yohannes", "nina"},
	"sol":   {"ali", "sara"},
	"iris":  {"hanna", "omar", "jonna"},
	"bo":    {"maja", "jonna"},
	"kim":   {"lina", "emil"},
}

// standing is who acts for whom.
var standing = []struct{ who, beneficiary, kind string }{
	{"gunnar", "alva", "god_man"}, {"elsa", "sol", "guardian"}, {"folke", "sol", "guardian"},
}

// decided are the hours granted, in minutes. Iris waits for hers.
var decided = []struct {
	beneficiary string
	minutes     int
	per         string
	from, to    string
	double      bool
	rate        string
}{
	{"alva", 745 * 60, "month", "2024-05-01", "2027-04-30", false, "standard"},
	{"greta", 780 * 60, "month", "2025-02-01", "", true, "higher"},
	{"sol", 100 * 60, "week", "2025-08-01", "", false, "standard"},
	{"bo", 64 * 60, "week", "2024-03-01", "", false, "standard"},
	{"kim", 2800 * 60, "period", "2026-07-01", "2026-12-31", false, "standard"},
}
