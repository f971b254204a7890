package house_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"passbok/house"
)

// childVariable tells the test's own binary to be a house on a folder, whose disk its parent makes full.
const childVariable = "PASSBOK_HOUSE_CHILD"

func TestMain(m *testing.M) {
	if data := os.Getenv(childVariable); data != "" {
		if err := child(data); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if os.Getenv(disksVariable) != "" {
		if err := haveDisks(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	if err := os.RemoveAll(builtIn); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// child serves a house, says where, and takes each line of its input as the largest size that a file may have from now on;
// it answers each with a line. At the end of its input it stops.
func child(data string) error {
	signal.Ignore(syscall.SIGXFSZ) // or it would end the process instead of being an error
	h, err := house.Open(context.Background(), house.Config{
		Data: data, PublicURL: "http://127.0.0.1:8080", Clock: time.Now, Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		defer stop()
		fmt.Println("http://" + ln.Addr().String())
		var room syscall.Rlimit
		lines := bufio.NewScanner(os.Stdin)
		for lines.Scan() {
			limit, err := strconv.ParseUint(lines.Text(), 10, 64)
			if err == nil {
				err = syscall.Getrlimit(syscall.RLIMIT_FSIZE, &room)
			}
			if err == nil {
				err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: min(limit, room.Max), Max: room.Max})
			}
			fmt.Println("limit:", err)
		}
	}()
	if err := h.Serve(ctx, ln); err != nil {
		return err
	}
	return h.Close()
}

// A server whose disk is full answers 503 and keeps nothing by half; it goes on reading, and takes all again when there is
// room. The disk is the limit on a file's size, which needs no privileges.
func TestFullDisk(t *testing.T) {
	data := t.TempDir()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childVariable+"="+data)
	var log strings.Builder
	c.Stderr = &log
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(out)
	said.Scan()
	url := said.Text()
	limit := func(bytes int64) {
		t.Helper()
		if _, err := fmt.Fprintln(in, bytes); err != nil || !said.Scan() || said.Text() != "limit: <nil>" {
			t.Fatalf("limit the child: %v, %q", err, said.Text())
		}
	}
	if resp, err := http.Get(url + "/readyz"); err != nil { // answered once it serves
		t.Fatal(err)
	} else {
		_ = resp.Body.Close()
	}
	operator, running := house.Dial(t.Context(), data)
	if !running {
		t.Fatalf("the child does not answer: %s", log.String())
	}
	defer func() { _ = operator.Close() }()
	p := join(t, url, invitations(t, operator, 1)[0], 1)
	kept := map[string]bool{}
	takes := func() bool {
		t.Helper()
		o := p.row(900)
		status, got, err := p.send(o)
		switch {
		case err != nil:
			t.Fatal(err)
		case status == http.StatusServiceUnavailable && got.Code == "storage_full":
			p.n-- // it was not taken: its number is used again
			return false
		case status != http.StatusOK || len(got.Verdicts) != 1 || got.Verdicts[0].Verdict != "applied" || got.Verdicts[0].Again:
			t.Fatalf("%d %+v", status, got)
		}
		kept[o.Doc] = true
		return true
	}
	takesTen := func() {
		t.Helper()
		for range 10 {
			if !takes() {
				t.Fatal("there is room, and it takes nothing")
			}
		}
	}
	takesTen()
	for _, room := range []int64{1 << 20, 64 << 10} { // some more fit; none does
		limit(room)
		for tries := 0; takes(); tries++ {
			if tries > 5000 {
				t.Fatal("the disk does not get full")
			}
		}
		if docs := p.pull("alva@2026-10"); len(docs) < len(kept) { // reading goes on
			t.Errorf("%d of %d rows can be read", len(docs), len(kept))
		}
		if status, body := asked(t, url+"/healthz"); status != http.StatusOK {
			t.Errorf("a full disk is no reason to be restarted: %d %s", status, body)
		}
		// The smallest write there is may still find a page to go to, and then there is room again.
		if status, body := asked(t, url+"/readyz"); status != http.StatusOK && (status != http.StatusServiceUnavailable || !strings.Contains(body, `"storage_full"`)) {
			t.Errorf("ready: %d %s", status, body)
		}
		limit(1 << 40)
		takesTen()
	}
	docs := p.pull("alva@2026-10")
	for ref := range kept {
		if !docs[ref] {
			t.Errorf("%s was acknowledged, and is gone", ref)
		}
	}
	if entries := proven(t, operator); entries != uint64(len(kept))+1 || len(docs) != len(kept) {
		t.Errorf("%d entries and %d rows of %d operations and one command", entries, len(docs), len(kept))
	}
	_ = in.Close()
	if err := c.Wait(); err != nil {
		t.Errorf("the child: %v", err)
	}
	if text := log.String(); strings.Count(text, `msg="the disk takes no more`) != 2 || strings.Count(text, `msg="the disk has room again`) != 2 {
		t.Errorf("the operator was not told twice of each:\n%.2000s", text)
	}
}

func asked(t testing.TB, url string) (status int, body string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}
