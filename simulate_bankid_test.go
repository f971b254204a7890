package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"passbok/eid/bankid"
)

// Another developer's way: start the program, read where it is, sign with nothing but what it wrote down; start it again,
// and the same files are still good.
func TestSimulateBankID(t *testing.T) {
	data := t.TempDir()
	for range 2 {
		c := program(t, "simulate-bankid", "--data", data, "--addr", "127.0.0.1:0", "--pages", "127.0.0.1:0", "--json", "--person", "198507099805:Alva:Påhittad:approves")
		said, err := c.StdoutPipe()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(said).ReadString('\n')
		var told bankidReady
		if err != nil || json.Unmarshal([]byte(line), &told) != nil {
			t.Fatal(line, err)
		}
		identity, err := bankid.ReadIdentity(told.PKCS12, told.Password)
		if err != nil {
			t.Fatal(err)
		}
		servers, err := bankid.ReadRoots(told.ServerRoot)
		if err != nil {
			t.Fatal(err)
		}
		people, err := bankid.ReadRoots(told.PeopleRoot)
		if err != nil {
			t.Fatal(err)
		}
		client, err := bankid.New(bankid.Config{URL: told.API, Identity: identity, Servers: servers, After: time.After})
		if err != nil {
			t.Fatal(err)
		}
		started, err := client.Sign(t.Context(), bankid.Ask{IP: "127.0.0.1", Personnummer: "198507099805", Visible: "October"})
		if err != nil {
			t.Fatal(err)
		}
		var got bankid.Collected
		for until := time.Now().Add(15 * time.Second); got.Status != bankid.Complete && time.Now().Before(until); time.Sleep(bankid.Pace) {
			if got, err = client.Collect(t.Context(), started.OrderRef); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := bankid.Verify(got.Answer, bankid.Expect{Personnummer: "198507099805", VisibleData: "October", Roots: people, Now: time.Now()}); err != nil {
			t.Error(got.Status, err)
		}
		client.Close()
		if err := c.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if ended := code(t, c.Wait()); ended != 0 {
			t.Error("exit code", ended)
		}
	}
	for _, person := range []string{"198507099805:Alva", "198507091235:Alva:Påhittad", "198507099805:Alva:Påhittad:sleeps"} {
		if got := run(t, "simulate-bankid", "--data", data, "--person", person); got.code != exitFailed || !strings.Contains(got.errs, "--person") {
			t.Errorf("%s: %+v", person, got)
		}
	}
}
