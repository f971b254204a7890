package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"passbok/house"
	"passbok/internal/failpoint"
	"passbok/store/file"
)

// providerCommand is `passbok provider …`.
type providerCommand struct {
	Add addProviderCommand `cmd:"" help:"Make a provider and its first coordinator; prints the coordinator's sign-in link."`
}

type addProviderCommand struct {
	dataFlag
	linkFlags
	Name        string `arg:"" help:"The provider's name."`
	Orgnr       string `required:"" help:"Organisationsnummer, ten digits."`
	Coordinator string `required:"" help:"Name of the first coordinator."`
	JSON        bool   `name:"json" help:"Print one JSON object."`
}

// linkFlags say what a link begins with, where no running server knows it.
type linkFlags struct {
	PublicURL string `name:"public-url" help:"Address that people reach the server at." env:"PASSBOK_PUBLIC_URL" default:"http://127.0.0.1:8080"`
}

func (c *addProviderCommand) Run(ctx context.Context) error {
	return operate(ctx, c.dataFlag, c.PublicURL, true, func(op house.Operator) error {
		added, err := op.AddProvider(ctx, house.NewProvider{Name: c.Name, Orgnr: c.Orgnr, Coordinator: c.Coordinator})
		if err != nil {
			return fmt.Errorf("add provider: %w", err)
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(added)
		}
		_, err = fmt.Fprintf(os.Stdout, "Provider %s is here. Book %s.\n%s signs in, once, before %s, with\n  %s\n",
			c.Name, added.Book, c.Coordinator, added.Invited.Expires.Format("2006-01-02 15:04"), added.Invited.Link)
		return err
	})
}

type inviteCommand struct {
	dataFlag
	linkFlags
	Person string        `arg:"" help:"The person's id."`
	Book   string        `help:"The provider's book; needed where the server has several."`
	Life   time.Duration `help:"How long the link holds." default:"168h"`
	JSON   bool          `name:"json" help:"Print one JSON object."`
}

func (c *inviteCommand) Run(ctx context.Context) error {
	return operate(ctx, c.dataFlag, c.PublicURL, false, func(op house.Operator) error {
		made, err := op.Invite(ctx, house.InviteOrder{Book: c.Book, Person: c.Person, Life: c.Life})
		if err != nil {
			return fmt.Errorf("invite: %w", err)
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(made)
		}
		_, err = fmt.Fprintf(os.Stdout, "Good once, before %s:\n  %s\n", made.Expires.Format("2006-01-02 15:04"), made.Link)
		return err
	})
}

// nowhere is the public address of a house that is opened for work that makes no link.
const nowhere = "http://127.0.0.1"

type backupCommand struct {
	dataFlag
	File string `arg:"" help:"Where to; - is standard output. A file that exists is not touched."`
	JSON bool   `name:"json" help:"Print one JSON object: the file, and how many bytes it has."`
}

func (c *backupCommand) Run(ctx context.Context) error {
	if c.JSON && c.File == "-" {
		return errors.New("say either - or --json: standard output takes one of them")
	}
	return operate(ctx, c.dataFlag, nowhere, false, func(op house.Operator) error {
		write := func(w io.Writer) error {
			return op.Backup(ctx, &copying{w: w, of: house.BackupSize(c.Data), say: os.Stderr, clock: time.Now, last: time.Now()})
		}
		if c.File == "-" {
			return write(os.Stdout)
		}
		if err := toNewFile(c.File, write); err != nil || !c.JSON {
			return err
		}
		info, err := os.Stat(c.File)
		if err != nil {
			return fmt.Errorf("look at the copy: %w", err)
		}
		return json.NewEncoder(os.Stdout).Encode(map[string]any{"file": c.File, "bytes": info.Size()})
	})
}

// copying tells on a terminal how much of a copy is written, where it takes long.
type copying struct {
	w     io.Writer
	of    int64 // about; 0: nobody knows
	done  int64
	say   io.Writer
	clock func() time.Time
	last  time.Time
}

func (c *copying) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.done += int64(n)
	if now := c.clock(); now.Sub(c.last) >= quiet {
		c.last = now
		of := ""
		if c.of >= c.done {
			of = fmt.Sprintf(" of about %d", c.of)
		}
		_, _ = fmt.Fprintf(c.say, "copy: %d%s bytes\n", c.done, of)
	}
	return n, err
}

// toNewFile writes a file whole or not at all: beside its place first, flushed, then linked into it. A run that is killed
// leaves what it had written so far beside, under a name that begins with .passbok-.
func toNewFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".passbok-*")
	if err != nil {
		return fmt.Errorf("make file: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }()
	err = write(f)
	failpoint.Pass("copy written and not flushed")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	failpoint.Pass("copy not in its place")
	if err := os.Link(f.Name(), path); err != nil {
		return fmt.Errorf("put %s in its place: %w", path, err)
	}
	failpoint.Pass("copy in its place")
	return file.Flush(filepath.Dir(path))
}

type verifyCommand struct {
	dataFlag
	Paper string   `help:"Check one printed paper instead: the reference that stands on it. The hash follows, in one piece or in groups as it is printed." placeholder:"REFERENCE"`
	Hash  []string `arg:"" optional:"" name:"file" help:"A record that somebody took along from Passbok, to be checked instead: no data folder is needed. With --paper: the hash on the paper."`
	Key   string   `help:"With a file: the key of the house that it must be from, or its first sixteen digits; as that house says it at /api/v1/about." placeholder:"KEY"`
	JSON  bool     `name:"json" help:"Print one JSON object a line."`
}

// errUnsound makes `passbok verify` end with an exit code that a script can see.
var errUnsound = errors.New("something does not hold; keep the data folder as it is, and compare with a backup")

func (c *verifyCommand) Run(ctx context.Context) error {
	switch {
	case c.Paper != "" && len(c.Hash) > 0:
		return c.paper(ctx)
	case c.Paper == "" && len(c.Hash) == 1:
		return c.record(c.Hash[0])
	case c.Paper != "" || len(c.Hash) > 0:
		return errors.New("say both what stands on the paper: --paper REFERENCE HASH; or name one file")
	}
	sound := true
	err := operate(ctx, c.dataFlag, nowhere, false, func(op house.Operator) error {
		return op.Verify(ctx, func(v house.Verified) {
			sound = sound && len(v.Wrong) == 0
			switch {
			case v.What != "" || v.Of > 0: // an older server says only of how many
				_, _ = fmt.Fprintln(os.Stderr, house.Progress{Book: v.Book, What: v.What, Done: v.Done, Of: v.Of})
			case c.JSON:
				_ = json.NewEncoder(os.Stdout).Encode(v)
			default:
				tellVerified(os.Stdout, v)
			}
		})
	})
	if err == nil && !sound {
		err = errUnsound
	}
	return err
}

func tellVerified(w io.Writer, v house.Verified) {
	holds := ": all holds"
	if len(v.Wrong) > 0 {
		holds = ""
	}
	scans := ""
	if v.Scans > 0 {
		scans = fmt.Sprintf(", %d scans", v.Scans)
	}
	_, _ = fmt.Fprintf(w, "book %s: %d entries, %d documents%s, head %s%s\n", v.Book, v.Entries, v.Docs, scans, v.Head, holds)
	for _, wrong := range v.Wrong {
		_, _ = fmt.Fprintf(w, "  WRONG: %s\n", wrong)
	}
}

// errNoHouse keeps a mistyped folder from looking like a sound and empty one.
var errNoHouse = errors.New("there is no Passbok in this folder; say where with --data or PASSBOK_DATA")

// operate finds who answers for a data folder: the house that runs on it, or one opened just for this. Only what says so
// makes one where there is none.
func operate(ctx context.Context, where dataFlag, publicURL string, create bool, do func(house.Operator) error) error {
	op, running := house.Dial(ctx, where.Data)
	if !running {
		if !create && !house.Is(where.Data) {
			return fmt.Errorf("%s: %w", where.Data, errNoHouse)
		}
		log, err := logTo("warn")
		if err != nil {
			return err
		}
		opened, err := house.Open(ctx, house.Config{Data: where.Data, Archive: where.archive(), PublicURL: publicURL, Clock: time.Now, Rand: rand.Reader, Log: log})
		if err != nil {
			return err
		}
		op = opened
	}
	return errors.Join(do(op), op.Close())
}
