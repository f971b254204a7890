// Command bench measures Passbok against the disk and the processor that it runs on, in one run, and
// prints ratios: so the figures mean the same on a laptop and on a server. It makes load for itself,
// on the loopback, for about half a minute.
//
//	go run ./bench
//
// It exits with 1 where a target is missed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"strconv"
	"syscall"
	"time"
)

// settings say how much to measure.
type settings struct {
	root     string // of the repository
	own      bool   // measure Passbok against what disk and processor give
	peers    bool   // measure it against its peers
	growth   bool   // measure what a large book costs
	boards   []int  // measure boards of so many customers
	scale    scale
	large    int
	keep     string // folder for what is kept from run to run
	dist     string
	conns    int
	rounds   int
	span     time.Duration
	rows     int
	recorded int
	idle     int
}

// outside is the folder, which git ignores, for all that a run makes.
const outside = "bench/out"

var errMissed = errors.New("a target is missed")

func main() {
	s := settings{root: ".", scale: full, keep: outside}
	flag.BoolVar(&s.own, "own", true, "measure Passbok against what the disk and the processor give")
	flag.BoolVar(&s.peers, "peers", false, "measure it against PocketBase, express-pouchdb and TinyBase; they are installed for it")
	flag.BoolVar(&s.growth, "growth", false, "measure what operations cost in a large book; it is made the first time, and kept")
	flag.Func("boards", "measure the board of so many customers, and keep the book; may be given several times, the last is held against the targets", func(text string) error {
		n, err := strconv.Atoi(text)
		s.boards = append(s.boards, n)
		return err
	})
	flag.IntVar(&s.large, "large", 1_000_000, "entries of the large book; the small one has a hundredth")
	flag.IntVar(&s.scale.assistants, "assistants", full.assistants, "of the workload")
	flag.IntVar(&s.scale.offices, "offices", full.offices, "of the workload")
	flag.IntVar(&s.scale.months, "months", full.months, "of the workload")
	flag.Uint64Var(&s.scale.seed, "seed", 1, "of the workload")
	flag.IntVar(&s.conns, "conns", 64, "connections, each with one operation under way")
	flag.IntVar(&s.rounds, "rounds", 3, "rounds; the median counts")
	flag.DurationVar(&s.span, "span", 2*time.Second, "how long each measurement of a rate counts")
	flag.IntVar(&s.rows, "rows", 10_000, "changed rows to pull")
	flag.IntVar(&s.recorded, "recorded", 1000, "operations whose writes are recorded, for the peers to repeat")
	flag.IntVar(&s.idle, "idle", 2000, "idle syncs")
	flag.StringVar(&s.keep, "keep", outside, "folder for the books that are kept")
	flag.StringVar(&s.dist, "dist", "pwa/dist", "the built app, for its sizes")
	profile := flag.String("profile", "", "file for a profile of this process's processor time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM) // the servers end with it
	err := profiled(*profile, func() error { return run(ctx, os.Stdout, s) })
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// profiled does something, and writes into a file where its processor time went.
func profiled(file string, do func() error) error {
	if file == "" {
		return do()
	}
	out, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("profile: %w", err)
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		return fmt.Errorf("profile: %w", errors.Join(err, out.Close()))
	}
	err = do()
	pprof.StopCPUProfile()
	return errors.Join(err, out.Close())
}

func run(ctx context.Context, out io.Writer, s settings) (err error) {
	// Not in /tmp, which may be memory: the measure is of a disk.
	if err := os.MkdirAll(outside, 0o700); err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	dir, err := os.MkdirTemp(outside, "")
	if err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	t := &table{}
	t.note("this machine, before", surroundings())
	if s.own {
		if err := errors.Join(operations(ctx, dir, s, t), sizes(s.dist, t)); err != nil {
			return err
		}
	}
	if err := boards(ctx, s.keep, s.boards, t); err != nil {
		return err
	}
	if s.growth {
		if err := grown(ctx, s, t); err != nil {
			return err
		}
	}
	if err := t.print(out); err != nil {
		return err
	}
	missed := t.missed
	if s.peers {
		behind, err := compare(ctx, out, dir, s, openers(s, time.Now()))
		if err != nil {
			return err
		}
		missed = missed || behind
	}
	if missed {
		return errMissed
	}
	return nil
}

// operations measures the server and its peers, in turn, so that what else the machine does meets them alike.
func operations(ctx context.Context, dir string, s settings, t *table) (err error) {
	recorded, body, err := recordOps(ctx, dir, s.recorded)
	if err != nil {
		return err
	}
	each := lasting(recorded)
	p, err := openProduct(ctx, filepath.Join(dir, "product"), s.conns)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	var product, bare, naive []float64
	for round := range s.rounds {
		peers := filepath.Join(dir, fmt.Sprint("peers", round))
		if err := os.Mkdir(peers, 0o700); err != nil {
			return err
		}
		for _, m := range []struct {
			into *[]float64
			take func() (float64, error)
		}{
			{&bare, func() (float64, error) { return bareRate(peers, s.conns, s, recorded) }},
			{&product, func() (float64, error) { return p.rate(s) }},
			{&naive, func() (float64, error) { return naiveRate(peers, s.conns, s, recorded, body) }},
		} {
			got, err := m.take()
			if err != nil {
				return err
			}
			*m.into = append(*m.into, got)
		}
	}
	ours := median(product)
	t.note("one operation writes", fmt.Sprintf("%d B in %d keys", each, len(recorded[0])))
	t.note("bare group commit of the same, operations/s", fmt.Sprintf("%.0f", median(bare)))
	t.note("one transaction a request over HTTP, operations/s", fmt.Sprintf("%.0f", median(naive)))
	t.note(fmt.Sprintf("Passbok over HTTP, %d connections, operations/s", s.conns), fmt.Sprintf("%.0f", ours))
	t.atLeast("Passbok ÷ bare group commit", ours/median(bare), 0.3)
	t.atLeast("Passbok ÷ one transaction a request", ours/median(naive), 1.5)

	idle, err := p.idle(s.idle)
	if err != nil {
		return err
	}
	pull, pages, err := p.pull(s.rows, 1+2*s.rounds)
	if err != nil {
		return err
	}
	pulling := fmt.Sprintf("pulling %d changed rows in %d pages", s.rows, pages)
	t.note("an idle sync, ms on the clock", fmt.Sprintf("%.3g", milliseconds(idle.wall)))
	t.note(pulling+", ms on the clock", fmt.Sprintf("%.3g", milliseconds(pull.wall)))
	t.below("an idle sync, ms of the server", milliseconds(idle.server), 0.3)
	t.below(pulling+", ms of the server", milliseconds(pull.server), 100)
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
