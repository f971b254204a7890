package sim

import "passbok/sync/sim/domain"

// place is somebody's device: the story names them by number.
type place struct {
	person string
	name   string // as the story tells it
}

// cast are all who take part: eight devices that are in use, and two empty phones that a copy may come to life on.
func cast() []place {
	return []place{
		{"anna", "Anna's phone"},
		{"bea", "Bea's phone"},
		{"cleo", "Cleo's phone"},
		{"anna", "Anna on the tablet"},
		{"bea", "Bea on the tablet"},
		{"eva", "Eva at the office"},
		{"olle", "Olle at the office"},
		{"bo", "Bo's phone"},
		{"", "a new phone"},
		{"", "another new phone"},
	}
}

// usable are the places that people use from the beginning.
const usable = 8

// The tablet's two databases have one clock.
func sameClock(a, b int) bool { return a == b || min(a, b) == 3 && max(a, b) == 4 }

func isOffice(p place) bool { return domain.RoleOf(p.person) == domain.Office }
