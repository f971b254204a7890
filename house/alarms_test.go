package house

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/post"
	"passbok/store"
)

// full is a store whose disk takes no more.
type full struct{ store.Store }

func (full) Update(context.Context, string, func(store.Txn) error) error { return store.ErrFull }

// broken is a store that a flush failed in: it takes nothing, and shows nothing.
type broken struct{ store.Store }

func (broken) Update(context.Context, string, func(store.Txn) error) error { return store.ErrBroken }

func (broken) View(context.Context, string, func(store.Reader) error) error { return store.ErrBroken }

// Whoever runs the server is told by mail, once, of what goes wrong with it, and what to do; of a disk that takes nothing as well, where
// no mail can be queued. Nobody is told who has said no address.
func TestWhoeverRunsTheServerIsToldByMail(t *testing.T) {
	mail := &letters{}
	now := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	w := newTelling(t, now, Config{Post: []post.Way{mail}, Alarms: Alarms{Mail: "drift@passbok.example"}, CertificateEnds: now.AddDate(0, 0, 45)})
	h := w.House
	low := false
	h.nearlyFull = func(string) (bool, error) { return low, nil }
	told := func(when string, subjects ...string) {
		t.Helper()
		if err := errors.Join(h.tellTroubles(t.Context()), h.watchCertificates(t.Context()), h.post.Deliver(t.Context())); err != nil && !errors.Is(err, store.ErrFull) && !errors.Is(err, store.ErrBroken) {
			t.Fatal(err)
		}
		want := []string{}
		for _, subject := range subjects {
			want = append(want, "drift@passbok.example "+subject+" http://127.0.0.1:8080/office/operator")
		}
		got := append([]string{}, mail.took...) // of one moment in any order
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("%s: told %q, want %q", when, got, want)
		}
		mail.took = nil
	}
	told("at first: a certificate that ends within ninety days", "Serverns eget certifikat gäller till 2026-12-18")
	w.now = w.now.AddDate(0, 0, 8)
	told("no copy for a week", "Ingen säkerhetskopia är tagen")
	if err := h.Backup(t.Context(), io.Discard); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.AddDate(0, 0, 8)
	told("a copy that is old, thirty days before the end", "Säkerhetskopian är gammal", "Serverns eget certifikat gäller till 2026-12-18")
	low = true
	told("little room", "Serverns disk är snart full")
	told("the same again")
	h.store.Store = full{h.store.Store}
	_ = h.store.Update(t.Context(), "registry", func(store.Txn) error { return nil }) // it finds out
	told("no room", "Serverns disk är full")
	told("the same again, with nothing written down")
	h.store.Store = broken{h.store.Store}
	_ = h.store.Update(t.Context(), "registry", func(store.Txn) error { return nil })
	told("a flush that failed, where nothing can be read", "En skrivning till serverns disk misslyckades")
	told("the same again, with nothing read")
	h.cfg.Alarms = Alarms{}
	w.now = w.now.AddDate(0, 0, 1)
	told("nobody to tell")
}

// Every alarm has its words in both languages, which any way takes.
func TestAlarmsHaveWords(t *testing.T) {
	for _, kind := range []alarm{alarmConnection, alarmCertificate, alarmTLS, alarmBackup, alarmNoBackup, alarmDisk, alarmFull, alarmBroken} {
		words := alarmWords[kind]
		for i, lang := range []string{care.Swedish, care.English} {
			m := post.Message{ID: "1", Lang: lang, Subject: words[2*i], Text: words[2*i+1]}
			if err := m.Check(); err != nil {
				t.Errorf("%s in %s: %v", kind, lang, err)
			}
		}
		if strings.Contains(words[0], "{day}") != strings.Contains(words[2], "{day}") {
			t.Errorf("%s says a day in one language", kind)
		}
	}
}
