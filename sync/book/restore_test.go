package book_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/store"
	"passbok/store/archive"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/book/remake"
	"passbok/sync/op"
)

// kept gives the world's book an archive, and opens it anew.
func (w *world) kept() *archive.Archive {
	w.t.Helper()
	opened, err := archive.Open(w.ctx, filepath.Join(w.t.TempDir(), "archive"), archive.Options{SegmentBytes: 2000})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = opened.Close() })
	w.archives = func(string) (book.Archive, error) { return opened, nil }
	w.book = w.open("b")
	return opened
}

// copied is a copy of the world's database as it is now.
func (w *world) copied() store.Store {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "copy.db")
	to, err := bolt.Open(w.ctx, path, bolt.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = to.Close() })
	err = to.Update(w.ctx, "book:b", func(tx store.Txn) error {
		for key, value := range rows(w.t, w.store) {
			tx.Put([]byte(key), []byte(value))
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return to
}

// restored puts a copy in place; nil is no copy at all.
func (w *world) restored(from store.Store) book.Restored {
	w.t.Helper()
	to, err := bolt.Open(w.ctx, filepath.Join(w.t.TempDir(), "restored.db"), bolt.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = to.Close() })
	done, err := remake.Restore(w.ctx, to, "b", w.config("b"), remake.How{From: from})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = to
	w.book = w.open("b")
	return done
}

// offers is a sync after which the phone, as the protocol says, sends again what the server lacks.
func (p *phone) offers(all []op.Op) []book.Verdict {
	p.t.Helper()
	verdicts := p.sync()
	res, err := p.book.Sync(p.ctx, p.who, book.Request{Device: p.who.Device, Epoch: p.epoch, Cursor: p.cursor})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, o := range all {
		if o.N > res.Last {
			p.queue = append(p.queue, o)
		}
	}
	return append(verdicts, p.sync()...)
}

func shift(w *world, p *phone, day string) (string, op.Op) {
	ref := "shift/" + w.id()
	return ref, p.act(ref, hours(p.who.Person, "bo", day+"T08:00+01:00", day+"T16:00+01:00"))
}

func TestTheArchiveHasWhatWasAnswered(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "") // before there was one: the opening copies it
	kept := w.kept()
	anna := w.phone("anna", 1)
	ref, _ := shift(w, anna, "2026-10-05")
	anna.sync()
	anna.act(ref, op.Fields{"note": val("x")})
	anna.sync()
	w.engage("bea", "2026-10-01", "")
	report, err := w.book.Verify(w.ctx, nil)
	if err != nil || len(report.Faults) > 0 || report.Archived != 4 {
		t.Fatalf("%+v %v", report, err)
	}
	if seq, _ := kept.Last(); seq != 4 {
		t.Errorf("the archive ends with %d", seq)
	}
}

func TestAnArchiveThatDoesNotFit(t *testing.T) {
	w := newWorld(t)
	w.kept()
	w.engage("anna", "2026-10-01", "")
	before := w.copied()
	w.engage("bea", "2026-10-01", "")
	w.store = before
	if _, err := book.Open(w.ctx, w.store, "b", w.config("b")); !errors.Is(err, book.ErrArchiveAhead) {
		t.Errorf("an older database: %v", err)
	}
	archives := w.archives
	w.archives = nil
	w.book = w.open("b")
	w.engage("cia", "2026-10-01", "")
	w.archives = archives
	if _, err := book.Open(w.ctx, w.store, "b", w.config("b")); !errors.Is(err, book.ErrArchiveOther) {
		t.Errorf("a database that went another way: %v", err)
	}
	other := newWorld(t)
	other.engage("dan", "2026-10-01", "")
	other.archives = archives
	if _, err := book.Open(other.ctx, other.store, "b", other.config("b")); !errors.Is(err, book.ErrArchiveOther) {
		t.Errorf("a longer archive of another history: %v", err)
	}
}

// failing is an archive that takes nothing while it is told to.
type failing struct {
	book.Archive
	broken bool
	asked  int
}

func (f *failing) Append(ctx context.Context, records []archive.Record) error {
	f.asked++
	if f.broken {
		return store.ErrFull
	}
	return f.Archive.Append(ctx, records)
}

// What the archive does not take is not acknowledged, though it is in the log; and while it takes nothing, nothing more
// is committed.
func TestNothingIsAcknowledgedThatIsNotArchived(t *testing.T) {
	w := newWorld(t)
	disk := &failing{Archive: w.kept()}
	w.archives = func(string) (book.Archive, error) { return disk, nil }
	w.book = w.open("b")
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	_, first := shift(w, anna, "2026-10-05")
	_, second := shift(w, anna, "2026-10-06")
	send := func(o op.Op) (book.Response, error) {
		return w.book.Sync(w.ctx, anna.who, book.Request{Device: anna.who.Device, Ops: encode(t, o)})
	}
	disk.broken = true
	if _, err := send(first); !errors.Is(err, book.ErrArchive) || !errors.Is(err, store.ErrFull) {
		t.Fatalf("answered without the archive: %v", err)
	}
	if _, err := send(second); !errors.Is(err, book.ErrArchive) {
		t.Fatalf("answered without the archive: %v", err)
	}
	if err := w.book.Accepts(w.ctx); !errors.Is(err, book.ErrArchive) {
		t.Errorf("says that it accepts: %v", err)
	}
	if _, committed := rows(t, w.store)["op/"+second.ID]; committed {
		t.Error("went on committing what it cannot acknowledge")
	}
	disk.broken = false
	res, err := send(first)
	if err != nil || len(res.Verdicts) != 1 || !res.Verdicts[0].Again || res.Verdicts[0].Verdict != op.Applied {
		t.Fatalf("sent again: %+v %v", res.Verdicts, err)
	}
	if res, err = send(second); err != nil || res.Verdicts[0].Verdict != op.Applied {
		t.Fatalf("the second: %+v %v", res.Verdicts, err)
	}
	w.whole()
}

// A job goes out only when the entry that it is of is in the archive: else the world would have been told of what a lost
// database takes with it.
func TestNoJobGoesBeforeItsEntryIsArchived(t *testing.T) {
	w := newWorld(t)
	disk := &failing{Archive: w.kept()}
	w.archives = func(string) (book.Archive, error) { return disk, nil }
	w.book = w.open("b")
	disk.broken = true
	cmd := book.Command{ID: w.id(), Name: "send", Person: "office"}
	decide := func(book.Documents) (book.Decision, error) {
		return book.Decision{Jobs: []book.Job{{ID: "tell", Kind: "notice", Due: w.now}}}, nil
	}
	if _, err := w.book.Do(w.ctx, cmd, decide); !errors.Is(err, book.ErrArchive) {
		t.Fatalf("answered without the archive: %v", err)
	}
	if jobs, err := w.book.Jobs(w.ctx, w.now, 10); !errors.Is(err, book.ErrArchive) || len(jobs) > 0 {
		t.Errorf("%d jobs go, %v", len(jobs), err)
	}
	disk.broken = false
	if jobs, err := w.book.Jobs(w.ctx, w.now, 10); err != nil || len(jobs) != 1 {
		t.Errorf("%d jobs go, %v", len(jobs), err)
	}
	if got, err := w.book.Do(w.ctx, cmd, decide); err != nil || !got.Again {
		t.Errorf("given again: %+v %v", got, err)
	}
	w.whole()
}

func TestRestoredWithItsArchive(t *testing.T) {
	w := newWorld(t)
	w.kept()
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	ref, one := shift(w, anna, "2026-10-05")
	anna.sync()
	backup := w.copied()
	other, two := shift(w, anna, "2026-10-06")
	three := anna.act(ref, op.Fields{"end": val("2026-10-05T17:00+01:00")})
	anna.sync()
	w.engage("bea", "2026-10-01", "")
	was := rows(t, w.store)

	done := w.restored(backup)
	if done.Backup.Seq != 2 || done.Archive != 3 || done.Head.Seq != 5 || done.Epoch < 1 {
		t.Errorf("%+v", done)
	}
	if v := anna.offers([]op.Op{one, two, three}); len(v) != 0 {
		t.Errorf("nothing is lacking, and was sent again: %+v", v)
	}
	if len(anna.docs) != 2 || anna.docs[other].rev != 3 {
		t.Errorf("pulled %+v", anna.docs)
	}
	is := rows(t, w.store)
	for key, value := range was {
		if is[key] != value && !strings.HasPrefix(key, "device/") && key != "epoch" {
			t.Errorf("%q is %q, was %q", key, is[key], value)
		}
	}
	anna.act(ref, op.Fields{"note": val("sedan")})
	if v := anna.sync(); v[0].Seq != done.Epoch<<40+1 {
		t.Errorf("a seq that was there before: %d", v[0].Seq)
	}
	w.whole()
}

func TestRestoredWithoutAnArchive(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	w.engage("bea", "2026-10-01", "")
	anna, bea := w.phone("anna", 1), w.phone("bea", 2)
	ref, one := shift(w, anna, "2026-10-05")
	_, late := shift(w, bea, "2026-10-05")
	anna.sync()
	bea.sync()
	w.now = w.now.Add(time.Hour)
	backup := w.copied()
	_, two := shift(w, anna, "2026-10-06")
	three := anna.act(ref, op.Fields{"end": val("2026-10-05T17:00+01:00")})
	anna.sync()
	_, later := shift(w, bea, "2026-10-07")
	bea.sync()
	w.engage("cia", "2026-10-01", "") // a command: no phone has it
	anna.sync()                       // and so anna's phone knows of entry 8

	w.now = w.now.Add(time.Hour)
	done := w.restored(backup)
	if done.Backup.Seq != 4 || done.Archive != 0 {
		t.Errorf("%+v", done)
	}
	verdicts := anna.offers([]op.Op{one, two, three})
	if len(verdicts) != 2 || verdicts[0].Verdict != op.Applied || verdicts[1].Verdict != op.Applied || verdicts[0].Again {
		t.Fatalf("given back: %+v", verdicts)
	}
	if len(anna.docs) != 2 || string(anna.docs[ref].fields["end"]) != `"2026-10-05T17:00+01:00"` {
		t.Errorf("the day is not back: %+v", anna.docs)
	}
	report, ok, err := w.book.RestoreReport(w.ctx)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if report.Seen != 8 || report.Missing != 2 || len(report.Back) != 1 || report.Back[0].Ops != 2 || len(report.Out) != 1 || report.Out[0].Person != "bea" {
		t.Errorf("%+v", report)
	}
	bea.offers([]op.Op{late, later})
	if report, _, _ = w.book.RestoreReport(w.ctx); report.Missing != 1 || len(report.Out) != 0 {
		t.Errorf("after the other phone: %+v", report)
	}
	// What is written from now on gives nothing back.
	anna.act(ref, op.Fields{"note": val("ny")}, func(o *op.Op) {
		ms := w.now.Add(time.Minute).UnixMilli()
		o.ID = fmt.Sprintf("%08x-%04x-7000-8000-00000000aaaa", ms>>16, ms&0xffff)
	})
	anna.sync()
	if report, _, _ = w.book.RestoreReport(w.ctx); report.Missing != 1 || report.Back[0].Ops != 2 {
		t.Errorf("after a new row: %+v", report)
	}
	w.whole()
}

// A lost database is made from the archive alone.
func TestRestoredFromTheArchiveAlone(t *testing.T) {
	w := newWorld(t)
	w.kept()
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	anna.record(30, "bo", "2026-10")
	_, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "seal"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Seal: []string{"bo@2026-10"}, Jobs: []book.Job{
			{ID: "now", Kind: "notice", Due: w.now}, {ID: "long ago", Kind: "notice", Due: w.now.AddDate(-1, 0, 0)},
		}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	shift(w, anna, "2026-10-06")
	anna.sync()
	was := rows(t, w.store)
	done := w.restored(nil)
	if done.Backup.Seq != 0 || done.Archive != 33 {
		t.Errorf("%+v", done)
	}
	is := rows(t, w.store)
	for key, value := range was {
		switch {
		case strings.HasPrefix(key, "job") || key == "epoch":
		case strings.HasPrefix(key, "device/"):
			if !strings.Contains(is[key], `"last":31`) {
				t.Errorf("%s is %s", key, is[key])
			}
		case is[key] != value:
			t.Errorf("%q is %q, was %q", key, is[key], value)
		}
	}
	anna.sync()
	if len(anna.docs) != 31 {
		t.Errorf("%d documents", len(anna.docs))
	}
	w.whole()

	jobs, err := w.book.Jobs(w.ctx, w.now.Add(time.Hour), 10)
	if err != nil || len(jobs) != 0 {
		t.Fatalf("jobs go out before anybody has said so: %+v %v", jobs, err)
	}
	if done, err := w.book.Release(w.ctx, book.Command{ID: w.id()}, nil); done != (book.Released{Held: true, Jobs: 1}) || err != nil {
		t.Errorf("released %+v, %v", done, err)
	}
	if jobs, err = w.book.Jobs(w.ctx, w.now.Add(time.Hour), 10); err != nil || len(jobs) != 1 || jobs[0].ID != "now" {
		t.Errorf("%+v %v", jobs, err)
	}
	if done, err := w.book.Release(w.ctx, book.Command{ID: w.id()}, nil); done.Held || err != nil {
		t.Errorf("released twice: %v", err)
	}
	w.whole()
}

// Of the jobs that a restore holds, those are dropped that may have reached somebody before it. What was asked for since goes
// on, and so does what stays in the house.
func TestHeldJobsAreDropped(t *testing.T) {
	w := newWorld(t)
	ask := func(jobs ...book.Job) {
		t.Helper()
		for i := range jobs {
			jobs[i].Due = w.now
		}
		_, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "x"}, func(book.Documents) (book.Decision, error) {
			return book.Decision{Jobs: jobs}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	ask(book.Job{ID: "a", Kind: "notice"}, book.Job{ID: "b", Kind: "notice"}, book.Job{ID: "c", Kind: "work"})
	if err := w.book.Finish(w.ctx, "a"); err != nil {
		t.Fatal(err)
	}
	w.restored(w.copied())
	w.later(time.Minute)
	ask(book.Job{ID: "d", Kind: "notice"}, book.Job{ID: "e", Kind: "work"})
	if report, _, err := w.book.RestoreReport(w.ctx); !report.Held || report.Jobs != 4 || report.Before != 2 || err != nil {
		t.Errorf("%+v, %v", report, err)
	}
	done, err := w.book.Release(w.ctx, book.Command{ID: w.id()}, func(kind string) bool { return kind == "notice" })
	if done != (book.Released{Held: true, Jobs: 4, Dropped: 1}) || err != nil {
		t.Errorf("released %+v, %v", done, err)
	}
	jobs, err := w.book.Jobs(w.ctx, w.now, 10)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, job := range jobs {
		left = append(left, job.ID)
	}
	if !slices.Equal(left, []string{"c", "d", "e"}) {
		t.Errorf("%q go on", left)
	}
}

// Restored twice from one backup, no seq means two things.
func TestSeqsNeverRepeat(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	backup := w.copied()
	first := w.restored(backup)
	w.engage("bea", "2026-10-01", "")
	to, err := bolt.Open(w.ctx, filepath.Join(t.TempDir(), "again.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = to.Close() }()
	second, err := remake.Restore(w.ctx, to, "b", w.config("b"), remake.How{From: backup, Epoch: first.Epoch})
	if err != nil || second.Epoch <= first.Epoch {
		t.Errorf("epochs %d and %d, %v", first.Epoch, second.Epoch, err)
	}
	// The same old copy a week later, on a machine that has never heard of the first restore.
	w.now = w.now.AddDate(0, 0, 7)
	elsewhere, err := bolt.Open(w.ctx, filepath.Join(t.TempDir(), "elsewhere.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = elsewhere.Close() }()
	third, err := remake.Restore(w.ctx, elsewhere, "b", w.config("b"), remake.How{From: backup})
	if err != nil || third.Epoch <= first.Epoch {
		t.Errorf("epochs %d and, a week later, %d, %v", first.Epoch, third.Epoch, err)
	}
}

func TestARestoreThatCannotBe(t *testing.T) {
	to := func() store.Store {
		st, err := bolt.Open(t.Context(), filepath.Join(t.TempDir(), "to.db"), bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = st.Close() })
		return st
	}
	w := newWorld(t)
	if _, err := remake.Restore(w.ctx, to(), "b", w.config("b"), remake.How{}); !errors.Is(err, remake.ErrNothing) {
		t.Errorf("from nothing: %v", err)
	}
	w.engage("anna", "2026-10-01", "")
	w.engage("bea", "2026-10-01", "")
	if _, err := remake.Restore(w.ctx, w.store, "b", w.config("b"), remake.How{From: w.copied()}); err == nil {
		t.Error("into a store that has the book already")
	}
	w.tamper(func(tx store.Txn) { tx.Delete(logKey("log/", 1)) })
	if _, err := remake.Restore(w.ctx, to(), "b", w.config("b"), remake.How{From: w.store}); err == nil || !strings.Contains(err.Error(), "unbroken") {
		t.Errorf("a log with a hole: %v", err)
	}
}
