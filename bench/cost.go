package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// cost is what a request took: on the clock, and of the processor within the server. The clock counts what else
// the machine is doing; the processor's time does not, so it is what is judged.
type cost struct{ wall, server time.Duration }

// measure does what it is given on a thread of its own. The server's share is all that this process used in the
// meantime less what that thread did, which is the client: making the request, reading the answer.
func measure(do func() error) (cost, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	begun, all, mine := time.Now(), used(syscall.RUSAGE_SELF), used(thread)
	err := do()
	return cost{
		wall:   time.Since(begun),
		server: used(syscall.RUSAGE_SELF) - all - (used(thread) - mine),
	}, err
}

// thread is RUSAGE_THREAD, which package syscall has no name for.
const thread = 1

// used is the processor time, in user and system, that has been used.
func used(who int) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(who, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// surroundings says how busy the machine is before anything is measured.
func surroundings() string {
	busy := "unknown"
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		busy, _, _ = strings.Cut(string(text), " ")
	}
	return fmt.Sprintf("%d processors, load %s", runtime.NumCPU(), busy)
}
