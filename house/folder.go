package house

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Database is the path of a data folder's database.
func Database(data string) string { return filepath.Join(data, database) }

// Is says whether there is a house in a data folder.
func Is(data string) bool {
	_, err := os.Stat(Database(data))
	return err == nil
}

// What lies beside the database.
const (
	fresh       = database + ".new"     // a database until it is whole
	replaced    = database + ".before-" // one that another took the place of; with the time
	scansFolder = "scans"               // what papers look like that were signed by hand
	replacing   = database + ".erasing" // one that an erasure takes the place of, until it is removed
	lockFile    = "passbok.lock"
)

// ErrHeld says that another Passbok has the data folder.
var ErrHeld = errors.New("another process holds it")

// patient is how long to wait for another process that is about to let go of the folder.
const patient = time.Second

// hold makes the data folder where there is none and takes it for this process, until release, or until the process
// ends. The database's own lock does not do: whoever puts another database in place holds none on what lies there.
// Error: ErrHeld.
func hold(ctx context.Context, data string) (release func() error, err error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, writeHelp(fmt.Errorf("make data folder: %w", err))
	}
	f, err := os.OpenFile(filepath.Join(data, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, writeHelp(fmt.Errorf("take data folder %s: %w", data, err))
	}
	waits, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return f.Close, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errors.Join(fmt.Errorf("take data folder %s: %w", data, err), f.Close())
		}
		select {
		case <-waits.Done():
			if err = ctx.Err(); err == nil {
				err = ErrHeld
			}
			return nil, errors.Join(fmt.Errorf("take data folder %s: %w", data, err), f.Close())
		case <-time.After(patient / 20):
		}
	}
}

// writeHelp says what to do where a folder cannot be written to.
func writeHelp(err error) error {
	if errors.Is(err, syscall.EROFS) || errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("%w. Whoever Passbok runs as must be able to write there: look whom the folder belongs to, and whether its disk is mounted read-only. Nothing was changed", err)
	}
	return err
}

// ErrNoDatabase says that a folder has lost its database: what lies beside it says that there was one, or was to be one.
// A new one in its place would be empty, and look sound.
var ErrNoDatabase = errors.New("there is no " + database + " in the data folder, and something lies there that says that there was one")

// missing says whether a folder that has no database has had one, or was to get one; and what to do.
func missing(data string) error {
	if Is(data) {
		return nil
	}
	left, err := beside(data)
	if err != nil || len(left) == 0 {
		return err
	}
	help := "an interrupted restore left it: run it again"
	for _, name := range left { // in order: the newest stays
		if strings.HasPrefix(name, replaced) {
			help = "the newest database of before is " + name + ": give it the name " + database + " again, or run `passbok restore` with a backup"
		}
	}
	return fmt.Errorf("%w (%s, in %s): %s. Where the database is lost, `passbok restore --from-archive` makes it anew", ErrNoDatabase, strings.Join(left, ", "), data, help)
}

// beside names what lies beside the database and was made with it, in order.
func beside(data string) (names []string, err error) {
	entries, err := os.ReadDir(data)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look into data folder: %w", err)
	}
	for _, entry := range entries {
		switch name := entry.Name(); {
		case name == fresh, name == replacing, name == epochsFile, strings.HasPrefix(name, replaced):
			names = append(names, name)
		}
	}
	return names, nil
}

// tidy removes what an interrupted run left: a database that is not whole, one that was to be removed, and a second name
// of the one that is in place.
func tidy(data string) error {
	names, err := beside(data)
	if err != nil {
		return err
	}
	there, err := os.Stat(Database(data))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("look for the database: %w", err)
	}
	for _, name := range names {
		path := filepath.Join(data, name)
		gone := name == fresh || name == replacing && there != nil
		if info, err := os.Stat(path); err == nil && there != nil && os.SameFile(info, there) {
			gone = true
		}
		if !gone {
			continue
		}
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("remove what an interrupted run left: %w", err)
		}
	}
	return nil
}
