package house_test

import (
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"passbok/house"
)

// Each part of what takes long says how far it is: of a proof also what comes after the entries, of an erasure what is done
// to the archive and the proof after it, of an archive that is renewed the reading of it.
func TestWhatTakesLongSaysHowFarItIs(t *testing.T) {
	s := withScans(t)
	archive := filepath.Join(s.data, "archive")

	cfg, passed := offline(s.data, archive), atomic.Int64{}
	cfg.Clock = func() time.Time { return time.Now().Add(time.Duration(passed.Add(3)) * time.Second) }
	h, err := house.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	if err := h.Verify(t.Context(), func(v house.Verified) { told = append(told, v.What) }); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(told, "scans") || told[len(told)-1] != "" {
		t.Errorf("the proof told of %q", told)
	}

	tell := func(p house.Progress) {
		if told = append(told, p.What); p.Book != s.book || p.String() == "" {
			t.Errorf("%+v", p)
		}
	}
	told = nil
	if _, err := house.RenewArchive(t.Context(), offline(s.data, archive), tell); err != nil || !slices.Contains(told, "bytes of the archive") {
		t.Errorf("reading the archive told of %q, %v", told, err)
	}
	told = nil
	if _, err := house.Erase(t.Context(), offline(s.data, archive), house.EraseOrder{Person: left, Years: 5}, tell); err != nil {
		t.Fatal(err)
	}
	told = slices.Compact(told)
	if want := []string{"entries", "entries, for what is to go from the archive", "entries"}; !slices.Equal(told, want) {
		t.Errorf("the erasure told of %q, want %q", told, want)
	}
}

func TestTheSizeOfABackupIsKnownBefore(t *testing.T) {
	s := withScans(t)
	size := house.BackupSize(s.data)
	if _, err := s.scans.Put(s.book, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	if more := house.BackupSize(s.data); size == 0 || more != size+1000 {
		t.Errorf("%d bytes, and %d with a scan of 1000 more", size, more)
	}
	if none := house.BackupSize(t.TempDir()); none != 0 {
		t.Errorf("%d bytes of nothing", none)
	}
}
