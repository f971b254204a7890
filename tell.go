package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"passbok/house"
	"passbok/sync/book"
)

type historyCommand struct {
	dataFlag
	Doc  string `arg:"" help:"The document: kind/id."`
	Book string `help:"The provider's book; needed where the server has several."`
	JSON bool   `name:"json" help:"Print one JSON array."`
}

var errNoDocument = errors.New("nothing ever happened to such a document")

func (c *historyCommand) Run(ctx context.Context) error {
	return operate(ctx, c.dataFlag, nowhere, false, func(op house.Operator) error {
		entries, err := op.History(ctx, house.HistoryOrder{Book: c.Book, Doc: c.Doc})
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			return fmt.Errorf("%s: %w", c.Doc, errNoDocument)
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(entries)
		}
		for _, entry := range entries {
			tellEntry(os.Stdout, entry)
		}
		return nil
	})
}

func tellEntry(w io.Writer, e book.HistoryEntry) {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }
	what := string(e.Verdict)
	if e.Name != "" {
		what = e.Name
	}
	say("%d  %s  %s  by %s", e.Seq, e.At, what, e.Person)
	if e.Code != "" {
		say("  (%s)", e.Code)
	}
	if e.Why != "" {
		say("  %q", e.Why)
	}
	say("\n")
	if e.Erased {
		say("    what it was is erased, by law\n")
	}
	for _, change := range e.Changes {
		say("    %s: %s → %s\n", change.Field, change.From, change.To)
	}
}

type eraseCommand struct {
	dataFlag
	Person      string `arg:"" optional:"" help:"The person's id."`
	DayNotes    bool   `help:"Erase everybody's day notes instead, whose time is over: as long as the provider keeps them (Om oss)."`
	Book        string `help:"The provider's book; needed where the server has several."`
	Years       int    `help:"For how many years after its calendar year a thing is kept." default:"7"`
	Yes         bool   `help:"Do it. What is erased cannot be brought back but from old backups."`
	Certificate string `help:"File to write the certificate to; one that exists is not touched." type:"path"`
	JSON        bool   `name:"json" help:"Print the certificate as one JSON object."`
}

func (c *eraseCommand) Run(ctx context.Context) error {
	if !house.Is(c.Data) {
		return fmt.Errorf("%s: %w", c.Data, errNoHouse)
	}
	if (c.Person == "") != c.DayNotes {
		return errors.New("say either whom, or --day-notes")
	}
	if c.Years < 1 {
		return errors.New("--years must be at least 1")
	}
	log, err := logTo("warn")
	if err != nil {
		return err
	}
	cfg := house.Config{Data: c.Data, Archive: c.archive(), PublicURL: nowhere, Clock: time.Now, Rand: rand.Reader, Log: log}
	done, err := house.Erase(ctx, cfg, house.EraseOrder{Book: c.Book, Person: c.Person, Years: c.Years, Dry: !c.Yes}, slowly(os.Stderr))
	if err != nil {
		return err
	}
	if c.Certificate != "" && c.Yes {
		err = toNewFile(c.Certificate, func(w io.Writer) error {
			lines := json.NewEncoder(w)
			lines.SetIndent("", "  ")
			return lines.Encode(done)
		})
	}
	if c.JSON {
		err = errors.Join(err, json.NewEncoder(os.Stdout).Encode(done))
	} else {
		tellCertificate(os.Stdout, done)
	}
	if err == nil && len(done.Wrong) > 0 {
		err = errUnsound
	}
	return err
}

func tellCertificate(w io.Writer, c house.Certificate) {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }
	if c.Dry {
		say("Nothing is erased yet. With --yes, what follows goes:")
	} else if c.Person == "" {
		say("Erased %s, book %s, day notes older than %d days:", c.At, c.Book, c.NoteDays)
	} else {
		say("Erased %s, book %s, person %s:", c.At, c.Book, c.Person)
	}
	say("  %d documents, the content of %d entries (and of %d before)", c.Documents, c.Entries, c.Already)
	if c.Scans > 0 {
		say("  %d scans of papers", c.Scans)
	}
	if !c.Dry {
		say("  %d contents in the archive, %d sessions, %d subscriptions", c.Archive, c.Sessions, c.Subscriptions)
	}
	for _, left := range c.Left {
		say("  left: %s", left)
	}
	for _, kept := range c.Kept {
		until := "while it goes on, or with the rest"
		if kept.Until != "" {
			until = "until " + string(kept.Until)
		}
		say("  kept: %d of kind %s, %s", kept.Count, kept.Kind, until)
	}
	switch {
	case c.Whole:
		say("  Nothing about the person is kept any more. Backups of before still hold it: let them go when their time is over.")
	case c.Person != "" && len(c.Kept) == 0:
		say("  The person is in the book no more. The log still holds what is left, above; run this again when it may go too. Backups of before still hold all of it.")
	}
	say("  The chain of entries ends with %s", c.Hash)
	for _, wrong := range c.Wrong {
		say("  WRONG: %s", wrong)
	}
}
