// Command mutants breaks the code one small way after another, and sees whether the tests of the package notice. What to
// break is written in list.txt; nothing in the folder is changed, since the compiler is given the broken file in place of
// the right one (go test -overlay). It exits with 1 where fewer than nine of ten are caught, or where a line of the list can
// no longer be applied.
//
//	go run ./scripts/mutants [-only TEXT] [-at-a-time N]
package main

import (
	"bytes"
	"context"
	_ "embed" // the list is data
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"text/tabwriter"
)

//go:embed list.txt
var list string

// least is the share in percent that must be caught.
const least = 90

// mutant is one way to break the code.
type mutant struct {
	why      string // what it would mean
	file     string
	old, new string
}

// verdict is what became of one.
type verdict string

const (
	caught verdict = "caught"
	missed verdict = "MISSED"
	stale  verdict = "CANNOT BE APPLIED" // its text is not there, or not once; or what it makes of it does not compile
)

func main() {
	only := flag.String("only", "", "try only those with this text in their file or their why")
	atATime := flag.Int("at-a-time", 2, "how many to try at a time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	ok, err := run(ctx, os.Stdout, os.Stderr, *only, *atATime)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func run(ctx context.Context, out, progress io.Writer, only string, atATime int) (ok bool, err error) {
	all, err := read(list)
	if err != nil {
		return false, err
	}
	var chosen []mutant
	for _, m := range all {
		if strings.Contains(m.file+" "+m.why, only) {
			chosen = append(chosen, m)
		}
	}
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return false, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	verdicts, errs := make([]verdict, len(chosen)), make([]error, len(chosen))
	var running sync.WaitGroup
	free := make(chan struct{}, max(atATime, 1))
	for i, m := range chosen {
		free <- struct{}{}
		running.Go(func() {
			defer func() { <-free }()
			verdicts[i], errs[i] = m.try(ctx, filepath.Join(dir, fmt.Sprint(i)))
			_, _ = fmt.Fprintf(progress, "%s: %s\n", verdicts[i], m.why)
		})
	}
	running.Wait()
	return tell(out, chosen, verdicts, errs)
}

// tell prints the table, and says whether it is good enough.
func tell(out io.Writer, chosen []mutant, verdicts []verdict, errs []error) (ok bool, err error) {
	count := map[verdict]int{}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for i, m := range chosen {
		if errs[i] != nil {
			return false, errs[i]
		}
		count[verdicts[i]]++
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", verdicts[i], m.file, m.why)
	}
	if err := w.Flush(); err != nil {
		return false, err
	}
	_, err = fmt.Fprintf(out, "%d of %d are caught; %d at least of a hundred must be\n", count[caught], len(chosen), least)
	return count[stale] == 0 && 100*count[caught] >= least*len(chosen), err
}

// read reads the list: what it would mean, after "#"; the file; lines with "-" that are there, and with "+" for them.
func read(text string) ([]mutant, error) {
	var all []mutant
	for _, block := range strings.Split(strings.TrimSpace(text), "\n\n") {
		lines := strings.Split(block, "\n")
		if len(lines) < 3 || !strings.HasPrefix(lines[0], "# ") {
			return nil, fmt.Errorf("the list cannot be read at %q", lines[0])
		}
		m := mutant{why: lines[0][2:], file: lines[1]}
		for _, line := range lines[2:] {
			switch {
			case strings.HasPrefix(line, "-"):
				m.old += line[1:] + "\n"
			case strings.HasPrefix(line, "+"):
				m.new += line[1:] + "\n"
			default:
				return nil, fmt.Errorf("the list cannot be read at %q", line)
			}
		}
		all = append(all, m)
	}
	return all, nil
}

// try breaks the file, and runs the tests of its package.
func (m mutant) try(ctx context.Context, dir string) (verdict, error) {
	source, err := os.ReadFile(m.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if bytes.Count(source, []byte(m.old)) != 1 || m.old == m.new {
		return stale, nil
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", err
	}
	right, err := filepath.Abs(m.file)
	if err != nil {
		return "", err
	}
	broken, overlay := filepath.Join(dir, "broken.go"), filepath.Join(dir, "overlay.json")
	plan, err := json.Marshal(map[string]any{"Replace": map[string]string{right: broken}})
	if err != nil {
		return "", err
	}
	for path, text := range map[string][]byte{broken: bytes.Replace(source, []byte(m.old), []byte(m.new), 1), overlay: plan} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return "", err
		}
	}
	at := "./" + filepath.Dir(m.file)
	// Nothing is written into the folder, and no time spent on the smallest example; what never ends is noticed, too.
	said, err := exec.CommandContext(ctx, "go", "test", "-overlay", overlay, "-vet=off", "-ldflags=-s -w", "-count=1", "-failfast", "-timeout", "5m", at,
		"-rapid.nofailfile", "-rapid.shrinktime=1ms", "-rapid.checks=50").CombinedOutput()
	var failed *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.As(err, &failed):
		if bytes.Contains(said, []byte("[build failed]")) || bytes.Contains(said, []byte("[setup failed]")) {
			return stale, nil
		}
		return caught, nil
	case err != nil:
		return "", fmt.Errorf("try %q in %s: %w", m.why, m.file, err)
	}
	return missed, nil
}
