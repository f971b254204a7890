package push

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"passbok/care"
	"passbok/store"
)

// Wishes are how a person wants to be told, on any of their devices.
type Wishes struct {
	V     int    `json:"v"`
	Muted []Code `json:"muted"` // which notices they do not want
	// Quiet are the hours in which nothing comes; nil: as the house has it.
	Quiet *Hours `json:"quiet,omitempty"`
	// Holidays leaves Sundays and public holidays in peace, too.
	Holidays bool `json:"holidays,omitempty"`
	// Away is a holiday of their own: the first and last day; "" for none.
	Away Days `json:"away,omitzero"`
	// Grave lets what is urgent through all the same.
	Grave bool `json:"grave,omitempty"`
	// Digest is when a coordinator gets the day's digest, HH:MM; "": at DigestAt.
	Digest string `json:"digest,omitempty"`
}

// Hours are clock times in Stockholm, HH:MM, from and until: over midnight where from is later. Two that are the same are
// no time at all.
type Hours struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Days are a first and a last day.
type Days struct {
	From care.Date `json:"from"`
	To   care.Date `json:"to"`
}

// DigestAt is when the day's digest comes to whoever has not said otherwise.
const DigestAt = "07:30"

// longestAway bounds how far ahead an opening is looked for, in days.
const longestAway = 60

var clockTime = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// check refuses what nobody could mean.
func (w Wishes) check() error {
	for _, code := range w.Muted {
		if !slices.Contains(Optional(), code) {
			return refuse(CodeNoticeMalformed, "muted", fmt.Sprintf("%q is no notice that may be turned off", code))
		}
	}
	if w.Quiet != nil {
		if err := w.Quiet.Check(); err != nil {
			return err
		}
	}
	if w.Digest != "" && !clockTime.MatchString(w.Digest) {
		return refuse(CodeNoticeMalformed, "digest", "a time is written HH:MM")
	}
	if w.Away != (Days{}) {
		from, err := care.ParseDate(string(w.Away.From))
		if err != nil {
			return refuse(CodeNoticeMalformed, "away", "a day is written YYYY-MM-DD")
		}
		to, err := care.ParseDate(string(w.Away.To))
		if err != nil || to < from || from.Days(to) > longestAway {
			return refuse(CodeNoticeMalformed, "away", "a last day not before the first, and not two months later")
		}
	}
	return nil
}

// Open is the first time from at on when the person may be told what row says. What somebody has just asked for, and the
// digest, whose time they choose, come when they come.
func (w Wishes) Open(at time.Time, row Row) time.Time {
	if row.Code == Test || row.Code == OfficeDigest || row.Grave && w.Grave {
		return at
	}
	for range 2 * (longestAway + 30) { // each turn goes on by at least some hours: a day, or to the end of the quiet ones
		on := care.DateOf(at)
		if w.Away.From != "" && on.Within(w.Away.From, w.Away.To) || w.Holidays && care.PublicHoliday(on) {
			at = on.Next().Start()
			continue
		}
		next := w.Quiet.end(at, on)
		if next.Equal(at) {
			break
		}
		at = next
	}
	return at
}

// Check refuses hours that are none.
func (h Hours) Check() error {
	if !clockTime.MatchString(h.From) || !clockTime.MatchString(h.To) {
		return refuse(CodeNoticeMalformed, "quiet", "a time is written HH:MM")
	}
	return nil
}

// end is when the quiet hours end that at lies in, and at where it lies in none.
func (h *Hours) end(at time.Time, on care.Date) time.Time {
	if h == nil || h.From == h.To {
		return at
	}
	clock := at.In(care.Stockholm()).Format("15:04")
	switch {
	case h.From < h.To && h.From <= clock && clock < h.To, h.From > h.To && clock < h.To:
		return on.At(h.To)
	case h.From > h.To && clock >= h.From:
		return on.Next().At(h.To)
	}
	return at
}

// defaults puts in what a person has said nothing about.
func (s *Sender) defaults(w Wishes) Wishes {
	if w.Quiet == nil {
		w.Quiet = s.quiet
	}
	if w.Digest == "" {
		w.Digest = DigestAt
	}
	return w
}

func wishesKey(person string) string { return "notice/wishes/" + person }

// Optional are the notices that whoever they are to may turn off, in the table's order. What the money hangs on is not
// among them: somebody who was not told cannot answer in time.
func Optional() []Code {
	var all []Code
	for _, row := range Rows() {
		if row.optional {
			all = append(all, row.Code)
		}
	}
	return all
}

// Wish says how a person wants to be told from now on. What is on its way already comes. The error is a [Refusal] where a
// code is none that may be turned off, or a time is none.
func (s *Sender) Wish(ctx context.Context, person string, w Wishes) error {
	if !opaque(person) {
		return refuse(CodeNoticeMalformed, "", "person is no id")
	}
	if err := w.check(); err != nil {
		return err
	}
	w.V, w.Muted = 1, slices.Compact(slices.Sorted(slices.Values(w.Muted)))
	err := s.store.Update(ctx, s.space, func(tx store.Txn) error { return put(tx, wishesKey(person), w) })
	if err != nil {
		return fmt.Errorf("keep how somebody wants to be told: %w", err)
	}
	s.wakeUp()
	return nil
}

// Wishes are how a person wants to be told: as they have said, and with what the house does where they have not.
func (s *Sender) Wishes(ctx context.Context, person string) (said, holds Wishes, err error) {
	err = s.store.View(ctx, s.space, func(r store.Reader) (err error) {
		said, _, err = get[Wishes](r, wishesKey(person))
		return err
	})
	if err != nil {
		return said, holds, fmt.Errorf("read how somebody wants to be told: %w", err)
	}
	return said, s.defaults(said), nil
}
