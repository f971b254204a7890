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
)

// quiet is how long a command works before it says how far it is.
const quiet = 2 * time.Second

// slowly tells on a terminal how far something is that takes long.
func slowly(w io.Writer) func(house.Progress) {
	last := time.Now()
	return func(p house.Progress) {
		if time.Since(last) < quiet {
			return
		}
		last = time.Now()
		_, _ = fmt.Fprintln(w, p)
	}
}

// remake is what a command that makes the database anew is given.
func (d dataFlag) remake(from string) (house.Remake, error) {
	log, err := logTo("warn")
	return house.Remake{
		Data: d.Data, Archive: d.archive(), From: from, Clock: time.Now, Rand: rand.Reader, Log: log, Progress: slowly(os.Stderr),
	}, err
}

type restoreCommand struct {
	dataFlag
	File        string `arg:"" optional:"" help:"The backup. Without it, say --from-archive, or the database that is in place is taken."`
	FromArchive bool   `help:"The database is lost: make it from the archive alone. Sessions, keys and invitations are not in there."`
	JSON        bool   `name:"json" help:"Print one JSON object."`
}

func (c *restoreCommand) Run(ctx context.Context) error {
	from := c.File
	switch {
	case c.FromArchive && from != "":
		return errors.New("say either a backup or --from-archive")
	case c.FromArchive:
	case from == "" && house.Is(c.Data):
		from = house.Database(c.Data)
	case from == "":
		return fmt.Errorf("%s: %w; name a backup, or say --from-archive", c.Data, errNoHouse)
	}
	r, err := c.remake(from)
	if err != nil {
		return err
	}
	books, aside, err := house.Restore(ctx, r)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(map[string]any{"books": books, "aside": aside})
	}
	return tellRestored(os.Stdout, books, aside)
}

func tellRestored(w io.Writer, books []house.RestoredBook, aside string) error {
	for _, b := range books {
		_, err := fmt.Fprintf(w, "Book %s is restored.\n  The backup ended with entry %d (%s), and the archive gave %d more.\n  It goes on from entry %d (%s), in epoch %d.\n",
			b.Book, b.Backup.Seq, orNever(b.Backup.At), b.Archive, b.Head.Seq, b.Head.At, b.Epoch)
		if err == nil {
			err = tellLackedScans(w, b.LackedScans)
		}
		if err != nil {
			return err
		}
	}
	if aside != "" {
		if _, err := fmt.Fprintf(w, "The database that was there is kept as %s.\n", aside); err != nil {
			return err
		}
	}
	_, err := fmt.Fprint(w, `What now:
  1. Start the server. Phones drop what they had pulled, and give again what the server lacks.
  2. "passbok restored" tells what came back, who has not been heard of yet, and what no phone can give.
  3. Notices and reports are held. When you know what went out before, "passbok resume --send", or "--drop".
`)
	return err
}

// tellLackedScans says which scans a database names that are in neither log nor archive, and are not there.
func tellLackedScans(w io.Writer, s house.LackedScans) error {
	if s.Missing == 0 {
		return nil
	}
	_, err := fmt.Fprintf(w, "  %d of the %d scans of papers that it names are not here: no log and no archive has them. Copy the folder scans from where it was, or restore\n"+
		"  a backup that was made with them; \"passbok verify\" names each.\n", s.Missing, s.Scans)
	return err
}

func orNever(at string) string {
	if at == "" {
		return "there was none"
	}
	return at
}

type restoredCommand struct {
	dataFlag
	JSON bool `name:"json" help:"Print one JSON array."`
}

var errNoRestore = errors.New("no book here was ever restored")

func (c *restoredCommand) Run(ctx context.Context) error {
	return operate(ctx, c.dataFlag, nowhere, false, func(op house.Operator) error {
		all, err := op.Aftermath(ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return errNoRestore
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(all)
		}
		for _, a := range all {
			if err := tellAftermath(os.Stdout, a); err != nil {
				return err
			}
		}
		return nil
	})
}

func tellAftermath(w io.Writer, a house.Aftermath) error {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }
	say("Book %s, restored %s.", a.Book, a.At)
	say("  The backup ended with entry %d (%s); the archive gave %d more.", a.Backup.Seq, orNever(a.Backup.At), a.Archive)
	say("  Heard of since: %d devices.", len(a.Back))
	for _, d := range a.Back {
		if d.Ops > 0 {
			say("    %s of %s gave back %d operations", d.Device, d.Person, d.Ops)
		}
	}
	say("  Not heard of yet: %d devices; what they hold comes when they are opened.", len(a.Out))
	for _, d := range a.Out {
		say("    %s of %s, last heard of %s", d.Device, d.Person, d.Seen)
	}
	switch {
	case a.Seen == 0:
		say("  No device has said that it knew of more than is here.")
	case a.Missing == 0:
		say("  Devices had known of entries up to %d: all of them are here again.", a.Seen)
	default:
		say("  Devices had known of entries up to %d: at most %d of them are still missing.", a.Seen, a.Missing)
	}
	say("  No phone can give back what the office commanded (locked and reopened months, decisions about late changes), what")
	say("  Försäkringskassan reported, and invitations, sessions and subscriptions made since the backup.")
	for _, m := range a.Open {
		say("    look at Försäkringskassan: %s, beneficiary %s, here %s", m.Month, m.Beneficiary, m.State)
	}
	if a.Held {
		say("  %d jobs are held (notices, reports, and work inside), %d of them since before the restore. passbok resume --send lets all go;", a.Jobs, a.Before)
		say("  --drop lets all go but the notices and reports of before the restore: it is for when those went out then.")
	}
	return nil
}

type resumeCommand struct {
	dataFlag
	Send bool `xor:"what" required:"" help:"Send all that is held."`
	Drop bool `xor:"what" required:"" help:"Drop the notices, mail, SMS and reports that are held from before the restore: they went out then. All else goes on."`
	JSON bool `name:"json" help:"Print one JSON array."`
}

func (c *resumeCommand) Run(ctx context.Context) error {
	return operate(ctx, c.dataFlag, nowhere, false, func(op house.Operator) error {
		done, err := op.Resume(ctx, house.ResumeOrder{Send: c.Send})
		if err != nil {
			return err
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(done)
		}
		what := "dropped"
		if c.Send {
			what = "are on their way"
		}
		for _, r := range done {
			if _, err := fmt.Fprintln(os.Stdout, jobsLine(r, c.Send)); err != nil {
				return err
			}
			if r.Messages > 0 {
				if _, err := fmt.Fprintf(os.Stdout, "  and %d by mail or SMS %s.\n", r.Messages, what); err != nil {
					return err
				}
			}
			if r.Sheets > 0 {
				if _, err := fmt.Fprintf(os.Stdout, "  and %s\n", sheetsLine(r.Sheets, c.Send)); err != nil {
					return err
				}
			}
		}
		if len(done) == 0 {
			_, err = fmt.Fprintln(os.Stdout, "Nothing is held.")
		}
		return err
	})
}

// jobsLine says what becomes of a book's jobs.
func jobsLine(r house.Resumed, send bool) string {
	became := fmt.Sprintf("%d jobs that were held go on", r.Jobs-r.Dropped)
	if !send {
		became = fmt.Sprintf("%d notices and reports of before the restore are dropped, and %d jobs that were held go on", r.Dropped, r.Jobs-r.Dropped)
	}
	return fmt.Sprintf("Book %s: %s; from now on all goes out as ever.", r.Book, became)
}

// sheetsLine says what becomes of timesheets that were on their way.
func sheetsLine(n int, send bool) string {
	many := fmt.Sprintf("%d timesheets", n)
	if n == 1 {
		many = "1 timesheet"
	}
	if send {
		return many + " to Försäkringskassan: the same documents go again, and count once."
	}
	return many + " to Försäkringskassan: held until the office has looked at each."
}

// archiveCommand is `passbok archive …`.
type archiveCommand struct {
	Renew renewArchiveCommand `cmd:"" help:"Put aside what is damaged of the archive, and write it anew from the database. The server is stopped first."`
}

type renewArchiveCommand struct {
	dataFlag
	JSON bool `name:"json" help:"Print one JSON array."`
}

func (c *renewArchiveCommand) Run(ctx context.Context) error {
	if !house.Is(c.Data) {
		return fmt.Errorf("%s: %w", c.Data, errNoHouse)
	}
	log, err := logTo("warn")
	if err != nil {
		return err
	}
	cfg := house.Config{Data: c.Data, Archive: c.archive(), PublicURL: nowhere, Clock: time.Now, Rand: rand.Reader, Log: log}
	made, err := house.RenewArchive(ctx, cfg, slowly(os.Stderr))
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(made)
	}
	for _, one := range made {
		for _, damage := range one.Damage {
			if _, err := fmt.Fprintf(os.Stdout, "Book %s: %s\n", one.Book, damage); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintf(os.Stdout, "  It is kept as %s; the new one has %d entries, and all of it holds.\n", one.Aside, one.Entries); err != nil {
			return err
		}
	}
	if len(made) == 0 {
		_, err = fmt.Fprintln(os.Stdout, "No archive is damaged. Nothing was changed.")
	}
	return err
}

type rebuildCommand struct {
	dataFlag
	JSON bool `name:"json" help:"Print one JSON object."`
}

func (c *rebuildCommand) Run(ctx context.Context) error {
	if !house.Is(c.Data) {
		return fmt.Errorf("%s: %w", c.Data, errNoHouse)
	}
	r, err := c.remake("")
	if err != nil {
		return err
	}
	books, aside, err := house.Rebuild(ctx, r, false)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(map[string]any{"books": books, "aside": aside})
	}
	for _, b := range books {
		if _, err := fmt.Fprintf(os.Stdout, "Book %s: %d entries folded anew, head %s\n", b.Book, b.Entries, b.Head.Hash); err != nil {
			return err
		}
		if err := tellLackedScans(os.Stdout, b.LackedScans); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(os.Stdout, "The database that was there is kept as %s. Prove the new one with: passbok verify\n", aside)
	return err
}
