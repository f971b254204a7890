package sim

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"

	"passbok/sync/book"
	"passbok/sync/op"
	"passbok/sync/sim/check"
	"passbok/sync/sim/domain"
	"passbok/sync/sim/phone"
)

// Setting is what a run is given: a store, a folder for its file, and time, which passes only when it is told to.
type Setting struct {
	Open  Opener
	Dir   string
	Now   func() time.Time
	Sleep func(time.Duration)
	Wait  func()    // until all goroutines of the run wait for something
	Tell  io.Writer // the story in words; nil: nobody listens
	Skew  int64     // other clocks on the phones: the same story must end the same
	// Unjudged: only what the story means is wanted, to compare it with another run that was judged.
	Unjudged bool
}

// Result is how a story ended.
type Result struct {
	Violations []check.Violation
	Operations int    // that were made
	Hash       string // of all answers, and of the log: the same in every run of a story
	Meaning    string // of the answers and documents without what clocks say: the same whatever the clocks
}

// world is a story as it happens.
type world struct {
	Setting
	ctx     context.Context
	server  *server
	check   *check.Checker
	slots   []*slot
	late    []letter
	rows    map[int]string    // refs of the story's rows
	engaged []string          // refs of engagements
	names   map[string]string // of operations and documents, as the story tells them
	order   []string          // of names, so that their list is the same in every run
	dbs     int
	ids     uint64
	made    int
	trace   hash.Hash
	meaning strings.Builder
	resting bool // the story is over; all come to rest
	broken  error
}

// slot is a place in the cast, and the database that is there now.
type slot struct {
	place
	at     int
	phone  *phone.Phone
	db     int
	life   int           // the server's life from which it has pulled
	file   int           // and its database
	form   *phone.Screen // left open
	clock  time.Duration // ahead of the truth
	saw    int           // life, when the form was drawn
	copied bool          // the database has a twin
	said   string        // id of the newest operation made in this database, or in the one it was copied from
}

// letter is a request that is on its way for long.
type letter struct {
	who book.Actor
	req book.Request
	of  string
}

// Run lets a story happen, and judges it.
func Run(ctx context.Context, set Setting, story Story) (Result, error) {
	w := &world{
		Setting: set, ctx: ctx, check: check.New(), rows: map[int]string{}, names: map[string]string{},
		trace: sha256.New(),
	}
	from := time.Date(2026, 10, 24, 6, 0, 0, 0, time.UTC)
	began := set.Now()
	w.Now = func() time.Time { return from.Add(set.Now().Sub(began)) }
	var err error
	if w.server, err = newServer(ctx, set.Open, set.Dir, w.Now, &dice{}); err != nil {
		return Result{}, err
	}
	defer func() { _ = w.server.stop() }()
	for at, p := range cast() {
		s := &slot{place: p, at: at}
		w.slots = append(w.slots, s)
		if p.person != "" {
			w.fresh(s)
		}
	}
	if err := w.begin(); err != nil {
		return Result{}, err
	}
	for _, step := range story {
		w.Sleep(time.Duration(step.After)*time.Minute + time.Second)
		w.step(step)
		if w.broken != nil {
			return Result{}, w.broken
		}
	}
	violations := w.rest()
	if w.broken != nil {
		return Result{}, w.broken
	}
	return Result{
		Violations: violations, Operations: w.made,
		Hash: hex.EncodeToString(w.trace.Sum(nil)), Meaning: w.nameless(w.meaning.String()),
	}, nil
}

// begin: the office has engaged people before the story begins.
func (w *world) begin() error {
	set := func(assistant, from, to string) book.Change {
		ref := "engagement/" + w.id(w.Now())
		w.engaged = append(w.engaged, ref)
		w.call(ref, fmt.Sprintf("engagement %d", len(w.engaged)))
		fields := op.Fields{"assistant": domain.Val(assistant), "from": domain.Val(from)}
		if to != "" {
			fields["to"] = domain.Val(to)
		}
		return book.Change{Doc: ref, Set: fields}
	}
	changes := []book.Change{
		set("anna", "2026-09-01", ""), set("bea", "2026-09-01", "2026-10-30"), set("cleo", "2026-10-26", ""), set("anna", "2026-10-01", "2026-10-20"),
	}
	_, err := w.server.book.Do(w.ctx, book.Command{ID: "engage", Name: "engage", Person: "eva"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: changes}, nil
	})
	if err != nil {
		return err
	}
	return w.server.copyAway(w.ctx)
}

// fresh gives a place an empty database.
func (w *world) fresh(s *slot) {
	w.dbs++
	s.db, s.life, s.file, s.form, s.said, s.copied = w.dbs, w.server.generation, w.server.files, nil, "", false
	s.phone = phone.New(s.person, w.device())
	if isOffice(s.place) {
		s.phone.Feeds = []string{"bo@2026-10", "bo@2026-11", "cy@2026-10"}
	}
}

// id is a UUIDv7 as a device with such a clock makes it.
func (w *world) id(at time.Time) string {
	w.ids++
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, w.ids))
	ms := uint64(at.UnixMilli())
	raw := append(binary.BigEndian.AppendUint64(nil, ms<<16), sum[:8]...)
	copy(raw[6:], sum[8:10])
	raw[6], raw[8] = raw[6]&0x0f|0x70, raw[8]&0x3f|0x80
	text := hex.EncodeToString(raw)
	return strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")
}

func (w *world) device() string {
	w.ids++
	return fmt.Sprintf("00000000-0000-4000-8000-%012x", w.ids)
}

// call gives an id the name that the story uses.
func (w *world) call(id, name string) {
	if _, named := w.names[id]; !named {
		w.order = append(w.order, id)
	}
	w.names[id] = name
}

// nameless puts names in the place of ids, which hold the phones' clocks.
func (w *world) nameless(text string) string {
	var pairs []string
	for _, id := range w.order {
		pairs = append(pairs, id, "<"+w.names[id]+">")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// tell says what happens, in words.
func (w *world) tell(format string, args ...any) {
	if w.Tell != nil {
		_, _ = fmt.Fprintf(w.Tell, "%s  %s\n", w.Now().Format("Jan _2 15:04"), w.nameless(fmt.Sprintf(format, args...)))
	}
}

// record adds to the trace, and to its meaning, which no clock may change.
func (w *world) record(what string, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		w.broken = fmt.Errorf("record %s: %w", what, err)
		return
	}
	_, _ = fmt.Fprintf(w.trace, "%s %s\n", what, text)
}

// mean adds to what the story means.
func (w *world) mean(format string, args ...any) { fmt.Fprintf(&w.meaning, format+"\n", args...) }

// clockOf is what a device's clock says.
func (w *world) clockOf(s *slot) time.Time {
	ahead := s.clock
	if w.Skew != 0 {
		ahead = time.Duration((int64(s.at)*7919+w.Skew*104729)%4001-2000)*time.Hour - s.clock
	}
	return w.Now().Add(ahead)
}

// dice are the same in every run.
type dice struct {
	n   uint64
	sum [sha256.Size]byte
	at  int
}

// Read implements io.Reader.
func (d *dice) Read(p []byte) (int, error) {
	for i := range p {
		if d.at == 0 {
			d.n++
			d.sum = sha256.Sum256(binary.BigEndian.AppendUint64(nil, d.n))
		}
		p[i] = d.sum[d.at]
		d.at = (d.at + 1) % sha256.Size
	}
	return len(p), nil
}
