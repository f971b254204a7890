package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"passbok/house"
	"passbok/internal/holes"
)

// asked is one thing to ask of the program, in a folder with one provider, one coordinator, and nothing damaged.
type asked struct {
	args             []string // DATA, PERSON, DOC, NEW and OLD stand for what the folder has, and for files
	stopped, running int      // exit codes
	says             string   // in what it writes, on either stream
	fields           []string // that the JSON has, where there is any: of the object, of the first in an array, or of each line
	changes          bool     // run it on a folder of its own
}

func questions() map[string]asked {
	return map[string]asked{
		"version":           {args: []string{"version"}, says: "passbok"},
		"version as JSON":   {args: []string{"version", "--json"}, fields: []string{"version"}},
		"help":              {args: []string{"--help"}, says: "archive renew"},
		"no command":        {args: nil, stopped: 80, running: 80, says: "expected one of"},
		"unknown command":   {args: []string{"forget"}, stopped: 80, running: 80, says: "forget"},
		"unknown flag":      {args: []string{"verify", "--fast"}, stopped: 80, running: 80, says: "--fast"},
		"no such years":     {args: []string{"erase", "PERSON", "--years", "many"}, stopped: 80, running: 80, says: "--years"},
		"neither way":       {args: []string{"resume"}, stopped: 80, running: 80, says: "--send"},
		"both ways":         {args: []string{"resume", "--send", "--drop"}, stopped: 80, running: 80, says: "--drop"},
		"print unsealed":    {args: []string{"month", "PERSON", "2026-10", "--pdf", "NEW"}, stopped: 4, running: 4, says: "no such person"},
		"print and JSON":    {args: []string{"month", "PERSON", "2026-10", "--pdf", "NEW", "--json"}, stopped: 1, running: 1, says: "either"},
		"form's names":      {args: []string{"form", "names", "3059"}, says: "row.from"},
		"form of none":      {args: []string{"form", "names", "3066"}, stopped: 80, running: 80, says: "3057"},
		"fields of no PDF":  {args: []string{"form", "fields", "OLD"}, stopped: 1, running: 1, says: "no form that can be filled"},
		"no mapping":        {args: []string{"form", "check", "OLD", "OLD"}, stopped: 1, running: 1, says: "mapping cannot be used"},
		"verify":            {args: []string{"verify"}, says: "all holds"},
		"verify as JSON":    {args: []string{"verify", "--json"}, fields: []string{"book", "entries", "docs", "head", "archived"}},
		"history":           {args: []string{"history", "DOC"}, says: "Karin Modell"},
		"history as JSON":   {args: []string{"history", "DOC", "--json"}, fields: []string{"seq", "at", "person", "changes"}},
		"history of none":   {args: []string{"history", "shift/none"}, stopped: 4, running: 4, says: "nothing ever happened"},
		"history elsewhere": {args: []string{"history", "DOC", "--book", "none"}, stopped: 4, running: 4, says: "no such provider"},
		"month":             {args: []string{"month", "PERSON", "2026-10"}, stopped: 4, running: 4, says: "no such person"},
		"month of none":     {args: []string{"month", "PERSON", "2026-13"}, stopped: 1, running: 1, says: "YYYY-MM"},
		"month elsewhere":   {args: []string{"month", "PERSON", "2026-10", "--book", "none"}, stopped: 4, running: 4, says: "no such provider"},
		"invite":            {args: []string{"invite", "PERSON"}, says: "/join#"},
		"invite as JSON":    {args: []string{"invite", "PERSON", "--json"}, fields: []string{"person", "link", "code", "expires"}},
		"invite nobody":     {args: []string{"invite", "nobody"}, stopped: 4, running: 4, says: "no such person"},
		"backup":            {args: []string{"backup", "NEW"}},
		"backup as JSON":    {args: []string{"backup", "NEW", "--json"}, fields: []string{"file", "bytes"}},
		"backup over it":    {args: []string{"backup", "OLD"}, stopped: 1, running: 1, says: "file exists"},
		"backup to both":    {args: []string{"backup", "-", "--json"}, stopped: 1, running: 1, says: "--json"},
		"restored, never":   {args: []string{"restored"}, stopped: 4, running: 4, says: "was ever restored"},
		"restored as JSON":  {args: []string{"restored", "--json"}, stopped: 4, running: 4, says: "was ever restored"},
		"resume, nothing":   {args: []string{"resume", "--send"}, says: "Nothing is held"},
		"resume as JSON":    {args: []string{"resume", "--drop", "--json"}, says: "[]"},
		"provider":          {args: []string{"provider", "add", "Prova", "--orgnr", "990000-0002", "--coordinator", "Karin", "--json"}, changes: true, fields: []string{"book", "invited"}},
		"provider's number": {args: []string{"provider", "add", "Prova", "--orgnr", "123", "--coordinator", "Karin"}, stopped: 1, running: 1, says: "organisationsnummer"},
		"mail, unsaid":      {args: []string{"mail-test", "a@example.se"}, stopped: 1, running: 1, says: "--mail-host"},
		"mail to none":      {args: []string{"mail-test", "a", "--mail-host", "127.0.0.1", "--mail-from", "b@example.se"}, stopped: 1, running: 1, says: "no address"},
		"SMS, unsaid":       {args: []string{"sms-test", "+46701740605"}, stopped: 1, running: 1, says: "--sms-url"},
		"SMS by http":       {args: []string{"sms-test", "+46701740605", "--sms-url", "http://sms.example", "--sms-body", "to={to}&text={text}"}, stopped: 1, running: 1, says: "https"},
		"serve, unready":    {args: []string{"serve"}, stopped: 1, running: 1, says: "--public-url"},

		"erase, asked":      {args: []string{"erase", "PERSON"}, running: 3, says: ""},
		"erase as JSON":     {args: []string{"erase", "PERSON", "--json"}, running: 3, fields: []string{"book", "person", "dry", "documents", "kept"}},
		"erase nobody":      {args: []string{"erase", "nobody"}, stopped: 4, running: 3},
		"erase at once":     {args: []string{"erase", "PERSON", "--years", "0"}, stopped: 1, running: 1, says: "--years"},
		"erase nothing":     {args: []string{"erase"}, stopped: 1, running: 1, says: "--day-notes"},
		"erase both":        {args: []string{"erase", "PERSON", "--day-notes"}, stopped: 1, running: 1, says: "either"},
		"erase day notes":   {args: []string{"erase", "--day-notes", "--yes", "--json"}, running: 3, changes: true, fields: []string{"hash", "noteDays", "whole"}},
		"erase, certified":  {args: []string{"erase", "PERSON", "--yes", "--json", "--certificate", "NEW"}, running: 3, changes: true, fields: []string{"hash", "years", "whole"}},
		"rebuild":           {args: []string{"rebuild"}, running: 3, changes: true, says: "folded anew"},
		"rebuild as JSON":   {args: []string{"rebuild", "--json"}, running: 3, changes: true, fields: []string{"books", "aside"}},
		"restore":           {args: []string{"restore"}, running: 3, changes: true, says: "What now"},
		"restore as JSON":   {args: []string{"restore", "BACKUP", "--json"}, running: 3, changes: true, fields: []string{"books", "aside"}},
		"restore no backup": {args: []string{"restore", "OLD"}, stopped: 1, running: 3, says: "Nothing was changed"},
		"restore from both": {args: []string{"restore", "BACKUP", "--from-archive"}, stopped: 1, running: 1, says: "either"},
		"archive renew":     {args: []string{"archive", "renew"}, running: 3, says: "Nothing was changed"},
		"archive as JSON":   {args: []string{"archive", "renew", "--json"}, running: 3, says: "[]"},
		"no archive":        {args: []string{"archive", "renew", "--archive", "none"}, stopped: 4, running: 3},
	}
}

// Each command's exit code, what it says, and its JSON: on a stopped server and on a running one. There they go through the
// control socket; save those that put another database in its place, which want it stopped.
func TestCommands(t *testing.T) {
	base, backup, person := ground(t)
	for _, running := range []bool{false, true} {
		shared := copied(t, base)
		if running {
			serving(t, shared)
		}
		for name, q := range questions() {
			where := map[bool]string{false: "stopped/", true: "running/"}[running]
			t.Run(where+name, func(t *testing.T) {
				data := shared
				if q.changes && (!running || q.running == 0) {
					if data = copied(t, base); running {
						serving(t, data)
					}
				}
				got := run(t, q.fill(t, data, backup, person)...)
				want := q.stopped
				if running {
					want = q.running
				}
				if got.code != want || want == 0 && !strings.Contains(got.out, q.says) || want != 0 && want != 3 && !strings.Contains(got.out+got.errs, q.says) {
					t.Fatalf("%d, not %d %q: %+v", got.code, want, q.says, got)
				}
				if want == 3 && !strings.Contains(got.errs, "stop it first") {
					t.Errorf("does not say what to do: %s", got.errs)
				}
				if want != 0 && got.out != "" && want != 80 {
					t.Errorf("a failure wrote to standard output: %s", got.out)
				}
				if want == 0 && len(q.fields) > 0 {
					has(t, got.out, q.fields)
				}
			})
		}
		if got := run(t, "verify", "--data", shared); got.code != 0 {
			t.Errorf("afterwards: %+v", got)
		}
	}
}

// fill puts in what a question's words stand for.
func (q asked) fill(t testing.TB, data, backup, person string) []string {
	t.Helper()
	args := slices.Clone(q.args)
	for i, arg := range args {
		switch arg {
		case "PERSON":
			args[i] = person
		case "DOC":
			args[i] = "person/" + person
		case "BACKUP":
			args[i] = backup
		case "NEW":
			args[i] = filepath.Join(t.TempDir(), "new")
		case "OLD":
			args[i] = filepath.Join(t.TempDir(), "old")
			if err := os.WriteFile(args[i], []byte("not a database"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(args) > 0 && !slices.Contains([]string{"version", "form", "--help", "forget", "mail-test", "sms-test"}, args[0]) {
		args = append(args, "--data", data)
	}
	return args
}

// has says what is missing in JSON: an object, an array of them, or one a line.
func has(t *testing.T, text string, fields []string) {
	t.Helper()
	var array []map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &array) != nil {
		for line := range strings.Lines(text) {
			var object map[string]json.RawMessage
			if err := json.Unmarshal([]byte(line), &object); err != nil {
				t.Fatalf("no JSON: %s", text)
			}
			array = append(array, object)
		}
	}
	for _, field := range fields {
		if _, ok := array[0][field]; !ok {
			t.Errorf("has no %s: %s", field, text)
		}
	}
}

// ground is a folder with a provider, its archive, a backup, and who its coordinator is.
func ground(t *testing.T) (data, backup, person string) {
	t.Helper()
	data, backup = filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "backup.db")
	got := run(t, "provider", "add", "Exempel", "--orgnr", "9900000002", "--coordinator", "Karin Modell", "--json", "--data", data)
	var added house.Added
	if err := json.Unmarshal([]byte(got.out), &added); err != nil || got.code != 0 {
		t.Fatalf("%v: %+v", err, got)
	}
	if got := run(t, "backup", backup, "--data", data); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	return data, backup, added.Invited.Person
}

func copied(t testing.TB, data string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	if err := holes.Copy(data, to); err != nil {
		t.Fatal(err)
	}
	return to
}

// A proof that finds something ends with 2, by both ways, and says it in the JSON too; the archive included.
func TestVerifyFinds(t *testing.T) {
	base, _, _ := ground(t)
	spoilt := copied(t, base)
	segments, err := filepath.Glob(filepath.Join(spoilt, "archive", "*", "*.seg"))
	if err != nil || len(segments) != 1 {
		t.Fatalf("%v, %v", segments, err)
	}
	tampered := copied(t, base)
	tamper(t, tampered)
	serving(t, spoilt)
	b, err := os.ReadFile(segments[0])
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1 // beside the running server's back
	if err := os.WriteFile(segments[0], b, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"stopped": tampered, "running": spoilt} {
		got := run(t, "verify", "--json", "--data", data)
		var v house.Verified
		if err := json.Unmarshal([]byte(got.out), &v); err != nil || got.code != 2 || len(v.Wrong) == 0 {
			t.Errorf("%s: %v, %+v", name, err, got)
		}
		if got := run(t, "verify", "--data", data); got.code != 2 || !strings.Contains(got.out, "WRONG") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A folder in which there is nothing is 4 for everything that does not make one.
func TestNothingThere(t *testing.T) {
	for _, args := range [][]string{
		{"verify"}, {"backup", "x"}, {"invite", "x"}, {"history", "x/y"}, {"month", "x", "2026-10"}, {"restored"}, {"resume", "--send"},
		{"restore"}, {"rebuild"}, {"erase", "x"}, {"archive", "renew"},
	} {
		data := filepath.Join(t.TempDir(), "typo")
		if got := run(t, append(args, "--data", data)...); got.code != 4 || !strings.Contains(got.errs, "--data") {
			t.Errorf("%v: %+v", args, got)
		}
		if _, err := os.Stat(data); err == nil {
			t.Errorf("%v made the folder", args)
		}
	}
}

// A command that is interrupted has not done what it was asked, and says so to a script.
func TestInterrupted(t *testing.T) {
	for begun, args := range map[string][]string{"[": {"history", "x/y"}, `{"book":"b","done":10,"of":100}`: {"verify", "--json"}, "half a copy": {"backup", "NEW"}} {
		t.Run(args[0], func(t *testing.T) {
			data, files := t.TempDir(), t.TempDir()
			began := slow(t, data, begun)
			for i, arg := range args {
				if arg == "NEW" {
					args[i] = filepath.Join(files, "new")
				}
			}
			c := program(t, append(args, "--data", data)...)
			var out, errs bytes.Buffer
			c.Stdout, c.Stderr = &out, &errs
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			<-began
			if err := c.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			if got := code(t, c.Wait()); got != 130 || !strings.Contains(errs.String(), "interrupted") || out.Len() > 0 {
				t.Errorf("%d: %s %s", got, &out, &errs)
			}
			if left, err := os.ReadDir(files); err != nil || len(left) > 0 {
				t.Errorf("%v are left, %v", left, err)
			}
		})
	}
}

// How far a long proof is goes to standard error, and JSON has only what it found.
func TestProgressIsNoResult(t *testing.T) {
	data := t.TempDir()
	slow(t, data, `{"book":"b","done":10,"of":100}`+"\n", `{"book":"b","entries":100,"docs":1,"head":"x"}`+"\n")
	got := run(t, "verify", "--json", "--data", data)
	var v house.Verified
	if err := json.Unmarshal([]byte(got.out), &v); err != nil || v.Entries != 100 || got.code != 0 || !strings.Contains(got.errs, "10 of 100") {
		t.Errorf("%v: %+v", err, got)
	}
}
