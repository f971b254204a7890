package house_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// disksVariable tells the test's own binary to be the one that has disks: see disks.
const disksVariable = "PASSBOK_DISKS_CHILD"

// disks are small disks of a test's own. They are mounted by a child in a namespace of its own, which root can have, and
// on many machines everybody; its files are reached through /proc. Where a machine allows neither, ask says so, and a test
// takes the next best: a limit on the size of files, a folder that is moved away, one that belongs to somebody else.
type disks struct {
	pid  int
	in   io.WriteCloser
	said *bufio.Scanner
}

// mounts begins disks; nil where this machine does not let it.
func mounts(t testing.TB) *disks {
	t.Helper()
	for _, flags := range []uintptr{syscall.CLONE_NEWNS, syscall.CLONE_NEWNS | syscall.CLONE_NEWUSER} {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), disksVariable+"=1")
		c.Stderr = os.Stderr
		c.SysProcAttr = &syscall.SysProcAttr{Cloneflags: flags}
		if flags&syscall.CLONE_NEWUSER != 0 {
			c.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
			c.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
		}
		in, err := c.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if c.Start() != nil {
			continue
		}
		d := &disks{c.Process.Pid, in, bufio.NewScanner(out)}
		t.Cleanup(func() { _ = in.Close(); _ = c.Wait() })
		if dir := t.TempDir(); d.ask("mount", dir, "1m") == nil && d.ask("unmount", dir) == nil {
			return d
		}
	}
	return nil
}

// ask has something done, and waits for it.
func (d *disks) ask(what ...string) error {
	if _, err := fmt.Fprintln(d.in, strings.Join(what, " ")); err != nil {
		return err
	}
	if !d.said.Scan() {
		return errors.Join(io.ErrUnexpectedEOF, d.said.Err())
	}
	if said := d.said.Text(); said != "done" {
		return errors.New(said)
	}
	return nil
}

// must is ask for what has worked before on this machine.
func (d *disks) must(t testing.TB, what ...string) {
	t.Helper()
	if err := d.ask(what...); err != nil {
		t.Fatalf("%v: %v", what, err)
	}
}

// path is where a folder with a disk is seen from outside.
func (d *disks) path(dir string) string { return fmt.Sprintf("/proc/%d/root%s", d.pid, dir) }

// haveDisks is the child: it does what each line of its input says, and answers with a line.
func haveDisks() error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("keep mounts to oneself: %w", err)
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var err error
		switch what := strings.Fields(lines.Text()); what[0] {
		case "mount": // a new disk on a folder, with a size
			err = syscall.Mount("tmpfs", what[1], "tmpfs", 0, "size="+what[2])
		case "bind": // a folder, a second place for it
			err = syscall.Mount(what[1], what[2], "", syscall.MS_BIND, "")
		case "readonly":
			err = syscall.Mount("", what[1], "", syscall.MS_REMOUNT|syscall.MS_BIND|syscall.MS_RDONLY, "")
		case "unmount": // also while files of it are open
			err = syscall.Unmount(what[1], syscall.MNT_DETACH)
		default:
			err = fmt.Errorf("%v is not known here", what)
		}
		if err == nil {
			fmt.Println("done")
		} else {
			fmt.Println(err)
		}
	}
	return lines.Err()
}

// fill takes all the room that a disk has; the file that does is to be removed.
func fill(t testing.TB, disk string) {
	t.Helper()
	f, err := os.Create(filepath.Join(disk, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 64<<10)
	for len(block) > 0 {
		if _, err = f.Write(block); err != nil {
			block = block[:len(block)/2]
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// empty gives back what fill took.
func empty(t testing.TB, disk string) {
	t.Helper()
	if err := os.Remove(filepath.Join(disk, "ballast")); err != nil {
		t.Fatal(err)
	}
}

// room limits the size of a running process's files, which needs no privileges.
func room(t testing.TB, p process, bytes uint64) {
	t.Helper()
	var now unix.Rlimit
	err := unix.Prlimit(p.Process.Pid, unix.RLIMIT_FSIZE, nil, &now)
	if err == nil {
		err = unix.Prlimit(p.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: min(bytes, now.Max), Max: now.Max}, nil)
	}
	if err != nil {
		t.Fatal("limit the process:", err)
	}
}

// nobody's is a process of somebody who may read a folder and not write to it, where the test itself may do all.
func nobodys(cmd *exec.Cmd) *exec.Cmd {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	return cmd
}

// forbid takes from everybody but root the right to write to a folder and what is in it, and gives it back at the end.
func forbid(t testing.TB, dir string) {
	t.Helper()
	set := func(folders, files os.FileMode) error {
		return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				return os.Chmod(path, folders)
			}
			return os.Chmod(path, files)
		})
	}
	if err := set(0o555, 0o444); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = set(0o755, 0o644) })
	// Who may not write there can get there.
	for parent := filepath.Dir(dir); parent != os.TempDir() && parent != "/"; parent = filepath.Dir(parent) {
		if err := os.Chmod(parent, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}
