package sim

import (
	"time"

	"passbok/sync/sim/phone"
)

// mishap is what happens to people.
func (w *world) mishap(s *slot, step Step) {
	switch step.Do {
	case Deliver:
		w.deliver()
	case Evict:
		w.tell("%s loses its database, with %d operations that were not answered", s.name, len(s.phone.Waiting()))
		w.check.Evicted(s.db)
		w.fresh(s)
	case Fork:
		w.fork(s, w.slots[step.Pick%len(w.slots)])
	case Tear:
		if kept := w.waiting(s, step.Pick); kept != nil && kept.Form == phone.Plain {
			w.tell("the text of %s is cut, on the disk of %s", kept.ID, s.name)
			kept.Form = phone.Torn
			w.check.Unreadable(kept.ID)
		}
	case Gap:
		if kept := w.waiting(s, step.Pick); kept != nil {
			w.tell("%s loses %s from its database", s.name, kept.ID)
			w.check.Gone(s.db, kept.ID)
			s.phone.Lose(kept.ID)
		}
	case Clock:
		for _, other := range w.slots {
			if sameClock(s.at, other.at) {
				other.clock = time.Duration(step.Pick) * time.Minute
			}
		}
		w.tell("the clock of %s is set %v off", s.name, time.Duration(step.Pick)*time.Minute)
	case Crash:
		w.tell("the server dies, and is started")
		w.restart()
	case Backup:
		if err := w.server.copyAway(w.ctx); err != nil {
			w.broken = err
		}
		w.tell("the database is copied")
	case Restore:
		w.restore(loss(step.Pick % 3))
	case Erase:
		w.erase(step.Row)
	}
}

// waiting is one of the operations that have no answer.
func (w *world) waiting(s *slot, pick int) *phone.Kept {
	waiting := s.phone.Waiting()
	if len(waiting) == 0 {
		return nil
	}
	return waiting[pick%len(waiting)]
}

// fork: a copy of a database comes to life at another place.
func (w *world) fork(s, to *slot) {
	if s.phone == nil || to.at < usable || s == to {
		return
	}
	w.dbs++
	if to.phone != nil {
		w.check.Evicted(to.db)
	}
	w.check.Cloned(s.db, w.dbs)
	to.phone, to.db, to.life, to.file, to.person, to.said = s.phone.Clone(), w.dbs, s.life, s.file, s.person, s.said
	to.form, to.clock, to.copied, s.copied = nil, s.clock, true, true
	w.tell("a backup of %s comes to life on %s", s.name, to.name)
}

// restore: the server's database is lost, and made anew from the backup, the archive, or both.
func (w *world) restore(lost loss) {
	done, err := w.server.restore(w.ctx, lost)
	if err != nil {
		w.broken = err
		return
	}
	w.record("restored", done)
	from := []string{"the newest backup and the archive", "the archive alone", "the newest backup alone, the archive being lost too"}[lost]
	w.tell("the database is lost, and made anew from %s: it ends at %d", from, done.Head.Seq)
	w.check.Restored(done.Head.Seq, lost != archiveToo)
}

// erase: the law asks that a row goes. It is written down, the database is made anew without it, and the archive is rid of it.
func (w *world) erase(row int) {
	ref := w.rows[row]
	if ref == "" {
		return
	}
	seq, err := w.server.erase(w.ctx, w.id(w.Now()), ref)
	if err != nil {
		w.broken = err
		return
	}
	w.tell("%s is erased, at %d, and the database is made anew without it", ref, seq)
	w.mean("%s is erased at %d", ref, seq)
	w.check.Erased(ref, seq)
}
