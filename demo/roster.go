package demo

import (
	"time"

	"passbok/care"
)

const october = care.Month("2026-10")

// row is a stretch of time as it was worked.
type row struct {
	assistant, beneficiary string // keys
	kind                   care.Kind
	start, end             time.Time // end zero: never stopped
	note                   string
}

// stretch is one person's time: from clock to clock, in pieces of one kind each. A clock over 24 is the day
// after.
type stretch struct {
	turn   int   // who of the roster: this many after the day's number
	clocks []int // in minutes of the day: each piece from one to the next
	kinds  []care.Kind
}

const hour = 60

func whole(turn, from, to int) stretch {
	return stretch{turn, []int{from, to}, []care.Kind{care.Active}}
}

// night is an hour of getting to bed, the night's rest, and an hour of getting up.
func night(turn int, rest care.Kind) stretch {
	return stretch{turn, []int{22 * hour, 23 * hour, 30 * hour, 31 * hour}, []care.Kind{care.Active, rest, care.Active}}
}

// dayOf is what is worked at a beneficiary on a day. At one beneficiary nothing overlaps but the second
// assistant where two are granted.
func dayOf(beneficiary string, d care.Date) []stretch {
	weekday := d.Start().Weekday()
	weekend := weekday == time.Saturday || weekday == time.Sunday
	rest := care.Waiting
	if weekday == time.Friday || weekday == time.Saturday {
		rest = care.Standby
	}
	switch beneficiary {
	case "alva":
		return []stretch{whole(0, 7*hour, 14*hour), whole(1, 14*hour, 22*hour), night(3, rest)}
	case "greta":
		return []stretch{whole(0, 7*hour, 14*hour), whole(4, 10*hour, 15*hour), whole(1, 14*hour, 22*hour), night(3, rest)}
	case "sol":
		atNight := stretch{1, []int{22 * hour, 30 * hour}, []care.Kind{care.Standby}}
		if weekend {
			return []stretch{whole(0, 8*hour, 14*hour), whole(1, 14*hour, 20*hour), atNight}
		}
		return []stretch{whole(0, 6*hour+30, 8*hour), whole(0, 15*hour, 20*hour), atNight}
	case "iris":
		return []stretch{whole(0, 7*hour, 12*hour), whole(1, 12*hour, 17*hour), whole(2, 17*hour, 21*hour)}
	case "bo":
		worked := []stretch{whole(0, 7*hour, 10*hour), whole(1, 17*hour, 22*hour)}
		if d.Day()%2 == 1 {
			worked = append(worked, stretch{0, []int{22 * hour, 30 * hour}, []care.Kind{care.Waiting}})
		}
		return worked
	case "kim":
		return []stretch{whole(0, 8*hour, 14*hour), whole(1, 14*hour, 20*hour), whole(0, 20*hour, 23*hour)}
	}
	return nil
}

// free tells who is taken elsewhere: Jonna is at Iris on even days and at Bo on odd ones.
func free(assistant, beneficiary string, d care.Date) bool {
	return assistant != "jonna" || (beneficiary == "iris") == (d.Day()%2 == 0)
}

// whose turn a stretch is at a beneficiary on a day.
func (s stretch) whose(beneficiary string, d care.Date) string {
	roster := rosters[beneficiary]
	who := (d.Day() + s.turn) % len(roster)
	for !free(roster[who], beneficiary, d) {
		who = (who + 1) % len(roster)
	}
	return roster[who]
}

// rows are all of October as it was worked, the night into it and the night out of it, in order of people and
// days.
func (c *company) rows() []row {
	var all []row
	for _, b := range beneficiaries {
		jitter := map[int64]int{} // by instant on the plan: whoever ends and whoever begins go by the same minute
		days := october.Dates()
		if b.key == "alva" || b.key == "greta" {
			all = append(all, c.work(b.key, october.Plus(-1).Last(), jitter, 2)...) // the night before
		}
		for _, d := range days {
			all = append(all, c.work(b.key, d, jitter, 0)...)
		}
	}
	return all
}

// work is a day's rows at a beneficiary, from the stretch with the given number on.
func (c *company) work(beneficiary string, d care.Date, jitter map[int64]int, from int) []row {
	var all []row
	for i, s := range dayOf(beneficiary, d) {
		if i < from {
			continue
		}
		who := s.whose(beneficiary, d)
		for piece, kind := range s.kinds {
			all = append(all, row{
				assistant: who, beneficiary: beneficiary, kind: kind,
				start: c.about(d, s.clocks[piece], jitter), end: c.about(d, s.clocks[piece+1], jitter),
			})
		}
	}
	return all
}

// about is a clock time of the plan as it turned out: some minutes before or after, by day, and to the minute
// at night.
func (c *company) about(d care.Date, clock int, jitter map[int64]int) time.Time {
	for ; clock >= 24*hour; clock -= 24 * hour {
		d = d.Next()
	}
	at, _ := care.Resolve(d, clock/hour, clock%hour, false) // no plan has a time between 02 and 03
	off, known := jitter[at.Unix()]
	if !known {
		if clock > 6*hour && clock < 23*hour && c.dice.IntN(2) == 0 {
			off = c.dice.between(-7, 7)
		}
		if d == quarrel && clock == 22*hour {
			off = 10 // Samir's 22.10, see mishaps.go
		}
		jitter[at.Unix()] = off
	}
	return at.Add(time.Duration(off) * time.Minute)
}
