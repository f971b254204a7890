package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"passbok/sync/internal/fault"
	"passbok/sync/op"
	"passbok/sync/sim/check"
	"passbok/sync/sim/domain"
	"passbok/sync/sim/phone"
)

// step lets one thing happen.
func (w *world) step(step Step) {
	s := w.slots[step.Who%len(w.slots)]
	if s.phone == nil && step.Do != Fork {
		return
	}
	switch step.Do {
	case New:
		w.newRow(s, step)
	case Edit, Remove, Recall, Unread, Later, Foreigner:
		w.edit(s, step)
	case Form:
		if ref := w.pick(s, step.Row); ref != "" {
			screen := s.phone.Look(ref)
			s.form, s.saw = &screen, s.life
			w.tell("%s opens the form of %s, which shows %s", s.name, ref, show(screen.Fields))
		}
	case Save:
		if s.form != nil {
			form := *s.form
			s.form = nil
			w.write(s, form, s.saw, op.Op{Set: fields(step.Set)}, phone.Plain)
		}
	case Resolve:
		w.resolve(s, step)
	case Engage:
		w.engage(s, step)
	case Sync:
		w.sync(s, step)
	case Burst:
		w.burst(step)
	case Sign, Ready, Reopen, Close, Unclose:
		w.lock(s, step)
	case Settle:
		w.settle(s, step)
	case Open:
		w.open(s, step)
	default:
		w.mishap(s, step)
	}
}

func fields(set map[string]string) op.Fields {
	out := op.Fields{}
	for name, value := range set {
		out[name] = domain.Val(value)
	}
	return out
}

// newRow records a row.
func (w *world) newRow(s *slot, step Step) {
	if w.rows[step.Row] != "" || domain.RoleOf(s.person) == domain.Beneficiary {
		return
	}
	ref := "shift/" + w.id(w.clockOf(s))
	w.rows[step.Row] = ref
	w.call(ref, fmt.Sprintf("row %d", step.Row+1))
	set := fields(step.Set)
	if set["assistant"] == nil {
		set["assistant"] = domain.Val(s.person)
	}
	w.write(s, phone.Screen{Ref: ref, Fields: op.Fields{}}, s.life, op.Op{Set: set}, phone.Plain)
}

// pick is the row that a step means, if it is on the screen, or one that is.
func (w *world) pick(s *slot, row int) string {
	refs := slices.DeleteFunc(s.phone.Refs(), func(ref string) bool { return !strings.HasPrefix(ref, "shift/") })
	if len(refs) == 0 {
		return ""
	}
	if ref := w.rows[row]; slices.Contains(refs, ref) {
		return ref
	}
	return w.byName(refs)[row%len(refs)]
}

// byName sorts by what the story calls things: their ids hold the phones' clocks, by which nothing may be chosen.
func (w *world) byName(ids []string) []string {
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(w.names[a], w.names[b]) })
	return ids
}

// edit changes what is on the screen.
func (w *world) edit(s *slot, step Step) {
	ref := w.pick(s, step.Row)
	if step.Do == Foreigner && w.rows[step.Row] != "" {
		ref = w.rows[step.Row]
	}
	if ref == "" || domain.RoleOf(s.person) == domain.Beneficiary && step.Do != Foreigner {
		return
	}
	o, form := op.Op{Set: fields(step.Set)}, phone.Plain
	screen := s.phone.Look(ref)
	switch step.Do {
	case Remove:
		o.Set, o.Why = op.Fields{op.Void: domain.Val("true")}, "recorded twice"
	case Recall:
		o.Set = op.Fields{op.Void: domain.Val("false")}
	case Unread:
		form = phone.Malformed
	case Later:
		form = phone.Newer
	}
	w.write(s, screen, s.life, o, form)
}

// write makes an operation of what somebody does with what they look at.
func (w *world) write(s *slot, screen phone.Screen, life int, o op.Op, form phone.Form) {
	now := w.clockOf(s)
	o.V, o.ID, o.Doc, o.Base = op.Version, w.id(now), screen.Ref, screen.Rev
	if fault.On(fault.BaseFromVerdict) {
		o.Base = max(screen.Rev, screen.Told)
	}
	o.At = op.At{Wall: op.FormatTime(now), Mono: float64(w.Now().Sub(time.Unix(0, 0)).Milliseconds() % 1e9), Offset: float64(now.Sub(w.Now()).Milliseconds())}
	before := s.said
	s.said = o.ID
	w.made++
	w.call(o.ID, fmt.Sprintf("%s's %d (%s)", s.name, w.made, showSet(o.Set)))
	kept := s.phone.Keep(o, form)
	saw := check.Sight{Generation: life, Rev: screen.Rev}
	for _, conflict := range screen.Pulled.Conflicts {
		for _, candidate := range conflict.Candidates {
			saw.Candidates = append(saw.Candidates, candidate.Op)
		}
	}
	w.check.Saved(check.Op{
		ID: o.ID, Doc: o.Doc, Person: s.person, Name: w.names[o.ID], DB: s.db, Bad: form == phone.Malformed, Newer: form == phone.Newer,
		Set: o.Set, Resolves: o.Resolves, Saw: saw, Before: before,
	})
	w.tellWrite(s, screen, kept)
}

// resolve decides about what is open.
func (w *world) resolve(s *slot, step Step) {
	ref := w.pick(s, step.Row)
	if ref == "" || domain.RoleOf(s.person) == domain.Beneficiary {
		return
	}
	screen := s.phone.Look(ref)
	if len(screen.Pulled.Conflicts) == 0 {
		for _, other := range w.byName(s.phone.Refs()) {
			if len(s.phone.Docs[other].Conflicts) > 0 {
				screen = s.phone.Look(other)
			}
		}
	}
	o := op.Op{Set: op.Fields{}}
	for i, conflict := range screen.Pulled.Conflicts {
		for _, candidate := range conflict.Candidates {
			o.Resolves = append(o.Resolves, candidate.Op)
		}
		if chosen := step.Pick >> i % 3; chosen < len(conflict.Candidates) && step.Pick%4 > 0 {
			for name, value := range conflict.Candidates[chosen].Set {
				o.Set[name] = value
			}
		}
	}
	if len(o.Resolves) == 0 {
		return
	}
	for name, value := range step.Set {
		o.Set[name] = domain.Val(value)
	}
	if string(o.Set[op.Void]) == "true" {
		o.Why = "recorded twice"
	}
	slices.Sort(o.Resolves)
	o.Resolves = slices.Compact(o.Resolves)
	w.write(s, screen, s.life, o, phone.Plain)
}

// engage changes an engagement.
func (w *world) engage(s *slot, step Step) {
	ref := w.engaged[step.Pick%len(w.engaged)]
	if _, has := s.phone.Docs[ref]; !has || !isOffice(s.place) {
		return
	}
	o := op.Op{Set: fields(step.Set)}
	if string(o.Set[op.Void]) == "true" {
		o.Why = "has left"
	}
	w.write(s, s.phone.Look(ref), s.life, o, phone.Plain)
}

// open opens a month at an office, or closes it.
func (w *world) open(s *slot, step Step) {
	if !isOffice(s.place) {
		return
	}
	feed := []string{"bo@2026-10", "bo@2026-11", "cy@2026-10", "bo@2026-09"}[step.Pick%4]
	before := len(s.phone.Feeds)
	s.phone.Feeds = slices.DeleteFunc(slices.Clone(s.phone.Feeds), func(f string) bool { return f == feed })
	if len(s.phone.Feeds) == before {
		s.phone.Feeds = append(s.phone.Feeds, feed)
		w.tell("%s opens %s", s.name, feed)
	} else {
		w.tell("%s closes %s", s.name, feed)
	}
}
