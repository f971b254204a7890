package sim

import "passbok/sync/sim/domain"

// scenes are the table of what tends to happen, with its weight.
var scenes = []scene{
	{14, func(d *drawer) { d.sync(d.anyone()) }},
	{6, func(d *drawer) { d.record(d.assistant()) }},
	{2, func(d *drawer) { d.record(d.office()) }},
	{12, func(d *drawer) { d.edit(d.writer(), d.row()) }},
	{12, quarrel},
	{6, decide},
	{4, removal},
	{5, formLeftOpen},
	{3, giveAway},
	{6, lock},
	{4, settleSome},
	{3, engagement},
	{3, burst},
	{2, func(d *drawer) { d.add(Step{Do: Open, Who: d.office(), Pick: d.IntN(4)}) }},
	{2, func(d *drawer) { d.add(Step{Do: Deliver}) }},
	{2, func(d *drawer) { d.add(Step{Do: Backup}) }},
	{2, func(d *drawer) { d.add(Step{Do: Restore, Pick: d.IntN(3)}) }},
	{2, func(d *drawer) { d.add(Step{Do: Crash}) }},
	{2, func(d *drawer) { d.add(Step{Do: Evict, Who: d.one(0, 1, 2, 3, 4, 6, 7)}) }},
	{2, fork},
	{1, forkTwice},
	{1, restoreUnderCopies},
	{3, cutShort},
	{2, clock},
	{2, func(d *drawer) { d.edit(d.writer(), d.row()); d.add(Step{Do: Tear, Who: d.writer(), Pick: d.IntN(3)}) }},
	{1, func(d *drawer) { d.edit(d.writer(), d.row()); d.add(Step{Do: Gap, Who: d.writer(), Pick: d.IntN(3)}) }},
	{2, func(d *drawer) { d.strange(Unread) }},
	{2, func(d *drawer) { d.strange(Later) }},
	{1, func(d *drawer) { d.strange(Foreigner) }},
}

func (d *drawer) edit(who, row int) {
	d.add(Step{Do: Edit, Who: who, Row: row, Set: d.change(row)})
}

func (d *drawer) strange(do Do) {
	who, row := d.writer(), d.row()
	if do == Foreigner {
		who = d.one(0, 1, 2, 7)
	}
	d.add(Step{Do: do, Who: who, Row: row, Set: d.change(row)})
	d.edit(who, row)
}

// quarrel: several who look at the same change the same row before they hear of each other.
func quarrel(d *drawer) {
	row := d.row()
	people := d.some(2+d.IntN(2), d.writer)
	for _, who := range people {
		if d.chance(2) {
			d.sync(who)
		}
	}
	for _, who := range people {
		for range 1 + d.IntN(2) {
			d.edit(who, row)
		}
	}
	for _, who := range people {
		d.sync(who)
	}
}

// decide: one or two decide about what is open, perhaps at once.
func decide(d *drawer) {
	row := d.row()
	people := d.some(1+d.IntN(2), d.writer)
	for _, who := range people {
		d.sync(who)
	}
	for _, who := range people {
		s := Step{Do: Resolve, Who: who, Row: row, Pick: d.IntN(6)}
		if d.chance(4) {
			s.Set = d.change(row)
		}
		d.add(s)
	}
	for _, who := range people {
		d.sync(who)
	}
}

// removal: one removes what another edits.
func removal(d *drawer) {
	row := d.row()
	one, two := d.writer(), d.writer()
	d.sync(one)
	d.add(Step{Do: Remove, Who: one, Row: row})
	switch d.IntN(3) {
	case 0:
		d.edit(two, row)
	case 1:
		d.add(Step{Do: Recall, Who: two, Row: row})
	}
	d.sync(two)
	d.sync(one)
}

// formLeftOpen: a form is drawn, others change the row, the phone hears of it, and then the form is saved.
func formLeftOpen(d *drawer) {
	row := d.row()
	who, other := d.writer(), d.writer()
	d.sync(who)
	d.add(Step{Do: Form, Who: who, Row: row})
	if d.chance(2) {
		d.edit(who, row) // by another way of the same phone
	}
	d.edit(other, row)
	d.sync(other)
	d.sync(who)
	d.add(Step{Do: Save, Who: who, Set: d.change(row)})
	d.sync(who)
}

// giveAway: the office gives a row to a colleague, or another month, while its assistant works on it.
func giveAway(d *drawer) {
	row, office := d.row(), d.office()
	d.sync(office)
	set := map[string]string{"assistant": d.word(domain.Assistants()...)}
	if d.chance(3) {
		set = map[string]string{"beneficiary": d.word("bo", "cy")}
	}
	d.add(Step{Do: Edit, Who: office, Row: row, Set: set})
	d.edit(d.assistant(), row)
	d.sync(office)
	d.sync(d.assistant())
}

// lock seals a month, or opens it again, while people write.
func lock(d *drawer) {
	office, pick := d.office(), d.month()
	d.sync(office)
	if close := []Do{"", "", "", Close, Close, Unclose}[d.days.IntN(6)]; close != "" { // what comes after is drawn as it was before there were days
		d.story = append(d.story, Step{Do: close, Who: office, Pick: pick, Row: d.days.IntN(4)})
	}
	do := []Do{Ready, Ready, Sign, Sign, Reopen, Reopen}[d.IntN(6)]
	d.add(Step{Do: do, Who: office, Pick: pick, Row: d.IntN(3), Net: d.net()})
	who := d.assistant()
	d.edit(who, d.row())
	if d.chance(2) {
		d.record(who)
		d.edit(who, d.rows-1)
	}
	d.sync(who)
}

func settleSome(d *drawer) {
	office := d.office()
	if d.chance(2) {
		d.add(Step{Do: Reopen, Who: office, Pick: d.month(), Row: d.IntN(3)})
	}
	d.sync(office)
	for range 1 + d.IntN(3) {
		d.add(Step{Do: Settle, Who: office, Pick: d.IntN(12), Net: d.net()})
	}
}

// engagement: a right ends, begins, ends earlier; two offices may do it at once.
func engagement(d *drawer) {
	pick := d.IntN(4)
	for _, office := range d.some(1+d.IntN(2), d.office) {
		if d.chance(2) {
			d.sync(office)
		}
		set := map[string]string{}
		switch d.IntN(5) {
		case 0:
			set["to"] = dayOf(10, 20+d.IntN(10))
		case 1:
			set["to"] = ""
		case 2:
			set["from"] = dayOf(10, 1+d.IntN(28))
		case 3:
			set["void"] = "true"
		case 4:
			set["void"] = "false"
		}
		d.add(Step{Do: Engage, Who: office, Pick: pick, Set: set})
		d.sync(office)
	}
	who := d.assistant()
	d.edit(who, d.row())
	d.sync(who)
}

// burst: several requests wait for one commit.
func burst(d *drawer) {
	row := d.row()
	for _, who := range d.some(3, d.writer) {
		d.edit(who, row)
	}
	d.add(Step{Do: Burst, Pick: d.IntN(1 << 10), Net: []Net{Fine, Fine, CrashBefore, CrashAfter}[d.IntN(4)]})
}

// fork: a backup of a phone comes to life on another, and both go on.
func fork(d *drawer) {
	who := d.one(0, 1, 2)
	d.edit(who, d.row())
	to := d.one(8, 9)
	d.add(Step{Do: Fork, Who: who, Pick: to})
	for range 2 {
		d.edit(d.one(who, to), d.row())
		d.sync(d.one(who, to))
	}
}

// forkTwice: a phone has said something that it has not sent, when a second copy of it is made. The first copy takes its
// numbers, so that it queues again as another device; and then the second copy brings the same.
func forkTwice(d *drawer) {
	who, row := d.one(0, 1, 2), d.row()
	d.add(Step{Do: Fork, Who: who, Pick: 8})
	d.edit(8, row)
	d.edit(who, row)
	d.sync(8)
	d.add(Step{Do: Fork, Who: who, Pick: 9})
	d.edit(9, row)
	d.sync(who)
	d.sync(9)
}

// restoreUnderCopies: of two copies of a phone one has said something since the backup. When the server comes back, the
// other takes its numbers.
func restoreUnderCopies(d *drawer) {
	who := d.one(0, 1, 2)
	row := d.record(who)
	say := func(who int, kind string) {
		d.add(Step{Do: Edit, Who: who, Row: row, Set: map[string]string{"kind": kind}})
		d.add(Step{Do: Sync, Who: who})
	}
	d.add(Step{Do: Sync, Who: who})
	d.add(Step{Do: Backup})
	d.add(Step{Do: Fork, Who: who, Pick: 8})
	say(8, "active")
	d.add(Step{Do: Restore, Pick: int(archiveToo)})
	say(who, "waiting")
	say(8, "standby")
}

// cutShort: a phone that has much to pull sends, has the verdict, and not yet what it was about; and its person goes on.
func cutShort(d *drawer) {
	row := d.row()
	who, other := d.writer(), d.office()
	d.sync(other)
	for at := range 5 {
		d.edit(other, max(0, row-at))
	}
	d.sync(other)
	d.edit(who, row)
	d.add(Step{Do: Sync, Who: who, Net: CutShort})
	d.edit(who, row)
	d.sync(who)
}

func clock(d *drawer) {
	year := 365 * 24 * 60
	d.add(Step{Do: Clock, Who: d.IntN(usable), Pick: d.one(year, -year, 60, -60, 5, -5, 0, 14*60)})
}
