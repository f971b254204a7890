package server_test

import (
	"strings"
	"testing"

	"github.com/beevik/etree"
)

type payrollAnswer struct {
	Codes, Assumed map[string]string
	Employees      []struct {
		ID, Number string
		Sums       map[string]int
	}
	Stops []struct {
		Assistant, Beneficiary struct{ ID string }
		Code                   string
	}
}

// A month comes out for payroll once it is locked, and sums to what was worked; whoever is in the way is named, and may be left out.
func TestPayroll(t *testing.T) {
	const of = "/api/v1/payroll/2026-10"
	w := newWorld(t)
	phone, second, office := w.joined(assistant), w.joined(colleague), w.joined(coordinator)
	office.post(of+"/paxml", map[string]any{}).problem(409, "payroll_empty")
	phone.sync(phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:01+02:00"))
	second.sync(second.shift(colleague, "2026-10-13T08:00+02:00", "2026-10-13T12:00+02:00"))
	var pay payrollAnswer
	office.get(of).want(200).into(&pay)
	if len(pay.Employees) != 0 || len(pay.Stops) != 4 || pay.Stops[0].Code != "open" || pay.Stops[1].Code != "number" || pay.Stops[0].Assistant.ID != assistant {
		t.Fatalf("%+v", pay)
	}
	if p := office.post(of+"/paxml", map[string]any{}).problem(409, "payroll_stopped"); len(p.Detail.(map[string]any)["stops"].([]any)) != 4 {
		t.Errorf("%+v", p)
	}
	office.sync(office.op("identity/"+w.id(), 0, map[string]any{"person": assistant, "personnummer": "199003069805"}))
	office.post("/api/v1/months"+october+"/ready", office.lock(office.month().Hash)).want(200)
	office.post(of+"/paxml", map[string]any{"leave": []string{assistant}}).problem(409, "payroll_stopped")
	got := office.post(of+"/paxml", map[string]any{"leave": []string{colleague}}).want(200)
	doc := etree.NewDocument()
	must(t, doc.ReadFromBytes(got.body))
	times := doc.FindElements("/paxml/tidtransaktioner/tidtrans")
	if len(times) != 1 || times[0].SelectAttrValue("persnr", "") != "199003069805" || times[0].SelectElement("timmar").Text() != "4.0167" || times[0].SelectElement("tidkod").Text() != "ARB" {
		t.Errorf("%s", got.body)
	}
	if strings.Contains(string(got.body), "Aras") || strings.Contains(string(got.body), "Alva") {
		t.Errorf("somebody is named: %s", got.body)
	}
	if name := got.header.Get("Content-Disposition"); !strings.Contains(name, "loneunderlag-2026-10.xml") {
		t.Error(name)
	}
	office.sync(office.op("employment/"+w.id(), 0, map[string]any{"assistant": colleague, "employer": "provider", "regime": "agreement", "from": "2026-01-01", "pay_number": "K-9"}))
	all := office.post(of+"/paxml", map[string]any{}).want(200)
	doc = etree.NewDocument()
	must(t, doc.ReadFromBytes(all.body))
	if who := doc.FindElements("/paxml/tidtransaktioner/tidtrans[@anstid='K-9']"); len(who) != 1 {
		t.Errorf("%s", all.body)
	}
	office.sync(office.op("absence/"+w.id(), 0, map[string]any{"assistant": assistant, "kind": "child", "start": "2026-10-20T00:00+02:00", "end": "2026-10-21T00:00+02:00"}))
	for _, with := range []bool{false, true} {
		got := office.post(of+"/paxml", map[string]any{"absence": with}).want(200)
		if strings.Contains(string(got.body), "<tidkod>VAB</tidkod>") != with {
			t.Errorf("absence %t: %s", with, got.body)
		}
	}
	tables := map[string]any{"unsocial": []map[string]any{{"from": "2026-01-01", "rules": []map[string]any{
		{"begins": "11.00", "code": "OB2", "days": []string{"mon"}, "ends": "24.00", "kinds": []string{"active"}}, {"begins": "08.30", "code": "310", "days": []string{"tue"}, "ends": "09.00", "kinds": []string{"active"}},
	}}}}
	for _, d := range office.sync().Docs {
		if strings.HasPrefix(d.Doc, "provider/") {
			office.sync(office.op(d.Doc, d.Rev, tables))
		}
	}
	got = office.post(of+"/paxml", map[string]any{}).want(200)
	doc = etree.NewDocument()
	must(t, doc.ReadFromBytes(got.body))
	var told []string
	for _, one := range append(doc.FindElements("//tidtrans"), doc.FindElements("//lonetrans")...) {
		var words []string
		for _, child := range one.ChildElements() {
			words = append(words, child.Text())
		}
		told = append(told, strings.Join(words, " "))
	}
	if want := "ARB 2026-10-12 4.0167; OB2 2026-10-12 1.0167; ARB 2026-10-13 4.0000; 310 2026-10-13 0.5000"; strings.Join(told, "; ") != want {
		t.Errorf("with unsocial hours: %s, want %s", strings.Join(told, "; "), want)
	}
	phone.get(of).problem(403, "forbidden")
	office.get("/api/v1/payroll/october").problem(400, "bad_month")
}
