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

// What BankID recommends to tell a person is told, in whatever words.
func TestSayWhatIsRecommended(t *testing.T) {
	for hint, wants := range map[bankid.Hint][2]string{
		bankid.AppStarted: {"stund kort bank", "moment card bank"}, bankid.Expired: {"nät bank", "network bank"}, bankid.BadIdentity: {"spärrat gammalt annat bank", "blocked old another bank"},
		bankid.StartFailed: {"skanna uppdaterad install.bankid.com bank", "scan up to date install.bankid.com bank"},
	} {
		words := bankid.Say(bankid.Failed, hint)
		if hint == bankid.AppStarted {
			words = bankid.Say(bankid.Pending, hint)
		}
		for i, text := range []string{words.SV, words.EN} {
			for _, want := range strings.Fields(wants[i]) {
				if !strings.Contains(text, want) {
					t.Errorf("%s says nothing of %q: %s", hint, want, text)
				}
			}
		}
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
