package care

// Names of feeds. A feed is a set of documents that a person may be given whole; some are granted to nobody
// and serve as an index within the book.
const (
	BookFeed     = "book"     // people, settings, papers: coordinators
	ProviderFeed = "provider" // the provider's name and deadline: everybody
)

// PersonFeed is what concerns a person: an assistant's shifts, plans and engagements, what is said about those, a beneficiary's decision,
// engagements and representatives.
func PersonFeed(person string) string { return person }

// MonthFeed is a beneficiary's month: the shifts and plans that touch it, what is said about it, and the invoice.
func MonthFeed(beneficiary string, m Month) string { return beneficiary + "@" + string(m) }

// CardFeed is a person's name and phone, and which days at them are closed, for those who work with them.
func CardFeed(person string) string { return "card/" + person }

// IdentityFeed is a person's numbers and address, for themselves and coordinators.
func IdentityFeed(person string) string { return "identity/" + person }

// ReachFeed is how a person is reached, for themselves and coordinators.
func ReachFeed(person string) string { return "reach/" + person }

// NumberIndex lists the identities with a personnummer: by it whoever signs in with BankID is found. Granted to nobody.
func NumberIndex(personnummer string) string { return "numbers/" + personnummer }

// MembershipIndex lists the roles of a person. Granted to nobody.
func MembershipIndex(person string) string { return "memberships/" + person }

// RoleIndex lists everybody's memberships of one role. Granted to nobody.
func RoleIndex(role string) string { return "roles/" + role }

// EngagementIndex lists where an assistant is or was engaged. Granted to nobody.
func EngagementIndex(assistant string) string { return "engagements/" + assistant }

// EngagedIndex lists who is or was engaged at a beneficiary. Granted to nobody.
func EngagedIndex(beneficiary string) string { return "engaged/" + beneficiary }

// RepresentationIndex lists whom a person represents or did. Granted to nobody.
func RepresentationIndex(representative string) string { return "representations/" + representative }

// RepresentsIndex lists who represents a beneficiary or did. Granted to nobody.
func RepresentsIndex(beneficiary string) string { return "represents/" + beneficiary }

// DecisionIndex lists a beneficiary's decisions. Granted to nobody.
func DecisionIndex(beneficiary string) string { return "decisions/" + beneficiary }

// EmploymentIndex lists an assistant's employments. Granted to nobody.
func EmploymentIndex(assistant string) string { return "employments/" + assistant }

// RegistrationIndex lists the registrations (3066) of a beneficiary's assistants. Granted to nobody.
func RegistrationIndex(beneficiary string) string { return "registrations/" + beneficiary }

// StayIndex lists a beneficiary's stays and activities. Granted to nobody.
func StayIndex(beneficiary string) string { return "stays/" + beneficiary }

// DeclarationIndex lists what a beneficiary's months have said. Granted to nobody.
func DeclarationIndex(beneficiary string) string { return "declarations/" + beneficiary }

// ShiftIndex lists an assistant's shifts of a month, at whomever. Granted to nobody.
func ShiftIndex(assistant string, m Month) string { return "shifts/" + assistant + "@" + string(m) }

// PlanFeed is what an assistant is planned for in a month, at whomever: coordinators, who must not plan them twice.
func PlanFeed(assistant string, m Month) string { return "plans/" + assistant + "@" + string(m) }

// PlanningFeed is what only the office has of a beneficiary's month: drafts of plans, offers of vacant ones, what was
// answered. For coordinators.
func PlanningFeed(beneficiary string, m Month) string {
	return "planning/" + beneficiary + "@" + string(m)
}

// AbsenceIndex lists when an assistant is away. Granted to nobody.
func AbsenceIndex(assistant string) string { return "absences/" + assistant }

// TalkIndex lists the messages about a month, whoever's. Granted to nobody.
func TalkIndex(m Month) string { return "talks/" + string(m) }

// ObservationFeed is what representatives have noted about a beneficiary's months: for them, and coordinators.
func ObservationFeed(beneficiary string) string { return "observations/" + beneficiary }

// InvoiceIndex lists a beneficiary's invoices. Granted to nobody.
func InvoiceIndex(beneficiary string) string { return "invoices/" + beneficiary }

// MonthSeal is the seal on a beneficiary's month, from marked ready until reopened.
func MonthSeal(beneficiary string, m Month) string { return beneficiary + "@" + string(m) }

// DaySeal is the seal on one day of a beneficiary's month, from when the office closes it until it opens it again.
func DaySeal(beneficiary string, d Date) string { return beneficiary + "@" + string(d) }

// TimesheetSeal is the seal on an assistant's month at a beneficiary, from the provider's signature.
func TimesheetSeal(assistant, beneficiary string, m Month) string {
	return assistant + "/" + beneficiary + "@" + string(m)
}

// InvoiceRef is the document of a month's invoice.
func InvoiceRef(beneficiary string, m Month) string {
	return "invoice/" + beneficiary + "@" + string(m)
}
