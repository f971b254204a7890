package demo

import "time"

// BookID is the id of the book that belongs to a seed. It comes from dice of its own, so that the people and rows of a
// seed do not depend on it.
func BookID(seed int64) string {
	return newDice(^seed).id(time.Date(2026, 9, 1, 6, 0, 0, 0, time.UTC))
}
