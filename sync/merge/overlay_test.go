package merge_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"passbok/sync/merge"
	"passbok/sync/op"
)

var update = flag.Bool("update", false, "write the golden vectors anew")

// vector is one example of what a phone shows, for clients in other languages.
type vector struct {
	Says    string         `json:"says"`
	Doc     merge.Pulled   `json:"doc"`
	Ops     []op.Op        `json:"ops"`
	Answers []merge.Answer `json:"verdicts,omitempty"`
	View    op.Fields      `json:"view"`
	Clock   *merge.Off     `json:"clock,omitempty"`
}

func vectors() map[string]vector {
	const ref = "shift/0192f0c1-0000-7000-8000-000000000001"
	pulled := func(rev uint64, set string) merge.Pulled {
		return merge.Pulled{Doc: ref, Rev: rev, Fields: parseSet(set)}
	}
	made := func(n uint64, base uint64, set string) op.Op {
		o := op.Op{
			V: 1, ID: fmt.Sprintf("0192f0c2-0000-7000-8000-%012d", n), N: n, Doc: ref, Base: base, Set: parseSet(set),
			At: op.At{Wall: "2026-10-31T21:10:04.512Z", Mono: 8812345, Offset: -412},
		}
		if o.Voids() {
			o.Why = "dubbel"
		}
		return o
	}
	answer := func(n, seq uint64, verdict op.Verdict) merge.Answer {
		return merge.Answer{ID: fmt.Sprintf("0192f0c2-0000-7000-8000-%012d", n), Seq: seq, Verdict: verdict}
	}
	wrong := func(ahead float64, wall string, o op.Op) op.Op {
		o.At = op.At{Wall: wall, Offset: ahead}
		return o
	}
	resolving := func(o op.Op, doc merge.Pulled) op.Op {
		for _, c := range doc.Conflicts[0].Candidates {
			o.Resolves = append(o.Resolves, c.Op)
		}
		return o
	}
	parked := pulled(9, row)
	parked.Parked = []merge.PulledPart{{Op: made(3, 7, "end=17:00").ID, Person: "anna", Device: "anna-1", Set: parseSet("end=17:00"), At: made(3, 7, "").At, Reason: "sealed"}}
	const epoch = 1 << 40 // what a restored server's numbers begin above
	clocked := pulled(7, row)
	clocked.Month, clocked.Clock, clocked.Wall = "2026-10", -3_600_000, "2026-10-31T20:10:04.512Z"
	list := map[string]vector{
		"clock-pulled":      {Says: "a row written by a wrong clock says so beside its values", Doc: clocked},
		"clock-newer":       {Says: "and so does what waits, which was written last", Doc: clocked, Ops: []op.Op{wrong(7_200_000, "2026-10-31T23:10:04.512Z", made(3, 7, "end=17:00")), made(4, 7, "note=x")}},
		"clock-within":      {Says: "within two minutes there is nothing to say", Doc: pulled(7, row), Ops: []op.Op{wrong(120_000, "2026-10-31T21:12:04.512Z", made(3, 7, "end=17:00"))}},
		"clock-over":        {Says: "once the operation has been pulled, the document says it", Doc: pulled(9, row), Ops: []op.Op{wrong(7_200_000, "2026-10-31T23:10:04.512Z", made(3, 7, "end=17:00"))}, Answers: []merge.Answer{answer(3, 9, op.Applied)}},
		"nothing-waits":     {Says: "without waiting operations the view is the document", Doc: pulled(7, row)},
		"new-row":           {Says: "a row that the server has never heard of", Doc: pulled(0, ""), Ops: []op.Op{made(1, 0, row)}},
		"one-field":         {Says: "a waiting operation lies over its field", Doc: pulled(7, row), Ops: []op.Op{made(3, 7, "end=17:00")}},
		"order-of-n":        {Says: "operations lie in the order of n, whatever the order they are read in", Doc: pulled(7, row), Ops: []op.Op{made(4, 7, "end=18:00"), made(3, 7, "end=17:00 note=a")}},
		"cleared":           {Says: "null takes a field away", Doc: pulled(7, row+" note=a"), Ops: []op.Op{made(3, 7, "end=null note=null")}},
		"removed":           {Says: "a removal lies over it like any field", Doc: pulled(7, row), Ops: []op.Op{made(3, 7, "void=true")}},
		"taken-back":        {Says: "and so does taking it back", Doc: pulled(7, row), Ops: []op.Op{made(3, 7, "void=true"), made(4, 7, "void=false")}},
		"pulled-newer":      {Says: "what waits lies over what someone else did meanwhile; the server will say that it is a conflict", Doc: pulled(9, row+" note=b"), Ops: []op.Op{made(3, 7, "end=17:00")}},
		"applied-unpulled":  {Says: "an answered operation lies on until its seq has been pulled", Doc: pulled(7, row), Ops: []op.Op{made(3, 7, "end=17:00")}, Answers: []merge.Answer{answer(3, 9, op.Applied)}},
		"applied-pulled":    {Says: "once it has, the document tells; here someone has changed it since", Doc: pulled(12, row), Ops: []op.Op{made(3, 7, "end=17:00")}, Answers: []merge.Answer{answer(3, 9, op.Applied)}},
		"applied-just":      {Says: "the seq itself is enough", Doc: pulled(9, "assistant=anna end=17:00"), Ops: []op.Op{made(3, 7, "end=17:00")}, Answers: []merge.Answer{answer(3, 9, op.Applied)}},
		"conflict-unpulled": {Says: "a conflict lies on until it can be shown as one", Doc: pulled(7, row), Ops: []op.Op{made(3, 7, "end=17:00")}, Answers: []merge.Answer{answer(3, 9, op.Conflict)}},
		"conflict-pulled":   {Says: "then what stands is shown, with its conflict", Doc: conflicted(), Ops: []op.Op{made(3, 7, "end=15:00")}, Answers: []merge.Answer{answer(3, 3, op.Conflict)}},
		"conflict-resolved": {Says: "a decision that waits lies over it, with what was chosen", Doc: conflicted(), Ops: []op.Op{resolving(made(4, 3, "end=15:00"), conflicted())}},
		"conflict-agreed":   {Says: "a decision for what stands sets nothing", Doc: conflicted(), Ops: []op.Op{resolving(made(4, 3, ""), conflicted())}},
		"restored-waits":    {Says: "after a restore an operation waits again and lies on, whatever its base was", Doc: pulled(epoch+3, row), Ops: []op.Op{made(3, 7, "end=17:00")}},
		"restored-again":    {Says: "one that the backup had is answered with its number of then, and lies on no more", Doc: pulled(9, row), Ops: []op.Op{made(3, 7, "end=17:00")}, Answers: []merge.Answer{answer(3, 9, op.Applied)}},
		"restored-given":    {Says: "one that it lacked has a number of the new epoch, and lies on until that is pulled", Doc: pulled(7, row), Ops: []op.Op{made(3, 7, "end=17:00")}, Answers: []merge.Answer{answer(3, epoch+1, op.Applied)}},
		"removed-meanwhile": {Says: "a change of a row that was removed meanwhile does not take it back", Doc: pulled(9, row+" void=true"), Ops: []op.Op{made(3, 7, "end=17:00")}},
		"parked-unpulled":   {Says: "a parked operation lies on until the document tells of it", Doc: pulled(7, row), Ops: []op.Op{made(3, 7, "end=17:00")}, Answers: []merge.Answer{answer(3, 9, op.Parked)}},
		"parked-new-row":    {Says: "so does one that makes a row", Doc: pulled(0, ""), Ops: []op.Op{made(3, 0, row)}, Answers: []merge.Answer{answer(3, 9, op.Parked)}},
		"parked-and-after":  {Says: "what was said after it, and waits, lies on beside", Doc: parked, Ops: []op.Op{made(3, 7, "end=17:00"), made(4, 7, "note=x")}, Answers: []merge.Answer{answer(3, 9, op.Parked)}},
		"parked-pulled":     {Says: "a parked operation is in the document's list, not over its fields", Doc: parked, Ops: []op.Op{made(3, 7, "end=17:00")}, Answers: []merge.Answer{answer(3, 9, op.Parked)}},
		"refused":           {Says: "a refused operation never lies on, even before anything is pulled", Doc: pulled(7, row), Ops: []op.Op{made(3, 7, "end=17:00")}, Answers: []merge.Answer{answer(3, 9, op.Refused)}},
		"refused-between":   {Says: "what comes after a refused one still does", Doc: pulled(7, row), Ops: []op.Op{made(3, 7, "end=17:00"), made(4, 7, "note=x")}, Answers: []merge.Answer{answer(3, 9, op.Refused)}},
		"refused-new-row":   {Says: "a new row that was refused still says what it would have been", Doc: pulled(0, ""), Ops: []op.Op{made(3, 0, row)}, Answers: []merge.Answer{answer(3, 9, op.Refused)}},
		"refused-new-after": {Says: "with all that was said after it, and refused with it", Doc: pulled(0, ""), Ops: []op.Op{made(4, 0, "end=17:00"), made(3, 0, row)}, Answers: []merge.Answer{answer(3, 9, op.Refused), answer(4, 10, op.Refused)}},
		"refused-new-waits": {Says: "and with what waits, which will be", Doc: pulled(0, ""), Ops: []op.Op{made(3, 0, row), made(4, 0, "end=17:00")}, Answers: []merge.Answer{answer(3, 9, op.Refused)}},
		"refused-new-taken": {Says: "but not where the row itself was taken, and is not pulled yet", Doc: pulled(0, ""), Ops: []op.Op{made(3, 0, row), made(4, 0, "end=17:00 note=x")}, Answers: []merge.Answer{answer(3, 9, op.Applied), answer(4, 10, op.Refused)}},
		"another-document":  {Says: "operations on other documents are left out", Doc: merge.Pulled{Doc: "shift/0192f0c1-0000-7000-8000-000000000002", Rev: 7, Fields: parseSet(row)}, Ops: []op.Op{made(3, 7, "end=17:00")}},
	}
	for name, v := range list {
		if v.Ops == nil {
			v.Ops = []op.Op{}
		}
		v.View = merge.View(v.Doc, v.Ops, v.Answers)
		v.Clock = merge.ViewClock(v.Doc, v.Ops, v.Answers)
		list[name] = v
	}
	return list
}

// conflicted is a document as pulled with an open conflict, made by the merge itself.
func conflicted() merge.Pulled {
	doc := merge.Document{Ref: "shift/0192f0c1-0000-7000-8000-000000000001"}
	for i, in := range []struct {
		device string
		n      uint64
		base   uint64
		set    string
	}{{"anna-1", 2, 0, row}, {"office", 1, 1, "end=17:00"}, {"anna-1", 3, 1, "end=15:00"}} {
		c := merge.Case{
			Doc: doc, Seq: uint64(i + 1), Kind: shift(), Right: merge.Allowed, Writer: merge.Writer{Person: in.device, Device: in.device},
			Op: op.Op{V: 1, ID: fmt.Sprintf("0192f0c2-0000-7000-8000-%012d", i+1), N: in.n, Doc: doc.Ref, Base: in.base, Set: parseSet(in.set)},
		}
		doc = merge.Apply(doc, c.Seq, merge.Judge(c))
	}
	text, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	var pulled merge.Pulled
	if err := json.Unmarshal(text, &pulled); err != nil {
		panic(err)
	}
	return pulled
}

func TestViewVectors(t *testing.T) {
	for name, v := range vectors() {
		path := filepath.Join("testdata", "view", name+".json")
		text, err := json.MarshalIndent(v, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, '\n')
		if *update {
			if err := os.WriteFile(path, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("%s: %v (go test ./sync/merge -update writes it)", name, err)
		}
		if string(kept) != string(text) {
			t.Errorf("%s: %s is not what the rule gives now:\n%s", name, path, text)
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "view", "*.json"))
	if err != nil || len(files) != len(vectors()) {
		t.Errorf("%d files for %d vectors (%v)", len(files), len(vectors()), err)
	}
}
