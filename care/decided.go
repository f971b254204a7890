package care

// Use is how far granted minutes have gone in the period that they are granted for. Minutes are counted ones, exact: see
// [Sums.Counted].
type Use struct {
	From     Date     `json:"from"` // of the period
	To       Date     `json:"to"`
	Granted  int      `json:"granted"`  // minutes
	Used     Fraction `json:"used"`     // until and with Through
	Left     Fraction `json:"left"`     // below zero where more has been used than is granted
	Forecast Fraction `json:"forecast"` // at the period's end, at the pace so far
	Through  Date     `json:"through"`  // the last day that Used knows of
}

// UseOf tells how far granted minutes have gone, when so much has been used from the period's first day until and with
// through. A through outside the period is taken as its nearest day.
func UseOf(from, to Date, granted int, used Sums, through Date) Use {
	through = max(from, min(to, through))
	counted := used.Counted()
	return Use{
		From: from, To: to, Granted: granted, Used: counted, Through: through,
		Left:     fraction(int64(granted)*counted.Den-counted.Num, counted.Den),
		Forecast: fraction(counted.Num*int64(from.Days(to)), counted.Den*int64(from.Days(through))),
	}
}

// Grants tells whether a decision grants hours: it is one, or an extension is awaited with hours that are known.
func Grants(decision Fields) bool {
	return !Flag(decision, "void") && Text(decision, "state") != DecisionApplied && Text(decision, "per") != "" && !absent(decision["minutes"])
}
