package nudge

import (
	"slices"
	"time"

	"passbok/care"
	"passbok/push"
)

// Rung is one step of the ladder.
type Rung string

// The rungs, in their order; Ways of the house stand between Others and Handed, by their kind.
const (
	Push   Rung = "push"
	Again  Rung = "again"
	Others Rung = "others"
	Handed Rung = "handed"
	List   Rung = "list"
)

// Case is how far one person has been told of one matter.
type Case struct {
	V           int        `json:"v"`
	Key         string     `json:"key"` // of the matter
	Person      string     `json:"person"`
	Code        push.Code  `json:"code"` // as it is now
	Mark        care.Date  `json:"mark,omitempty"`
	Said        string     `json:"said,omitempty"` // as it was told last
	Beneficiary string     `json:"beneficiary"`
	Month       care.Month `json:"month"`
	Assistant   string     `json:"assistant,omitempty"`
	Office      bool       `json:"office,omitempty"`
	Last        care.Date  `json:"last,omitempty"`
	Turn        int        `json:"turn"` // how often the matter has come up anew
	Opened      time.Time  `json:"opened"`
	Next        time.Time  `json:"next,omitzero"` // when the next rung is climbed; zero at the top
	Rung        int        `json:"rung"`          // the next one
	Steps       []Step     `json:"steps,omitempty"`
	Handed      bool       `json:"handed,omitempty"` // whoever represents them is told, too
	Listed      time.Time  `json:"listed,omitzero"`  // on the coordinators' list since
	Done        time.Time  `json:"done,omitzero"`    // it is no matter any more
	// Asked is the coordinator who has asked that the person be reminded, until they are; AskedAt is when anybody did last. After is when
	// the next rung is climbed then, where the reminder is none: all that was tried is tried again.
	Asked   string    `json:"asked,omitempty"`
	AskedAt time.Time `json:"askedAt,omitzero"`
	After   time.Time `json:"after,omitzero"`
	// Reminded is when anybody did last for the same person, of whichever case. It is known of those that [Ladder.Waiting] gives.
	Reminded time.Time `json:"-"`
}

// Step is one rung that was climbed.
type Step struct {
	Rung      Rung      `json:"rung"`
	Code      push.Code `json:"code"`
	At        time.Time `json:"at"`
	Passed    string    `json:"passed,omitempty"` // why it was passed over: one of NoDevice …; nobody was told
	By        string    `json:"by,omitempty"`     // the coordinator who asked for it; empty: it was its time
	Delivered time.Time `json:"delivered,omitzero"`
	Shown     time.Time `json:"shown,omitzero"`
	Opened    time.Time `json:"opened,omitzero"`
}

// Why a rung was passed over.
const (
	NoDevice = "no_device" // there is none that takes notices, or the person does not want this one
	NoWay    = "no_way"    // the house has no such way, or the person no address for it
	NoOther  = "no_other"  // there is no other device, or nobody else whom to tell
	InPeace  = "in_peace"  // the person is to be left in peace, for longer than can be waited
)

// maxSteps bounds how many steps a case remembers, the newest.
const maxSteps = 24

// open is a new case of a person's.
func open(m Matter, person string, turn int, now time.Time) *Case {
	c := &Case{V: 1, Key: m.Key, Person: person, Turn: turn, Opened: now, Next: now.Add(m.Wait)}
	c.keep(m)
	if m.Told {
		c.Said, c.Rung, c.Next = m.wording(), 1, now.Add(m.pause(now))
	}
	return c
}

// keep takes over what the matter says now.
func (c *Case) keep(m Matter) {
	c.Mark = m.Mark
	c.Code, c.Beneficiary, c.Month, c.Assistant, c.Office, c.Last = m.Code, m.Beneficiary, m.Month, m.Assistant, m.Office, m.Last
}

// rungs is the ladder of a matter, with ways of these kinds. Of what is told once, whoever is told at one rung is told at none above.
func rungs(m Matter, ways []string) []Rung {
	ladder, top := []Rung{Push}, []Rung(nil)
	switch m.row().Way {
	case push.Once:
		return ladder
	case push.Climb:
		ladder, top = []Rung{Push, Again, Others}, []Rung{Handed, List}
	}
	for _, kind := range ways {
		ladder = append(ladder, Rung(kind))
	}
	return append(ladder, top...)
}

// told notes a step.
func (c *Case) told(s Step) {
	s.By = c.Asked
	c.Steps = append(c.Steps, s)
	c.Steps = c.Steps[max(len(c.Steps)-maxSteps, 0):]
}

// reached tells whether any rung told somebody something, since the matter came up.
func (c *Case) reached() bool {
	return slices.ContainsFunc(c.Steps, func(s Step) bool {
		return s.Passed == "" && s.Rung != Handed && s.Rung != List && !s.At.Before(c.Opened)
	})
}

// Looked tells whether the person has opened a notice of it, since it came up.
func (c *Case) Looked() bool {
	return slices.ContainsFunc(c.Steps, func(s Step) bool { return !s.Opened.IsZero() && !s.At.Before(c.Opened) })
}

// listFrom is when the coordinators are told, where nothing has reached the person: not at once, since people come by
// themselves.
func (c *Case) listFrom(m Matter) time.Time {
	return c.Opened.Add(min(48*time.Hour, max(m.left(c.Opened)/3, shortest)))
}

// step finds the step that a receipt is about.
func (c *Case) step(rung Rung, code push.Code) *Step {
	for i := len(c.Steps) - 1; i >= 0; i-- {
		if c.Steps[i].Rung == rung && c.Steps[i].Code == code {
			return &c.Steps[i]
		}
	}
	return nil
}

// snooze puts the next rung off until tomorrow morning, where there is a tomorrow to act on.
func (c *Case) snooze(now time.Time) bool {
	tomorrow := care.DateOf(now).Next()
	if c.Next.IsZero() || !c.Done.IsZero() || c.Last != "" && tomorrow > c.Last {
		return false
	}
	c.Next = tomorrow.At(morning)
	if c.Rung == 0 || c.Rung > 1 {
		c.Rung = 1 // it is told by push again, as was asked for, before anything else
	}
	return true
}

// ID names the case within its book.
func (c *Case) ID() string { return caseName(c.Key, c.Person) }

// Notice is what the person is told, in words.
func (c *Case) Notice() push.Notice {
	return push.Notice{ID: c.ID(), Code: c.Code, Office: c.Office, Month: string(c.Month), Beneficiary: c.Beneficiary, Deadline: string(c.Last)}
}
