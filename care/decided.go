package care

// Use is how far granted minutes have gone in the period that they are granted for. Minutes are counted ones, exact: see
// [Sums.Counted].
type Use struct {
	From     Date     `json:"from"` // of the period
	To       Date     `json:"to"`
	Granted  int      `json:"granted"`  // minutes
	Used     Fraction `json:"used"`     // until and with Through
	Left     Fraction `json:"left"`     // below zero where more has been used than is granted
	Forecast Fraction `json:"forecast"` // at the period's end: see [UseOf]
	Through  Date     `json:"through"`  // the last day that Used knows of
	// PlannedDays is on how many of the period's days after Through the forecast goes by what is planned; on the others it goes by
	// the pace until then.
	PlannedDays int `json:"plannedDays"`
}

// Ahead is what is planned for days that are still to come. Whoever plans one day of a week has planned it whole: a day of it
// without a plan is a day off, and no day that nobody has thought of yet.
type Ahead struct {
	Planned Sums
	Days    int // of the weeks for which something is planned
}

// UseOf tells how far granted minutes have gone, when so much has been used from the period's first day until and with
// through, and so much is planned for the days after it. A through outside the period is taken as its nearest day. The forecast is
// what has been used, and what is planned, and for the days that nobody has planned the pace until through.
func UseOf(from, to Date, granted int, used Sums, through Date, ahead Ahead) Use {
	through = max(from, min(to, through))
	counted, unplanned := used.Counted(), max(0, from.Days(to)-from.Days(through)-ahead.Days)
	pace := fraction(counted.Num*int64(unplanned), counted.Den*int64(from.Days(through)))
	return Use{
		From: from, To: to, Granted: granted, Used: counted, Through: through, PlannedDays: ahead.Days,
		Left:     fraction(int64(granted)*counted.Den-counted.Num, counted.Den),
		Forecast: counted.Plus(ahead.Planned.Counted()).Plus(pace),
	}
}

// Grants tells whether a decision grants hours: it is one, or an extension is awaited with hours that are known.
func Grants(decision Fields) bool {
	return !Flag(decision, "void") && Text(decision, "state") != DecisionApplied && Text(decision, "per") != "" && !absent(decision["minutes"])
}
