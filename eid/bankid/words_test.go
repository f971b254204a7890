package bankid_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"passbok/eid/bankid"
)

func TestSay(t *testing.T) {
	pending := []bankid.Hint{bankid.Outstanding, bankid.NoClient, bankid.AppStarted, bankid.IDCheck, bankid.CallConfirm, bankid.UserSign}
	failed := []bankid.Hint{bankid.Expired, bankid.BadIdentity, bankid.UserCancel, bankid.Cancelled, bankid.StartFailed, bankid.Unheard}
	seen := map[string]bool{}
	for status, hints := range map[bankid.Status][]bankid.Hint{bankid.Pending: pending, bankid.Failed: failed} {
		for _, hint := range append(hints, "somethingNew") {
			words := bankid.Say(status, hint)
			if words.SV == "" || words.EN == "" || seen[words.SV] || seen[words.EN] || strings.Contains(words.SV+words.EN, "!") {
				t.Errorf("%s %s: %+v", status, hint, words)
			}
			seen[words.SV], seen[words.EN] = true, true
			if status == bankid.Failed && (!strings.Contains(words.SV, "finns kvar") || !strings.Contains(words.EN, "kept")) {
				t.Errorf("%s: does not say what is safe: %+v", hint, words)
			}
		}
	}
	if bankid.Say("dreaming", bankid.UserSign) != bankid.Say(bankid.Pending, bankid.UserSign) || bankid.Say(bankid.Complete, "") != bankid.Say(bankid.Complete, "new") {
		t.Error("what is unknown")
	}
}

func TestSayError(t *testing.T) {
	seen := map[bankid.Words]bool{}
	for _, code := range []bankid.Code{bankid.AlreadyInProgress, bankid.Maintenance, bankid.Unauthorized, "somethingNew"} {
		words := bankid.SayError(fmt.Errorf("begin: %w", &bankid.Failure{Code: code}))
		if seen[words] || words.SV == "" || !strings.Contains(words.EN, "Nothing is signed") {
			t.Errorf("%s: %+v", code, words)
		}
		seen[words] = true
	}
	if !seen[bankid.SayError(errors.New("no network"))] {
		t.Error("what is no failure of BankID's")
	}
}
