package house

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A page that was opened before an upgrade still asks for the parts of its own build, by names that the new one does not
// have. So the files of each build that was served are kept in the data folder, in a folder a build:
//
//	builds/<id>/assets/ui-P0Xm6jWN.js    and whatever else lies in the app's assets
//
// The id is a hash of all names and contents: a folder that is not what it is called is not used, so nothing need be
// flushed when it is written. Its time is when the build was last known to be served.
const buildsFolder = "builds"

// assets is the folder of the app whose files have a hash in their names.
const assets = "assets"

// What is kept of builds: the newest few, and all that somebody may still have open; the oldest go first where it gets too much.
const (
	buildsAlways = 3
	buildsFor    = 90 * 24 * time.Hour
	buildsBytes  = 16 << 20 // the server has them in memory; one is about a megabyte
)

// builds are the app's earlier builds, in the data folder.
type builds struct {
	dir string
	log *slog.Logger
}

// build is one that was served.
type build struct {
	id     string
	served time.Time // last
	bytes  int64
	files  fs.FS
}

// keep keeps the files of the build that is served from now on, forgets those of old ones, and gives the others, the newest
// first, each with its assets folder. The house serves without them too: what fails is said, and is no reason not to start.
func (b builds) keep(app fs.FS, now time.Time) (earlier []fs.FS) {
	present, err := identify(app)
	if err != nil {
		b.log.Warn("the app's files could not be read to be kept for pages that are open at the next upgrade", "error", err)
	}
	all, err := b.read()
	if err != nil {
		b.log.Warn("the files of earlier builds of the app cannot be read: a page that was opened before the upgrade may have to be opened again", "error", err)
		return nil
	}
	all = b.tidy(all, present, now)
	if err := b.write(app, present, all, now); err != nil {
		b.log.Warn("the app's files could not be kept: a page that is open at the next upgrade may have to be opened again. Make room, or look whom the data folder belongs to, and restart before the upgrade", "error", err)
	}
	for _, one := range all {
		if one.id != present.id {
			earlier = append(earlier, one.files)
		}
	}
	return earlier
}

// identify gives the build that an app is. One without assets, as that of a binary without the app, has no id.
func identify(app fs.FS) (build, error) {
	made := build{files: app}
	sum := sha256.New()
	err := fs.WalkDir(app, assets, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(app, name)
		if err != nil {
			return err
		}
		own := sha256.Sum256(body)
		_, _ = fmt.Fprintf(sum, "%q %x\n", name, own) // in the order of names; a hash takes everything
		made.bytes += int64(len(body))
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return build{}, nil
	}
	if err != nil {
		return build{}, fmt.Errorf("read a build of the app: %w", err)
	}
	if made.bytes > 0 {
		made.id = hex.EncodeToString(sum.Sum(nil)[:16])
	}
	return made, nil
}

// read gives the builds that are whole, the one that was served last first, and removes what is not whole.
func (b builds) read() (all []build, err error) {
	entries, err := os.ReadDir(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look into the folder of builds: %w", err)
	}
	for _, entry := range entries {
		name := entry.Name()
		one, err := identify(os.DirFS(filepath.Join(b.dir, name)))
		if info, broken := entry.Info(); err == nil && broken == nil && one.id == name {
			one.served = info.ModTime()
			all = append(all, one)
			continue
		}
		if !strings.HasSuffix(name, unfinished) {
			b.log.Warn("the files of an earlier build of the app are not what they were: they are not used, and removed", "build", name, "error", err)
		}
		b.remove(name)
	}
	slices.SortStableFunc(all, func(x, y build) int {
		return cmp.Or(y.served.Compare(x.served), cmp.Compare(x.id, y.id))
	})
	return all, nil
}

// tidy removes the builds that need not be kept beside the present one, and gives the rest.
func (b builds) tidy(all []build, present build, now time.Time) (kept []build) {
	bytes, others := present.bytes, 0
	for _, one := range all {
		if one.id == present.id {
			kept = append(kept, one)
			continue
		}
		others++
		bytes += one.bytes
		if bytes <= buildsBytes && (others <= buildsAlways || now.Sub(one.served) <= buildsFor) {
			kept = append(kept, one)
			continue
		}
		b.remove(one.id)
	}
	return kept
}

// unfinished ends the name of a build's folder until it is whole.
const unfinished = ".new"

// write keeps the present build where it is not among all, and notes since when it, and until when the one before it, was
// served.
func (b builds) write(app fs.FS, present build, all []build, now time.Time) error {
	if present.id == "" {
		return nil
	}
	if !slices.ContainsFunc(all, func(one build) bool { return one.id == present.id }) {
		if err := b.copy(app, present.id); err != nil {
			return err
		}
	}
	served := map[string]time.Time{present.id: now}
	if len(all) > 0 && all[0].id != present.id {
		served[all[0].id] = now.Add(-time.Second) // until a moment ago
	}
	for id, when := range served {
		if err := os.Chtimes(filepath.Join(b.dir, id), when, when); err != nil {
			return fmt.Errorf("note when a build was served: %w", err)
		}
	}
	return nil
}

// copy writes an app's assets into the folder of a build: all of them, or none.
func (b builds) copy(app fs.FS, id string) (err error) {
	whole := filepath.Join(b.dir, id)
	defer func() {
		if err != nil {
			err = errors.Join(writeHelp(fmt.Errorf("keep the app's files: %w", err)), os.RemoveAll(whole+unfinished))
		}
	}()
	err = fs.WalkDir(app, assets, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(whole+unfinished, filepath.FromSlash(name))
		if entry.IsDir() {
			return os.MkdirAll(to, 0o700)
		}
		body, err := fs.ReadFile(app, name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, body, 0o600)
	})
	if err != nil {
		return err
	}
	return os.Rename(whole+unfinished, whole)
}

// remove removes a build. One that stays is tried again at the next start.
func (b builds) remove(id string) {
	if err := os.RemoveAll(filepath.Join(b.dir, id)); err != nil {
		b.log.Warn("the files of an earlier build of the app could not be removed", "build", id, "error", err)
	}
}
