package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// process is a server that runs beside the bench, so that what it takes can be told from what the bench takes.
type process struct {
	addr  string
	cmd   *exec.Cmd
	ended chan error
	log   string
}

// begin starts a server and waits until it takes connections. args is asked for what to run, given host:port.
func begin(ctx context.Context, dir string, args func(addr string) []string) (*process, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("find a free port: %w", err)
	}
	p := &process{addr: ln.Addr().String(), ended: make(chan error, 1), log: filepath.Join(dir, "server.log")}
	if err := ln.Close(); err != nil {
		return nil, fmt.Errorf("find a free port: %w", err)
	}
	log, err := os.Create(p.log)
	if err != nil {
		return nil, fmt.Errorf("keep what the server says: %w", err)
	}
	defer func() { _ = log.Close() }()
	run := args(p.addr)
	p.cmd = exec.CommandContext(ctx, run[0], run[1:]...)
	p.cmd.Stdout, p.cmd.Stderr = log, log
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", run[0], err)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	for range 600 {
		if conn, err := net.Dial("tcp", p.addr); err == nil {
			return p, conn.Close()
		}
		select {
		case err := <-p.ended:
			said, _ := os.ReadFile(p.log)
			return nil, fmt.Errorf("%s ended at once: %w\n%s", run[0], err, said)
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil, errors.Join(fmt.Errorf("%s takes no connections; what it said is in %s", run[0], p.log), p.end())
}

// end asks the server to stop, and makes it stop where it does not.
func (p *process) end() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stop a server: %w", err)
	}
	select {
	case <-p.ended:
		return nil
	case <-time.After(20 * time.Second):
		return p.cmd.Process.Kill()
	}
}

// busy is the processor time that the server has used, to the nanosecond: what a process's own clock says, which
// clock_getcpuclockid(3) finds in this way.
func (p *process) busy() time.Duration {
	const perProcess, scheduled = 3, 2
	var used unix.Timespec
	if err := unix.ClockGettime(int32(^p.cmd.Process.Pid)<<perProcess|scheduled, &used); err != nil {
		return 0
	}
	return time.Duration(used.Nano())
}

// held is a server's memory in bytes: all that is in memory of it, and what of that is its own and not a file's, which
// the system takes back when it needs the room.
type held struct{ all, own int64 }

func (p *process) memory() (held, error) {
	file, err := os.Open(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return held{}, fmt.Errorf("look at the server's memory: %w", err)
	}
	defer func() { _ = file.Close() }()
	var h held
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, rest, _ := strings.Cut(lines.Text(), ":")
		kilobytes, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
		switch name {
		case "VmRSS":
			h.all = kilobytes << 10
		case "RssAnon":
			h.own = kilobytes << 10
		}
	}
	return h, nil
}
