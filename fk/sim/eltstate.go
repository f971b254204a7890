package sim

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"passbok/fk/elt"
	"passbok/store/file"
)

// takenSheet is a document that was taken, and its receipt: one file of the state's folder.
type takenSheet struct {
	V         int            `json:"v"` // 1
	N         int            `json:"n"` // in which order they came, from 1
	ID        string         `json:"id"`
	Month     string         `json:"month"`
	TxID      string         `json:"tx"`
	At        time.Time      `json:"at"`
	Document  []byte         `json:"document"`
	Assistant takenSignature `json:"assistant"`
	Provider  takenSignature `json:"provider"`
	came      int
}

type takenSignature struct {
	XML  []byte `json:"signature"`
	OCSP []byte `json:"ocsp"`
	Date string `json:"date"`
}

// standing is what else outlives a restart.
type standing struct {
	V    int  `json:"v"` // 1
	Shut bool `json:"shut"`
}

const standingFile = "standing.json"

// keep takes a document. The same again is the same, with the same receipt, whoever has signed it since; another one under its
// id is refused.
func (e *ELT) keep(o opened) (tx string, fault *refusal, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if t := e.find(o.id); t != nil {
		if !bytes.Equal(t.Document, o.document) {
			return "", &refusal{elt.FaultXML, "En annan tidredovisning med samma id har redan tagits emot."}, nil
		}
		t.came++
		return t.TxID, nil, nil
	}
	if tx, err = e.newTx(); err != nil {
		return "", nil, err
	}
	t := &takenSheet{V: 1, N: len(e.taken) + 1, ID: o.id, Month: o.month, TxID: tx, At: e.cfg.Clock().UTC(), Document: o.document,
		Assistant: takenSignature{o.assistant.XML, o.assistant.OCSP, o.dates[0]}, Provider: takenSignature{o.provider.XML, o.provider.OCSP, o.dates[1]},
		came: 1}
	if e.cfg.State != "" {
		if err := file.Write(filepath.Join(e.cfg.State, t.ID+".json"), t); err != nil {
			return "", nil, fmt.Errorf("keep a timesheet: %w", err)
		}
	}
	e.taken = append(e.taken, t)
	return tx, nil, nil
}

// find returns the document of this id; e.mu is held.
func (e *ELT) find(id string) *takenSheet {
	if i := slices.IndexFunc(e.taken, func(t *takenSheet) bool { return t.ID == id }); i >= 0 {
		return e.taken[i]
	}
	return nil
}

// newTx is a random UUID (RFC 9562, version 4).
func (e *ELT) newTx() (string, error) {
	var id [16]byte
	if _, err := io.ReadFull(e.cfg.Rand, id[:]); err != nil {
		return "", fmt.Errorf("make a receipt: %w", err)
	}
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:]), nil
}

// saveStanding writes down whether calls are let in; e.mu is held.
func (e *ELT) saveStanding() error {
	if e.cfg.State == "" {
		return nil
	}
	return file.Write(filepath.Join(e.cfg.State, standingFile), standing{1, e.shut})
}

// load reads the folder; one that is empty has taken nothing yet.
func (e *ELT) load() error {
	if e.cfg.State == "" {
		return nil
	}
	read := func(name string, into any, version *int) error {
		path := filepath.Join(e.cfg.State, name)
		found, err := file.Read(path, into)
		if err == nil && found && *version != 1 {
			err = fmt.Errorf("%s is of version %d, this simulator reads version 1", path, *version)
		}
		if err != nil {
			return fmt.Errorf("the simulator's state (remove the folder to begin anew): %w", err)
		}
		return nil
	}
	var s standing
	if err := read(standingFile, &s, &s.V); err != nil {
		return err
	}
	e.shut = s.Shut
	files, err := os.ReadDir(e.cfg.State)
	if err != nil {
		return fmt.Errorf("the simulator's state: %w", err)
	}
	for _, f := range files {
		if id, is := strings.CutSuffix(f.Name(), ".json"); is && f.Name() != standingFile {
			t := &takenSheet{came: 1}
			if err := read(f.Name(), t, &t.V); err != nil {
				return err
			}
			if t.ID != id || t.TxID == "" {
				return fmt.Errorf("the simulator's state (remove the folder to begin anew): %s holds another timesheet", f.Name())
			}
			e.taken = append(e.taken, t)
		}
	}
	slices.SortFunc(e.taken, func(a, b *takenSheet) int { return a.N - b.N })
	return nil
}
