package month_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/store"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// world is a real book on a real store, with a clock that stands still. People are named by short ids.
type world struct {
	t      *testing.T
	store  store.Store
	config book.Config
	book   *book.Book
	now    time.Time
	n      map[string]uint64 // operations so far, by device
	count  int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	st, err := bolt.Open(context.Background(), filepath.Join(t.TempDir(), "db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{t: t, store: st, now: time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC), n: map[string]uint64{}}
	schema := op.Schema{}
	for _, k := range care.Kinds() {
		schema[k.Name] = op.Kind(k)
	}
	w.config = book.Config{Schema: schema, Rights: rights{w}, Clock: func() time.Time { return w.now }, Rand: rand.NewChaCha8([32]byte{})}
	if w.book, err = book.Open(context.Background(), st, "test", w.config); err != nil {
		t.Fatal(err)
	}
	w.people()
	return w
}

type rights struct{ w *world }

func (r rights) May(docs book.Documents, who book.Actor, ref string, before, after op.Fields) (book.Permission, error) {
	may, err := care.May(month.Records(docs), who.Person, r.w.now, ref, before, after)
	return [...]book.Permission{care.Never: book.Never, care.Held: book.Held, care.Allowed: book.Allowed}[may], err
}

func (r rights) Feeds(docs book.Documents, person string, now time.Time) ([]string, error) {
	return care.Feeds(month.Records(docs), person, now)
}

func (r rights) MayOpen(docs book.Documents, person, feed string) (bool, error) {
	return care.MayOpen(month.Records(docs), person, feed, r.w.now)
}

// people are Karin at the office; Samir and Tilda, who assist Alva, Samir also Bo; Alva's god man Gunnar; Bo, whose
// municipality decides.
func (w *world) people() {
	const always = " from=2024-01-01"
	set := []string{
		"provider/p name=Provbolaget organisationsnummer=5560000001 deadline_day=#13",
		"identity/alva person=alva personnummer=198507099805",
		"representation/1 representative=gunnar beneficiary=alva kind=god_man scope=[\"rights\"]" + always,
		"decision/1 beneficiary=alva granter=fk minutes=#35400 per=month" + always,
		"decision/2 beneficiary=bo granter=municipality minutes=#1000 per=week" + always,
	}
	for person, role := range map[string]string{
		"karin": "coordinator", "samir": "assistant", "tilda": "assistant", "alva": "beneficiary", "bo": "beneficiary", "gunnar": "representative",
	} {
		set = append(set, "person/"+person+" name="+strings.ToUpper(person[:1])+person[1:], "membership/"+person+" person="+person+" role="+role+always)
	}
	for i, pair := range []string{"samir alva", "samir bo", "tilda alva"} {
		who, at, _ := strings.Cut(pair, " ")
		set = append(set, fmt.Sprintf("engagement/%d assistant=%s beneficiary=%s%s", i, who, at, always),
			fmt.Sprintf("registration/%d assistant=%s beneficiary=%s received=2024-01-01%s", i, who, at, always))
	}
	w.set(set...)
}

// set writes documents, each as "ref field=value …", by a command.
func (w *world) set(documents ...string) {
	w.t.Helper()
	w.do("set", func(book.Documents) (book.Decision, error) {
		var d book.Decision
		for _, text := range documents {
			ref, rest, _ := strings.Cut(text, " ")
			d.Set = append(d.Set, book.Change{Doc: ref, Set: fields(rest)})
		}
		return d, nil
	})
}

// shift writes a shift as "ref assistant beneficiary kind start end", by a command; "-" for no end.
func (w *world) shift(text string) {
	w.t.Helper()
	f := strings.Fields(text)
	doc := fmt.Sprintf("shift/%s assistant=%s beneficiary=%s kind=%s start=%s", f[0], f[1], f[2], f[3], f[4])
	if f[5] != "-" {
		doc += " end=" + f[5]
	}
	w.set(doc)
}

func (w *world) do(name string, decide func(book.Documents) (book.Decision, error)) (book.Receipt, error) {
	w.t.Helper()
	w.count++
	receipt, err := w.book.Do(context.Background(), book.Command{ID: fmt.Sprintf("c%d", w.count), Name: name}, decide)
	if err != nil && name == "set" {
		w.t.Fatal(err)
	}
	return receipt, err
}

// act gives a person's command on Alva's October.
func (w *world) act(command func(book.Documents, month.Input) (book.Decision, error), person, saw, why string) error {
	w.t.Helper()
	_, err := w.do("act", func(docs book.Documents) (book.Decision, error) {
		return command(docs, month.Input{Ask: w.ask(person), Saw: saw, Why: why})
	})
	return err
}

func (w *world) ask(person string) month.Ask {
	return month.Ask{Person: person, Beneficiary: "alva", Month: "2026-10", Now: w.now}
}

// look is what a person sees of Alva's October.
func (w *world) look(person string) month.View {
	w.t.Helper()
	var v month.View
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		v, err = month.Look(docs, w.ask(person))
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return v
}

// sync sends one operation of a person's device, and gives its verdict.
func (w *world) sync(person, doc string, base uint64, set string) book.Verdict {
	w.t.Helper()
	return w.syncAt(person, doc, base, set, op.At{})
}

// syncAt is sync of a device that says what its clocks showed.
func (w *world) syncAt(person, doc string, base uint64, set string, at op.At) book.Verdict {
	w.t.Helper()
	device := "00000000-0000-7000-8000-0000000000" + fmt.Sprintf("%02x", person[0])
	w.n[device]++
	w.count++
	raw, err := json.Marshal(op.Op{
		V: 1, ID: fmt.Sprintf("00000000-0000-7000-8000-%012d", w.count), N: w.n[device], Doc: doc, Base: base, Set: fields(set), At: at,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	answer, err := w.book.Sync(context.Background(), book.Actor{Person: person, Device: device}, book.Request{Device: device, Ops: []json.RawMessage{raw}})
	if err != nil || len(answer.Verdicts) != 1 {
		w.t.Fatal(answer.Verdicts, err)
	}
	return answer.Verdicts[0]
}

// rev is a document's revision.
func (w *world) rev(ref string) uint64 {
	w.t.Helper()
	var rev uint64
	if err := w.book.View(context.Background(), func(docs book.Documents) error {
		doc, _, err := docs.Get(ref)
		rev = doc.Rev
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return rev
}

// jobs are the notices waiting to be sent.
func (w *world) jobs() string {
	w.t.Helper()
	jobs, err := w.book.Jobs(context.Background(), w.now.Add(time.Hour), 100)
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, j := range jobs {
		var n month.Notice
		if err := json.Unmarshal(j.Payload, &n); err != nil || j.Kind != month.NoticeJob {
			w.t.Fatal(j, err)
		}
		out = append(out, fmt.Sprintf("%s.%d", n.Notice, n.Version))
	}
	return strings.Join(out, " ")
}

// code is the stable code of an error.
func code(err error) string {
	var p *op.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// fields reads "name=value name=value": texts, but for true, false, null, [lists] and #anything.
func fields(text string) op.Fields {
	out := op.Fields{}
	for _, pair := range strings.Fields(text) {
		name, value, _ := strings.Cut(pair, "=")
		switch {
		case value == "true" || value == "false" || value == "null" || value[0] == '[':
			out[name] = json.RawMessage(value)
		case value[0] == '#':
			out[name] = json.RawMessage(value[1:])
		default:
			out[name] = care.Value(value)
		}
	}
	return out
}
