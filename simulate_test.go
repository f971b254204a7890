package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/fk/elt"
)

// startFK starts the program, and stops it as a person does.
func startFK(t *testing.T, data string) (told simulated, stop func()) {
	t.Helper()
	c := program(t, "simulate-fk", "--data", data, "--addr", "127.0.0.1:0", "--json")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	c.Stderr = &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil || json.Unmarshal(line, &told) != nil {
		t.Fatalf("%s, %v, %s", line, err, errs.String())
	}
	return told, func() {
		_ = c.Process.Signal(os.Interrupt)
		if got := code(t, c.Wait()); got != 0 {
			t.Errorf("interrupted, it ended with %d: %s", got, errs.String())
		}
	}
}

// With what the program says, and nothing else, another system sends a timesheet; and finds it there after a restart.
func TestSimulateFK(t *testing.T) {
	data := filepath.Join(t.TempDir(), "new", "fk")
	document, err := os.ReadFile(filepath.Join("fk", "elt", "testdata", "three-kinds.xml"))
	if err != nil {
		t.Fatal(err)
	}
	one := elt.Signature{XML: []byte(`<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>`), OCSP: []byte("ocsp"), At: time.Now()}
	send := func(told simulated, certificate, password string) elt.Receipt {
		t.Helper()
		read := func(path string) []byte {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			return raw
		}
		roots, err := elt.ReadRoots(read(told.CA))
		if err != nil {
			t.Fatal(err)
		}
		identity, err := elt.ReadIdentity(read(certificate), password)
		if err != nil {
			t.Fatal(err)
		}
		client, err := elt.New(elt.Config{URL: told.ELT, Identity: identity, Roots: roots, Clock: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer client.Close()
		if err := client.Greet(t.Context()); err != nil {
			t.Fatal(err)
		}
		got, err := client.Send(t.Context(), elt.Submission{Document: document, Assistant: one, Provider: one})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	told, stop := startFK(t, data)
	first := send(told, told.Client, "")
	stop()
	told, stop = startFK(t, data)
	defer stop()
	if again := send(told, told.P12, told.Password); again.TxID != first.TxID {
		t.Errorf("after a restart: %+v, not %+v", again, first)
	}
	if status, answer := ask(t, "GET", told.Admin+"/elt/timesheets", "", ""); status != 200 || !strings.Contains(answer, first.TxID) {
		t.Errorf("%d %s", status, answer)
	}
	if status, answer := ask(t, "GET", told.Admin+"/invoices", "", ""); status != 200 || strings.TrimSpace(answer) != "[]" {
		t.Errorf("%d %s", status, answer)
	}
	if status, _ := ask(t, "POST", told.Erak, "application/x-www-form-urlencoded", "a=b"); status != 422 {
		t.Errorf("E-RÄK: %d", status)
	}
	// What it prints for people has all of it.
	var text bytes.Buffer
	if err := told.print(&text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{told.Erak, told.Server, told.Question, told.Secret, told.Status, told.ELT, told.CA, told.Client, told.P12, told.Password, told.Admin + "/elt/open"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("does not say %s:\n%s", want, &text)
		}
	}
	if strings.Contains(text.String(), "%!") {
		t.Error(&text)
	}
}

func TestSimulateFKListensOnThisMachineOnly(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:8091", ":8091", "192.0.2.1:8091", "passbok.example:8091", "127.0.0.1", "127.0.0.1:x"} {
		c := &simulateFKCommand{Addr: addr, Data: filepath.Join(t.TempDir(), "fk"), LogLevel: "warn"}
		if _, _, err := c.start(context.Background()); err == nil || !strings.Contains(err.Error(), "addr") {
			t.Errorf("%s: %v", addr, err)
		}
		if _, err := os.Stat(c.Data); err == nil {
			t.Errorf("%s: it made its folder", addr)
		}
	}
}

// An address that is taken: it says what to choose, and leaves nothing running.
func TestSimulateFKWhereAPortIsTaken(t *testing.T) {
	told, stop := startFK(t, filepath.Join(t.TempDir(), "fk"))
	defer stop()
	addr := strings.TrimSuffix(strings.TrimPrefix(told.Erak, "http://"), "/rakning")
	got := run(t, "simulate-fk", "--data", filepath.Join(t.TempDir(), "other"), "--addr", addr)
	if got.code != 1 || !strings.Contains(got.errs, "--addr") {
		t.Errorf("%+v", got)
	}
}
