package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"passbok/post/mail"
	"passbok/post/sim"
)

// The operator's way to see that mail and SMS leave, against the demo's own mail server and SMS service.
func TestMailAndSMSAreTried(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	pages, ways, stopped, err := startPost(ctx, "127.0.0.1:0", "http://127.0.0.1:8080")
	if err != nil || len(ways) != 2 {
		t.Fatal(ways, err)
	}
	defer func() { end(); <-stopped }()
	_, answer := ask(t, "POST", pages+"faults", "application/json", `{"kind":"sms","code":401}`)
	if answer != "" {
		t.Fatal(answer)
	}
	secret := filepath.Join(t.TempDir(), "headers")
	if err := os.WriteFile(secret, []byte("Authorization: Bearer a secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(want int, says string, args ...string) {
		t.Helper()
		out, err := program(t, args...).CombinedOutput()
		if got := code(t, err); got != want || !strings.Contains(string(out), says) || strings.Contains(string(out), "a secret") {
			t.Errorf("%v: %d %s", args, got, out)
		}
	}
	texts := []string{"sms-test", "070-174 06 05", "--sms-url", pages + "sms", "--sms-body", "to={to}&text={text}", "--sms-headers-file", secret}
	run(1, "401", texts...)
	run(0, "The SMS service has it", texts...)
	run(1, "does not answer", "mail-test", "a@example.se", "--mail-host", "127.0.0.1", "--mail-port", "1", "--mail-from", "b@example.se")
	_, answer = ask(t, "GET", pages+"messages", "", "")
	var came []sim.Message
	if err := json.Unmarshal([]byte(answer), &came); err != nil || len(came) != 1 || came[0].To != "+46701740605" || !strings.Contains(came[0].Text, "Passbok når fram") {
		t.Errorf("%s %v", answer, err)
	}
}

func TestFlagsOfMailAndSMS(t *testing.T) {
	for flags, fine := range map[postFlags]bool{
		{}: true, {Mail: mailFlags{Host: "mail.example.se", Port: 587, From: "a@example.se"}}: true, {Mail: mailFlags{Host: "mail.example.se"}}: false, {Mail: mailFlags{From: "a@example.se"}}: false,
		{Mail: mailFlags{Host: "mail.example.se", From: "a@example.se", User: "a"}}: false, {Mail: mailFlags{PasswordFile: "x"}}: false,
		{SMS: smsFlags{URL: "https://sms.example", Body: "to={to}&text={text}"}}: true, {SMS: smsFlags{URL: "https://sms.example"}}: false, {SMS: smsFlags{HeadersFile: "x"}}: false,
	} {
		if missing := flags.missing(); (len(missing) == 0) != fine {
			t.Errorf("%+v: %v", flags, missing)
		}
	}
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("a secret\r\nnot this\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ways, err := postFlags{Mail: mailFlags{Host: "mail.example.se", Port: mail.PortTLS, From: "a@example.se", User: "a", PasswordFile: password}}.ways("https://house.example")
	if err != nil || len(ways) != 1 {
		t.Error(ways, err)
	}
	for name, flags := range map[string]postFlags{
		"no password": {Mail: mailFlags{Host: "mail.example.se", From: "a@example.se", User: "a", PasswordFile: password + strconv.Itoa(1)}},
		"no body":     {SMS: smsFlags{URL: "https://sms.example", Body: "x"}},
		"no headers":  {SMS: smsFlags{URL: "https://sms.example", Body: "to={to}&text={text}", HeadersFile: password}},
	} {
		if _, err := flags.ways("https://house.example"); err == nil || strings.Contains(err.Error(), "a secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
