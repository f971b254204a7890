package sim

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passbok/fk/elt"
)

// What cannot be written down did not happen.
func TestELTOnAFullDisk(t *testing.T) {
	w := newELTWorld(t)
	inTheWay := filepath.Join(w.cfg.State, sheetID+".json.new")
	if err := os.Mkdir(inTheWay, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, f := w.send(submitted(sheetXML(t, "three-kinds"))); f == nil || f.Kind != elt.Later || len(w.sim.Timesheets()) != 0 {
		t.Errorf("%+v", f)
	}
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	if _, f := w.send(submitted(sheetXML(t, "three-kinds"))); f != nil {
		t.Errorf("with room again: %v", f)
	}
}

func TestELTsBrokenState(t *testing.T) {
	w := newELTWorld(t)
	if _, f := w.send(submitted(sheetXML(t, "three-kinds"))); f != nil {
		t.Fatal(f)
	}
	path := filepath.Join(w.cfg.State, sheetID+".json")
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"another version": {`"v":1`, `"v":2`}, "cut": {`"tx":`, ``}, "another's": {`"id":"4`, `"id":"5`}, "a field too many": {`"n":`, `"x":1,"n":`},
	} {
		if err := os.WriteFile(path, []byte(strings.Replace(string(good), change[0], change[1], 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := NewELT(w.cfg); err == nil || !strings.Contains(err.Error(), "begin anew") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := NewELT(ELTConfig{}); err == nil {
		t.Error("an ELT of nothing was made")
	}
}
