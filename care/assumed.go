package care

// What Försäkringskassan has not published and we therefore assume. Each stands here once.
const (
	// EndOfDay is how a row that lasts until midnight is written. Assumed: admissible by the pattern of the
	// published schema.
	EndOfDay = "24.00"

	// shiftBackClock ends the first part of a row across the shift back to winter time, where the row has to
	// be divided because its clock end would not lie after its clock start.
	shiftBackClock = "03.00"

	// scopeForInvoice is the part of a god man's or förvaltare's task that lets them send and sign the
	// invoice: to look after the person's rights (bevaka rätt).
	scopeForInvoice = ScopeRights

	// HandOverDays is how many whole days an invoice that was handed over counts as on its way while Försäkringskassan has
	// said nothing of it. Assumed: whoever signs there does so by then; what was left unsigned may be gone there, and
	// handing it over anew does no harm.
	HandOverDays = 1
)
