package house_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"passbok/care"
	"passbok/house"
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// The people of a filled folder.
const (
	alva   = "be000000-0000-7000-8000-000000000001" // a beneficiary, whose months are open
	bertil = "be000000-0000-7000-8000-000000000002" // another, whose month is locked and opened again
	samir  = "a0000000-0000-7000-8000-000000000001"
	left   = "a0000000-0000-7000-8000-000000000002" // left long ago: need not be kept any more
)

// offline is what a stopped folder is opened with, as the program does.
func offline(data, archive string) house.Config {
	return house.Config{
		Data: data, Archive: archive, PublicURL: "http://127.0.0.1:8080",
		Clock: time.Now, Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

// folder is a data folder with a provider in it.
type folder struct {
	data, coordinator string
	codes             []string // with which the coordinator's devices sign in
}

// filled makes a folder with a provider and its people, on which nothing runs.
func filled(t testing.TB, data string, devices int) folder {
	t.Helper()
	return filledWith(t, data, filepath.Join(data, "archive"), devices)
}

// filledWith is filled with an archive in another place.
func filledWith(t testing.TB, data, archive string, devices int) (made folder) {
	t.Helper()
	h, err := house.Open(t.Context(), offline(data, archive))
	if err != nil {
		t.Fatal(err)
	}
	made.data, made.coordinator = data, addProvider(t, h).Invited.Person
	for range devices {
		invited, err := h.Invite(t.Context(), house.InviteOrder{Person: made.coordinator})
		if err != nil {
			t.Fatal(err)
		}
		made.codes = append(made.codes, invited.Code)
	}
	b, err := h.OpenBook(t.Context(), h.Books()[0])
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	id := func() string { n++; return fmt.Sprintf("01930000-0000-7000-9000-%012x", n) }
	var changes []book.Change
	add := func(ref string, fields map[string]any) {
		set := op.Fields{}
		for name, v := range fields {
			set[name] = care.Value(v)
		}
		changes = append(changes, book.Change{Doc: ref, Set: set})
	}
	for _, p := range []struct{ id, name, role, to string }{
		{alva, "Alva Prov", "beneficiary", ""}, {bertil, "Bertil Prov", "beneficiary", ""},
		{samir, "Samir Testberg", "assistant", ""}, {left, "Fia Förut", "assistant", "2020-06-30"},
	} {
		member := map[string]any{"person": p.id, "role": p.role, "from": "2019-01-01"}
		if p.to != "" {
			member["to"] = p.to
		}
		add("person/"+p.id, map[string]any{"name": p.name, "route": "elt", "employer": "provider"})
		add("membership/"+id(), member)
	}
	for _, who := range []string{alva, bertil} {
		add("engagement/"+id(), map[string]any{"assistant": samir, "beneficiary": who, "from": "2019-01-01"})
	}
	add("engagement/"+id(), map[string]any{"assistant": left, "beneficiary": alva, "from": "2019-01-01", "to": "2020-06-30"})
	hour := func(assistant, beneficiary, day string) {
		add("shift/"+id(), map[string]any{
			"assistant": assistant, "beneficiary": beneficiary, "kind": "active", "start": day + "T08:00+01:00", "end": day + "T12:00+01:00",
		})
	}
	hour(samir, bertil, "2025-11-05") // the month that is locked
	for day := range 20 {
		hour(left, alva, fmt.Sprintf("2020-01-%02d", day+1))
	}
	for i, change := range changes { // one command each: an entry is only erased where it is about nothing else
		_, err := b.Do(t.Context(), book.Command{ID: fmt.Sprintf("01930000-0000-7000-a000-%012x", i), Name: "test.fill", Person: "operator"},
			func(book.Documents) (book.Decision, error) { return book.Decision{Set: []book.Change{change}}, nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	return made
}

// content is all documents of a stopped folder, by their refs.
func content(t testing.TB, data string) map[string]string {
	t.Helper()
	h, err := house.Open(t.Context(), offline(data, filepath.Join(data, "archive")))
	if err != nil {
		t.Fatal(err)
	}
	docs := map[string]string{}
	for _, id := range h.Books() {
		b, err := h.OpenBook(t.Context(), id)
		if err == nil {
			err = b.Everything(t.Context(), "", func(doc merge.Document) error {
				docs[id+" "+doc.Ref] = string(doc.Encode())
				return nil
			})
		}
		if err != nil {
			t.Error(err)
		}
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	return docs
}

// tamper changes a byte of the first payload in a database, past the engine.
func tamper(t testing.TB, data string) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(data, "passbok.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	changed := false
	err = db.Update(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(space []byte, b *bbolt.Bucket) error {
			k, v := b.Cursor().Seek([]byte("payload/"))
			if !strings.HasPrefix(string(space), "book:") || !strings.HasPrefix(string(k), "payload/") {
				return nil
			}
			changed = true
			worse := bytes.Clone(v)
			worse[len(worse)-1] ^= 1
			return b.Put(bytes.Clone(k), worse)
		})
	})
	if err := errors.Join(err, db.Close()); err != nil || !changed {
		t.Fatalf("changed %v, %v", changed, err)
	}
}

// replace puts a copy of one file in the place of another.
func replace(t testing.TB, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
