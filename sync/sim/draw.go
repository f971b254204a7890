package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"passbok/sync/sim/domain"
)

// drawer draws a story from a seed.
type drawer struct {
	*rand.Rand
	days  *rand.Rand // for what is closed day by day
	gone  *rand.Rand // for what is erased
	story Story
	rows  int
}

// enough is how many operations a story asks for. Of some nothing comes, since nobody is there, or nothing to be seen: at
// least sixty are made. (Of 81, seed 43068 made 59.)
const enough = 86

// Draw makes the story of a seed: some two hundred steps, of which most are ordinary, and at least five go wrong.
func Draw(seed uint64) Story {
	d := &drawer{Rand: rand.New(rand.NewPCG(seed, 0x9a55b0c)), days: rand.New(rand.NewPCG(seed, 0xda75)), gone: rand.New(rand.NewPCG(seed, 0x60e))}
	d.opening()
	for d.story.writes() < enough || d.story.Faults() < 5 {
		d.deal(scenes)
		if d.gone.IntN(50) == 0 { // the rest is drawn as it was before anything was erased
			d.story = append(d.story, Step{Do: Erase, Row: max(0, d.rows-1-d.gone.IntN(6))})
		}
	}
	return d.story
}

// scene is something that tends to happen, and how often.
type scene struct {
	weight int
	play   func(d *drawer)
}

// deal plays one of the scenes.
func (d *drawer) deal(scenes []scene) {
	total := 0
	for _, s := range scenes {
		total += s.weight
	}
	at := d.IntN(total)
	for _, s := range scenes {
		if at -= s.weight; at < 0 {
			s.play(d)
			return
		}
	}
}

func (d *drawer) add(s Step) {
	if d.IntN(3) == 0 {
		s.After = 1 + d.IntN(240)
	}
	d.story = append(d.story, s)
}

// chance is true once in n.
func (d *drawer) chance(n int) bool { return d.IntN(n) == 0 }

func (d *drawer) one(of ...int) int        { return of[d.IntN(len(of))] }
func (d *drawer) word(of ...string) string { return of[d.IntN(len(of))] }

// writer is somebody who writes shifts: an assistant more often than an office.
func (d *drawer) writer() int    { return d.one(0, 0, 0, 1, 1, 2, 3, 4, 5, 5, 6, d.one(8, 9)) }
func (d *drawer) assistant() int { return d.one(0, 0, 1, 1, 2, 3, 4) }
func (d *drawer) office() int    { return d.one(5, 6) }
func (d *drawer) anyone() int    { return d.IntN(len(cast())) }

// row is a row that was recorded before, the newest more often: so that people meet.
func (d *drawer) row() int { return max(0, d.rows-1-min(d.IntN(4), d.IntN(max(1, d.rows)))) }

// net is what becomes of a request: mostly nothing.
func (d *drawer) net() Net {
	if !d.chance(6) {
		return Fine
	}
	nets := []Net{Dropped, Unanswered, Unanswered, Twice, Late, Skipped, CutShort, CutShort, CrashBefore, CrashAfter, CrashBetween}
	return nets[d.IntN(len(nets))]
}

func (d *drawer) sync(who int) {
	s := Step{Do: Sync, Who: who, Net: d.net()}
	if d.chance(4) {
		s.Most = 1 + d.IntN(3)
	}
	d.add(s)
}

// at is a time of a shift: days around the autumn's night that has an hour twice, and around the end of a month.
func (d *drawer) at(row, hours int) string {
	days := []time.Time{
		time.Date(2026, 10, 24, 20, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC),
		time.Date(2026, 10, 31, 15, 0, 0, 0, time.UTC), time.Date(2026, 10, 28, 6, 0, 0, 0, time.UTC),
		time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC), time.Date(2026, 9, 30, 18, 0, 0, 0, time.UTC),
	}
	return domain.Stockholm(days[row%len(days)].Add(time.Duration(hours) * time.Hour))
}

// start, end are from a few that make sense together, so that people say the same now and then, and what does not fit.
func (d *drawer) start(row int) string { return d.at(row, d.one(0, 0, 1, 2, 5)) }
func (d *drawer) end(row int) string   { return d.at(row, d.one(3, 4, 6, 7)) }

// change is what somebody sets of a row.
func (d *drawer) change(row int) map[string]string {
	set := map[string]string{}
	for range 1 + d.IntN(5)/3 {
		switch d.IntN(10) {
		case 0, 1, 2:
			set["end"] = d.end(row)
		case 3, 4:
			set["start"] = d.start(row)
		case 5:
			set["kind"] = d.word("active", "waiting", "standby")
		case 6, 7:
			set["note"] = d.word("lunch", "the train was late", "")
		case 8:
			set["beneficiary"] = d.word("bo", "cy")
		case 9:
			set["end"] = ""
		}
	}
	return set
}

// record is a new row.
func (d *drawer) record(who int) int {
	row := d.rows
	d.rows++
	set := map[string]string{
		"beneficiary": d.word("bo", "bo", "cy"), "kind": d.word("active", "active", "waiting"), "start": d.at(row, 0),
	}
	if d.chance(2) {
		set["end"] = d.end(row)
	}
	if who >= 5 && who < usable {
		set["assistant"] = d.word(domain.Assistants()...)
	}
	d.add(Step{Do: New, Who: who, Row: row, Set: set})
	return row
}

// opening: people have a few rows before anything goes wrong.
func (d *drawer) opening() {
	for _, who := range []int{0, 1, 2, 0} {
		d.record(who)
		d.story = append(d.story, Step{Do: Sync, Who: who})
	}
	for who := range usable {
		d.story = append(d.story, Step{Do: Sync, Who: who})
	}
	d.story = append(d.story, Step{Do: Backup})
}

// month is a month and a beneficiary, as a number: most shifts are in October at Bo.
func (d *drawer) month() int { return d.one(1, 1, 1, 1, 5, 5, 2, 0) }

func monthOf(pick int) (beneficiary, month string) {
	return domain.Beneficiaries()[pick/len(domain.Months())%len(domain.Beneficiaries())], domain.Months()[pick%len(domain.Months())]
}

func (d *drawer) some(n int, of func() int) []int {
	var list []int
	for range n {
		if who := of(); !slices.Contains(list, who) {
			list = append(list, who)
		}
	}
	return list
}

func dayOf(month, day int) string { return fmt.Sprintf("2026-%02d-%02d", month, day) }
