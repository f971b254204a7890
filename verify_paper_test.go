package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/house"
	"passbok/month/paper"
	"passbok/sync/book"
	"passbok/sync/op"
)

// sealed is a folder in which one invoice was marked ready, and what its paper says to be checked by.
func sealed(t *testing.T) (data, reference, hash string) {
	t.Helper()
	data = t.TempDir()
	h, err := house.Open(t.Context(), house.Config{
		Data: data, PublicURL: "http://127.0.0.1", Clock: func() time.Time { return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC) },
		Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(err)
	defer func() { check(h.Close()) }()
	added, err := h.AddProvider(t.Context(), house.NewProvider{Name: "Exempel", Orgnr: "9900000002", Coordinator: "Karin Modell"})
	check(err)
	b, err := h.OpenBook(t.Context(), added.Book)
	check(err)
	invoice := care.Invoice{V: 1, Month: "2026-10", Version: 1, Beneficiary: care.InvoicePerson{ID: "alva"}, Sums: care.Sums{Active: 605}}
	raw, err := invoice.Canonical()
	check(err)
	hash, err = invoice.Hash()
	check(err)
	ref := care.SnapshotRef("alva", "2026-10", 1)
	_, err = b.Do(t.Context(), book.Command{ID: "c", Name: "month.ready", Person: "operator"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: ref, Set: op.Fields{"invoice": raw, "hash": care.Value(hash)}}}}, nil
	})
	check(err)
	check(b.View(context.Background(), func(docs book.Documents) error {
		doc, _, err := docs.Get(ref)
		reference = paper.Reference{Book: paper.Tag(added.Book), Entry: doc.Rev}.String()
		return err
	}))
	return data, reference, hash
}

// A paper is checked alike on a stopped server and through a running one.
func TestVerifyPaper(t *testing.T) {
	data, reference, hash := sealed(t)
	groups := paper.Seal{Hash: hash}.Groups()
	for _, running := range []bool{false, true} {
		if running {
			serving(t, data)
		}
		for _, tt := range []struct {
			args []string
			code int
			says []string
		}{
			{[]string{"--paper", reference, hash}, 0, []string{"invoice 2026-10, version 1", "on 2026-11-02 at 10.00", "active 10 tim 5 min", "month.ready"}},
			{append([]string{"--paper", strings.ToUpper(reference)}, groups...), 0, []string{"invoice 2026-10"}},
			{[]string{"--paper", reference, strings.Repeat("0", 64)}, 2, []string{"no such paper"}},
			{[]string{"--paper", reference[:7] + "1", hash}, 2, []string{"no such paper"}},
			{[]string{"--paper", reference[:7] + "77", hash}, 2, []string{"no such paper"}},
			{[]string{"--paper", "nothing", hash}, 1, []string{"not a reference"}},
			{[]string{"--paper", reference, "beef"}, 1, []string{"not a hash"}},
			{[]string{"--paper", reference}, 1, []string{"--paper REFERENCE HASH"}},
			{[]string{hash}, 1, []string{"--paper REFERENCE HASH"}},
		} {
			got := run(t, append(append([]string{"verify"}, tt.args...), "--data", data)...)
			if got.code != tt.code {
				t.Errorf("running %t, %q: %+v, want %d", running, tt.args, got, tt.code)
			}
			for _, want := range tt.says {
				if !strings.Contains(got.out+got.errs, want) {
					t.Errorf("running %t, %q does not say %q: %+v", running, tt.args, want, got)
				}
			}
		}
		var found house.CheckedPaper
		if got := run(t, "verify", "--paper", reference, hash, "--json", "--data", data); json.Unmarshal([]byte(got.out), &found) != nil ||
			!found.Matches || found.Entry == nil || found.Entry.Seq == 0 || found.Sealed == nil || found.Sealed.Sums.Active != 605 {
			t.Errorf("as JSON: %+v", got)
		}
		if got := run(t, "verify", "--paper", reference, strings.Repeat("0", 64), "--json", "--data", data); got.code != 2 || strings.TrimSpace(got.out) != `{"matches":false}` {
			t.Errorf("what does not match as JSON: %+v", got)
		}
	}
}
