package house_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passbok/sync/op"
)

// trouble is what happens to the disks of a running server.
type trouble struct {
	begins, ends  func()
	data, archive string
	codes         []string // with which the server may answer while it lasts
	says, after   string   // what its log begins a line with, once each: when it begins, and when it has ended
}

const (
	diskFull    = "the disk takes no more"
	diskWell    = "the disk has room again"
	archiveBad  = "the archive takes no more"
	archiveWell = "the archive takes entries again"
)

// troubles are made on disks of the test's own; where the machine has none, by the next best means.
func troubles(t *testing.T) map[string]func(t *testing.T, server func() process) trouble {
	t.Helper()
	aside := func(t *testing.T, archive string) (begins, ends func()) {
		move := func(from, to string) func() {
			return func() {
				if err := os.Rename(from, to); err != nil {
					t.Fatal(err)
				}
			}
		}
		return move(archive, archive+" elsewhere"), move(archive+" elsewhere", archive)
	}
	all := map[string]func(t *testing.T, server func() process) trouble{
		"no file may grow": func(t *testing.T, server func() process) trouble {
			data := t.TempDir()
			return trouble{
				data: data, archive: filepath.Join(data, "archive"), codes: []string{"storage_full", "archive_unavailable"},
				begins: func() { room(t, server(), 64<<10) }, ends: func() { room(t, server(), 1<<40) },
			}
		},
		"the archive's folder is moved away": func(t *testing.T, _ func() process) trouble {
			where := t.TempDir()
			x := trouble{data: filepath.Join(where, "data"), archive: filepath.Join(where, "archive"), codes: []string{"archive_unavailable"}, says: archiveBad, after: archiveWell}
			x.begins, x.ends = aside(t, x.archive)
			return x
		},
	}
	d := mounts(t)
	if d == nil {
		t.Log("this machine lets a test have no disks of its own: those that are full are limits on files, and those that go are folders")
		return all
	}
	disk := func(t *testing.T) (path string) {
		path = t.TempDir()
		d.must(t, "mount", path, "16m")
		t.Cleanup(func() { d.must(t, "unmount", path) })
		return path
	}
	all["the only disk is full"] = func(t *testing.T, _ func() process) trouble {
		outside := d.path(disk(t))
		return trouble{
			data: filepath.Join(outside, "data"), archive: filepath.Join(outside, "data", "archive"), codes: []string{"storage_full", "archive_unavailable"},
			begins: func() { fill(t, outside) }, ends: func() { empty(t, outside) },
		}
	}
	all["the archive's disk is full"] = func(t *testing.T, _ func() process) trouble {
		outside := d.path(disk(t))
		return trouble{
			data: t.TempDir(), archive: outside, codes: []string{"archive_unavailable"}, says: archiveBad, after: archiveWell,
			begins: func() { fill(t, outside) }, ends: func() { empty(t, outside) },
		}
	}
	all["the data's disk is full, and not the archive's"] = func(t *testing.T, _ func() process) trouble {
		outside := d.path(disk(t))
		return trouble{
			data: outside, archive: t.TempDir(), codes: []string{"storage_full"}, says: diskFull, after: diskWell,
			begins: func() { fill(t, outside) }, ends: func() { empty(t, outside) },
		}
	}
	all["the archive's disk is gone, and comes back"] = func(t *testing.T, _ func() process) trouble {
		inside, place := disk(t), t.TempDir()
		d.must(t, "bind", inside, place)
		t.Cleanup(func() { d.must(t, "unmount", place) })
		return trouble{
			data: t.TempDir(), archive: d.path(place), codes: []string{"archive_unavailable"}, says: archiveBad, after: archiveWell,
			begins: func() { d.must(t, "unmount", place) }, ends: func() { d.must(t, "bind", inside, place) },
		}
	}
	return all
}

// While a disk is full or gone, phones are answered 503, in two languages, with a time after which to come again; nothing that
// was acknowledged is lost, reading goes on, the operator is told once, and the server goes on by itself when it is over.
func TestTrouble(t *testing.T) {
	for name, make := range troubles(t) {
		t.Run(name, func(t *testing.T) {
			var server process
			x := make(t, func() process { return server })
			f := filledWith(t, x.data, x.archive, 2)
			server = start(t, x.data, "--archive", x.archive)
			before := entries(t, x.data)
			w := &writer{phone: join(t, server.url, f.codes[0], 1), kept: map[string]bool{}}
			for range 10 {
				if !w.one() {
					t.Fatal("it is well, and takes nothing")
				}
			}
			for range 2 {
				x.begins()
				w.refused(t, x.codes)
				for range 3 {
					w.refused(t, x.codes) // and keeps to it
				}
				if docs := w.pull(openMonth); len(docs) < len(w.kept) {
					t.Errorf("%d of %d rows can be read", len(docs), len(w.kept))
				}
				if status, body := asked(t, server.url+"/healthz"); status != http.StatusOK {
					t.Errorf("this is no reason to be restarted: %d %s", status, body)
				}
				if status, body := asked(t, server.url+"/readyz"); status != http.StatusServiceUnavailable && !slices.Contains(x.codes, "storage_full") {
					t.Errorf("ready: %d %s", status, body)
				}
				x.ends()
				for range 10 {
					if !w.one() {
						t.Fatalf("it is well again, and takes nothing\n%s", server.said)
					}
				}
				if status, body := asked(t, server.url+"/readyz"); status != http.StatusOK {
					t.Errorf("ready: %d %s", status, body)
				}
			}
			l := &load{t: t, writers: []*writer{w}, reader: w.phone, office: &office{phone: w.phone}, held: pulled{feed: openMonth, rows: map[string]bool{}}}
			l.holds()
			if got := entries(t, x.data); got != before+l.taken() {
				t.Errorf("%d entries, of which %d were there, and %d were acknowledged", got, before, l.taken())
			}
			if x.says != "" && (server.said.times(x.says) != 2 || server.said.times(x.after) != 2) {
				t.Errorf("the operator was not told twice of each:\n%s", server.said)
			}
			server.stop(t)
			must(t, "verify", "--data", x.data, "--archive", x.archive)
		})
	}
}

// refused sends until an answer says that no more is taken, and why.
func (w *writer) refused(t *testing.T, codes []string) {
	t.Helper()
	for range 20_000 {
		if w.waits.ID == "" {
			w.waits = w.row(900)
		}
		status, got, err := w.send(w.waits)
		switch {
		case err != nil:
			t.Fatal(err)
		case status == http.StatusOK && len(got.Verdicts) == 1 && got.Verdicts[0].Verdict == "applied":
			w.kept[w.waits.Doc] = true
			w.ops++
			w.waits = op.Op{}
		case status != http.StatusServiceUnavailable || !slices.Contains(codes, got.Code) || w.retry == "" || got.Message.SV == "" || got.Message.EN == "":
			t.Fatalf("%d %+v, again after %q", status, got, w.retry)
		default:
			return
		}
	}
	t.Fatal("it takes everything")
}

// A server does not start on a folder that it cannot write to, and says what it needs; nothing is changed by trying.
func TestReadOnly(t *testing.T) {
	f, _ := worked(t)
	archive := filepath.Join(f.data, "archive")
	ways := map[string]func(dir string) (string, how){
		"belongs to others": func(dir string) (string, how) { forbid(t, dir); return dir, how{in: nobodys} },
	}
	if d := mounts(t); d != nil {
		ways["is mounted so"] = func(dir string) (string, how) {
			d.must(t, "bind", dir, dir)
			d.must(t, "readonly", dir)
			t.Cleanup(func() { d.must(t, "unmount", dir) })
			return d.path(dir), how{}
		}
	}
	for name, make := range ways {
		data, h := make(copied(t, f.data))
		refused, err := begin(t, h, data)
		if err == nil || !strings.Contains(refused.said.String(), "must be able to write") {
			t.Errorf("data folder %s: %v\n%s", name, err, refused.said)
		}
		work := copied(t, f.data)
		if err := os.RemoveAll(filepath.Join(work, "archive")); err != nil {
			t.Fatal(err)
		}
		if h.in != nil && os.Geteuid() == 0 {
			give(t, work)
		}
		elsewhere, h := make(copied(t, archive))
		refused, err = begin(t, h, work, "--archive", elsewhere)
		if err == nil || !strings.Contains(refused.said.String(), "must be able to write") {
			t.Errorf("archive %s: %v\n%s", name, err, refused.said)
		}
	}
}

// give makes a folder nobody's.
func give(t testing.TB, dir string) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(path, 65534, 65534)
	}); err != nil {
		t.Fatal(err)
	}
}
