package care

import (
	"strconv"
	"strings"
)

// SheetName is what the ref of a version of a timesheet says: see [SheetRef].
type SheetName struct {
	Assistant   string
	Beneficiary string
	Month       Month
	Version     int
}

// ParseSheetRef reads the ref of a version of a timesheet; ok is false where it is none.
func ParseSheetRef(ref string) (n SheetName, ok bool) {
	who, rest, found := strings.Cut(strings.TrimPrefix(ref, "sheet/"), "@")
	month, version, numbered := strings.Cut(rest, ":")
	n.Assistant, n.Beneficiary, ok = strings.Cut(who, ".")
	n.Month = Month(month)
	n.Version, _ = strconv.Atoi(version)
	ok = ok && found && numbered && SheetRef(n.Assistant, n.Beneficiary, n.Month, n.Version) == ref && isMonth(month) && n.Version > 0
	return n, ok
}
