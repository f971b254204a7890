package house_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passbok/internal/holes"
)

// crash is a command that is killed at each of its places, on a stopped folder.
type crash struct {
	name   string
	args   []string                        // beside --data; BACKUP stands for the file of a backup
	after  func(t *testing.T, data string) // what happened to the folder before; nil: nothing
	places []string
	gone   string // that is in no file any more, once it is finished
	// between are the exit codes of verify on what a killed run leaves.
	between []int
}

// remaking are the places that every command passes that makes the database anew.
func remaking(more ...string) []string {
	return append(more, "before the commit", "before the commit:2", "after the commit:2", "new database whole", "new database in place")
}

func crashes() []crash {
	return []crash{
		{name: "rebuild", args: []string{"rebuild"}, places: remaking("old database kept beside"), between: []int{0}},
		{name: "restore", args: []string{"restore"}, places: remaking("old database kept beside", "epochs kept"), between: []int{0}},
		{name: "restore a backup", args: []string{"restore", "BACKUP"}, places: remaking("old database kept beside", "epochs kept"), between: []int{0}},
		{name: "restore from the archive", args: []string{"restore", "--from-archive"}, after: lose, places: remaking("epochs kept"), between: []int{0, 4}},
		{name: "erase", args: []string{"erase", left, "--years", "1", "--yes"}, gone: "Fia Förut", between: []int{0, 2}, places: remaking(
			"old database kept beside", "old database removed", "erasure written down", "between commit and archive", "archive half written",
			"archive written and not flushed", "after the archive", "between swap and archive", "segment written anew", "segment in its place")},
		{name: "archive renew", args: []string{"archive", "renew"}, after: damage, between: []int{0, 1}, places: []string{
			"archive put aside", "archive half written", "archive written and not flushed", "after the archive"}},
	}
}

// backups are the places of a command that writes a file.
func backups() []string {
	return []string{"copy written and not flushed", "copy not in its place", "copy in its place"}
}

// lose takes the database away.
func lose(t *testing.T, data string) {
	t.Helper()
	if err := os.Remove(filepath.Join(data, "passbok.db")); err != nil {
		t.Fatal(err)
	}
}

// damage changes a byte in the middle of the archive.
func damage(t *testing.T, data string) {
	t.Helper()
	file := newest(t, data)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// worked is a stopped folder with a history, and a backup of before its end.
func worked(t testing.TB) (f folder, backup string) {
	t.Helper()
	f = filled(t, filepath.Join(t.TempDir(), "data"), 2)
	backup = filepath.Join(t.TempDir(), "backup.db")
	server := start(t, f.data)
	p := join(t, server.url, f.codes[0], 1)
	for n := range 20 {
		if n == 10 {
			must(t, "backup", "--data", f.data, backup) // while it runs
		}
		if status, got, err := p.send(p.row(100)); err != nil || status != 200 || got.Verdicts[0].Verdict != "applied" {
			t.Fatalf("%d %+v %v", status, got, err)
		}
	}
	server.stop(t)
	return f, backup
}

// copied is a folder like another one.
func copied(t testing.TB, data string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	if err := holes.Copy(data, to); err != nil {
		t.Fatal(err)
	}
	return to
}

// What makes the database anew, or takes from it, is killed at each place that it has for it. What that leaves is whole, or
// says what it lacks; and running the command again comes to the same as if nothing had happened.
func TestCommandsKilled(t *testing.T) {
	made, backup := worked(t)
	base := made.data
	if !found(t, base, "Fia Förut") {
		t.Fatal("there is nothing to erase")
	}
	for _, c := range crashes() {
		t.Run(c.name, func(t *testing.T) {
			fresh := func() (data string, args []string) {
				data = copied(t, base)
				if c.after != nil {
					c.after(t, data)
				}
				args = append(slices.Clone(c.args), "--data", data)
				if at := slices.Index(args, "BACKUP"); at >= 0 {
					args[at] = backup
				}
				return data, args
			}
			data, args := fresh()
			must(t, args...)
			want := content(t, data)
			if len(want) < 30 {
				t.Fatalf("only %d documents", len(want))
			}
			for _, place := range c.places {
				t.Run(place, func(t *testing.T) {
					t.Parallel()
					data, args := fresh()
					if got := run(t, how{place: place}, args...); !killed(got.err) {
						t.Fatalf("it was not killed: %s", got)
					}
					if got := run(t, how{}, "verify", "--data", data); !slices.Contains(c.between, got.code()) {
						t.Errorf("what it leaves does not hold: %s", got)
					}
					must(t, args...)
					must(t, "verify", "--data", data)
					if diff := cmp.Diff(want, content(t, data)); diff != "" {
						t.Error(diff)
					}
					nothingLeft(t, data)
					if c.gone != "" && found(t, data, c.gone) {
						t.Errorf("%s is still there", c.gone)
					}
				})
			}
		})
	}
}

// nothingLeft looks for what an interrupted run may not leave, once it is finished.
func nothingLeft(t *testing.T, data string) {
	t.Helper()
	for _, name := range []string{"passbok.db.new", "passbok.db.erasing", "epochs.json.new"} {
		if _, err := os.Stat(filepath.Join(data, name)); err == nil {
			t.Errorf("%s is left", name)
		}
	}
	if again, err := filepath.Glob(filepath.Join(data, "archive", "*", "*.new")); err != nil || len(again) > 0 {
		t.Errorf("%v are left, %v", again, err)
	}
}

// found says whether a file of a folder has a text.
func found(t *testing.T, data, text string) (has bool) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(data), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(data, path))
		has = has || bytes.Contains(b, []byte(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return has
}

// A backup that is killed is whole or not there, and what is there can be restored.
func TestBackupKilled(t *testing.T) {
	made, _ := worked(t)
	base := made.data
	want := content(t, base)
	for _, place := range backups() {
		file := filepath.Join(t.TempDir(), "backup.db")
		if got := run(t, how{place: place}, "backup", "--data", base, file); !killed(got.err) {
			t.Fatalf("%s: it was not killed: %s", place, got)
		}
		_, err := os.Stat(file)
		if there := err == nil; there != (place == "copy in its place") {
			t.Errorf("%s: there: %v", place, there)
		}
		if again := run(t, how{}, "backup", "--data", base, file); (again.code() == 0) != (err != nil) {
			t.Errorf("%s: again: %s", place, again)
		}
		data := filepath.Join(t.TempDir(), "data")
		must(t, "restore", "--data", data, file)
		must(t, "verify", "--data", data)
		if diff := cmp.Diff(want, content(t, data)); diff != "" {
			t.Errorf("%s: %s", place, diff)
		}
	}
}

// Every place that the program has is in one of the lists of these tests.
func TestEveryPlaceIsTried(t *testing.T) {
	tried := slices.Concat(servingPlaces(), backups(), sheetPlaces())
	for _, c := range crashes() {
		tried = append(tried, c.places...)
	}
	for i, place := range tried {
		tried[i], _, _ = strings.Cut(place, ":")
	}
	slices.Sort(tried)
	if diff := cmp.Diff(places(t), slices.Compact(tried)); diff != "" {
		t.Errorf("places of the program, and places that are tried: %s", diff)
	}
}
