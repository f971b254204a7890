package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/care/roll"
	"passbok/server"
)

type imported struct {
	Done       bool
	New, There int
	Lines      []struct {
		Line              int
		Name, Role, State string
	}
	Problems []struct {
		Line            int
		Column, Code    string
		Problem, Action map[string]string
	}
}

const rollHead = "roll;förnamn;efternamn;personnummer;telefon;från;kund;arbetstid;anmäld;mottagen\n"

// list sends a file, and insists on being answered.
func (c *client) list(id, more, file string) (got imported) {
	c.Helper()
	c.do(request{
		method: "POST", path: "/api/v1/people/import?id=" + id + more, raw: []byte(file),
		header: map[string]string{"Content-Type": "text/csv; charset=utf-8"},
	}).want(200).into(&got)
	return got
}

// numbered is the i-th number of a test series.
func numbered(i int) string {
	nine := fmt.Sprintf("85%02d%02d98%d", 1+i/28%12, 1+i%28, i/336%10)
	return "19" + nine + string(care.CheckDigit(nine))
}

func TestImport(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	file := rollHead + "kund;Åsa;Påhitt;" + numbered(1) + ";;2026-11-01\n" +
		"kund;Alva;Prov;850709-9805;;2026-11-01\n" + // is there
		"assistent;Bo;Prov;" + numbered(2) + ";0701234567;2026-11-01;" + numbered(1) + ";kollektivavtal;2026-10-20;2026-10-25\n" +
		"assistent;Bo;Prov;" + numbered(2) + ";0701234567;2026-11-01;850709-9805\n"
	id := w.id()
	dry := c.list(id, "&dry=1", file)
	if dry.Done || dry.New != 2 || dry.There != 1 || len(dry.Lines) != 4 || dry.Lines[2].State != "new" || dry.Lines[3].State != "more" || dry.Lines[1].State != "there" {
		t.Errorf("%+v", dry)
	}
	if known := c.list(w.id(), "&dry=1", file); known.New != 2 {
		t.Errorf("the dry run wrote: %+v", known)
	}
	for range 2 { // a lost answer, and the same again
		if got := c.list(id, "", file); !got.Done || got.New != 2 {
			t.Errorf("%+v", got)
		}
	}
	if again := c.list(w.id(), "", file); again.New != 0 || again.There != 3 {
		t.Errorf("%+v", again)
	}
	c.do(request{
		method: "POST", path: "/api/v1/people/import?id=" + id, raw: []byte(rollHead + "kund;Annan;Prov;" + numbered(9) + ";;2026-11-01"),
		header: map[string]string{"Content-Type": "text/csv"},
	}).problem(409, "id_reused")

	kinds, bo := map[string]int{}, ""
	for _, d := range c.sync().Docs {
		kinds[care.KindOf(d.Doc)]++
		if strings.Contains(fmt.Sprint(d.Fields), "Bo Prov") {
			bo = care.ID(d.Doc)
		}
	}
	if kinds["engagement"] != 5 || kinds["employment"] != 1 || kinds["registration"] != 1 || bo == "" {
		t.Errorf("%v %q", kinds, bo)
	}
	c.post("/api/v1/invitations", map[string]any{"person": bo}).want(201)
}

func TestImportNamesWhatIsWrong(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	got := c.list(w.id(), "", rollHead+"kund;Åsa;Påhitt;"+numbered(1)+";;2026-11-01\nassistent;Bo;;850709-9806;;1/11\n")
	if got.Done || len(got.Problems) != 3 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []string{"efternamn missing", "personnummer bad_number", "från bad_date"} {
		p := got.Problems[i]
		if p.Line != 3 || p.Column+" "+p.Code != want || p.Problem["sv"] == "" || p.Action["en"] == "" {
			t.Errorf("%+v, want %s", p, want)
		}
	}
	if list := c.list(w.id(), "&dry=1", rollHead+"kund;Åsa;Påhitt;"+numbered(1)+";;2026-11-01\n"); list.New != 1 {
		t.Errorf("a file with a bad line wrote the others: %+v", list)
	}
	c.post("/api/v1/people/import?id="+w.id(), map[string]any{}).problem(415, "content_type")
}

func TestImportOfMany(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	var file strings.Builder
	file.WriteString(rollHead)
	for i := range 130 {
		fmt.Fprintf(&file, "assistent;Person%d;Prov;%s;;2026-11-01;%s;arbetstidslagen;2026-10-20\n", i, numbered(i+10), numbered(1))
	}
	file.WriteString("kund;Åsa;Påhitt;" + numbered(1) + ";;2026-11-01\n") // a customer may come last
	if got := c.list(w.id(), "", file.String()); !got.Done || got.New != 131 {
		t.Errorf("done %t, %d new, %v", got.Done, got.New, got.Problems)
	}
	if got := c.list(w.id(), "&dry=1", file.String()); got.New != 0 || got.There != 131 {
		t.Errorf("%d new, %d there", got.New, got.There)
	}
}

func TestEveryProblemOfAListHasItsWords(t *testing.T) {
	for _, code := range roll.Codes() {
		for _, said := range server.RollWords(code) {
			if said == "" {
				t.Errorf("%s is not said", code)
			}
		}
	}
}

func TestPeopleAndTheirWayIn(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	w.joined(assistant)
	var made struct {
		QR []string
	}
	c.post("/api/v1/invitations", map[string]any{"person": colleague}).want(201).into(&made)
	if n := len(made.QR); n < 21 || n != len(made.QR[0]) || !strings.HasPrefix(made.QR[0], "1111111") {
		t.Errorf("%q", made.QR)
	}
	type access struct {
		Joined  bool
		Invited time.Time
	}
	see := func() map[string]access {
		var got struct {
			People []struct {
				Person  string
				Joined  bool
				Invited time.Time
			}
		}
		c.get("/api/v1/people").want(200).into(&got)
		found := map[string]access{}
		for _, p := range got.People {
			found[p.Person] = access{p.Joined, p.Invited}
		}
		return found
	}
	got := see()
	if !got[assistant].Joined || got[colleague].Joined || got[colleague].Invited.IsZero() || got[beneficiary].Joined || !got[beneficiary].Invited.IsZero() || len(got) != 7 {
		t.Errorf("%+v", got)
	}
	w.later(8 * 24 * time.Hour)
	c = w.joined(coordinator)
	if got := see(); !got[colleague].Invited.IsZero() {
		t.Errorf("an invitation that ran out waits still: %+v", got)
	}
}

// Who is reached, and by what: told apart by device, and never by its name.
func TestHowPeopleAreReached(t *testing.T) {
	w := newWorld(t, func(cfg *server.Config) { cfg.Ways = []string{"sms"} })
	began := w.clock()
	phone := w.joined(assistant)
	var key struct{ PublicKey string }
	phone.get("/api/v1/push").want(200).into(&key)
	phone.do(request{method: "PUT", path: "/api/v1/push/subscription", body: map[string]any{
		"endpoint": "https://push.example/abc", "expirationTime": nil, "lang": "sv", "keys": map[string]any{"p256dh": key.PublicKey, "auth": "AAAAAAAAAAAAAAAAAAAAAA"},
	}}).want(200)
	phone.sayReach(0, map[string]any{"mail": "aras@passbok.example", "mobile": "+46701740605"}).want(200)
	w.later(9 * 24 * time.Hour)
	w.joined(assistant)
	office := w.joined(coordinator)
	office.post("/api/v1/invitations", map[string]any{"person": colleague}).want(201)
	type device struct {
		Seen time.Time
		Push bool
	}
	type person struct {
		Person               string
		Devices              []device
		Seen, Asked, Invited time.Time
		Lapsed               time.Time
		Push                 bool
		Ways                 []string
	}
	see := func() map[string]person {
		t.Helper()
		var got struct{ People []person }
		office.get("/api/v1/people").want(200).into(&got)
		found := map[string]person{}
		for _, p := range got.People {
			found[p.Person] = p
		}
		return found
	}
	a := see()[assistant]
	if len(a.Devices) != 2 || !a.Devices[0].Seen.Equal(w.clock()) || a.Devices[0].Push || !a.Devices[1].Seen.Equal(began) || !a.Devices[1].Push || !a.Push || fmt.Sprint(a.Ways) != "[sms]" {
		t.Errorf("%+v", a)
	}
	if b := see()[colleague]; !b.Asked.Equal(w.clock()) || !b.Invited.After(w.clock()) || b.Push || len(b.Devices) != 0 || len(b.Ways) != 0 || !b.Seen.IsZero() {
		t.Errorf("%+v", b)
	}
	w.later(8 * 24 * time.Hour)
	office = w.joined(coordinator)
	if b := see()[colleague]; b.Lapsed.IsZero() || !b.Invited.IsZero() || b.Asked.IsZero() {
		t.Errorf("an invitation that ran out: %+v", b)
	}
	if a := see()[assistant]; a.Seen.IsZero() {
		t.Errorf("seen before signing out: %+v", a)
	}
}

// A guardian's right ends by the child's number: the office is told when, and of nobody else.
func TestTheDayOnWhichAGuardiansRightEnds(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	seen := func() map[string]care.Date {
		var got struct {
			People []struct {
				Person string
				OfAge  care.Date `json:"of_age"`
			}
		}
		c.get("/api/v1/people").want(200).into(&got)
		found := map[string]care.Date{}
		for _, p := range got.People {
			if p.OfAge != "" {
				found[p.Person] = p.OfAge
			}
		}
		return found
	}
	for _, tt := range []struct {
		name string
		is   map[string]any
		want care.Date
	}{
		{"without a guardian", nil, ""}, {"a child", map[string]any{"kind": "guardian", "scope": nil, "number": "200811039809"}, "2026-11-03"},
		{"a god man's", map[string]any{"number": "200811039809"}, ""}, {"removed", map[string]any{"kind": "guardian", "scope": nil, "void": true, "number": "200811039809"}, ""},
	} {
		w.represented(colleague, tt.is)
		if got := seen(); got[beneficiary] != tt.want || len(got) > 1 || tt.want == "" && len(got) != 0 {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// Plans come in as drafts, once; what the book does not know of is named by its line.
func TestImportOfPlans(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	n := numbered(7)
	c.sync(c.op("identity/"+w.id(), 0, map[string]any{"person": assistant, "personnummer": n}))
	send := func(id, more, file string) (got imported) {
		t.Helper()
		c.do(request{method: "POST", path: "/api/v1/plans/import?id=" + id + more, raw: []byte("kund;assistent;dag;börjar;slutar\n" + file), header: map[string]string{"Content-Type": "text/csv"}}).want(200).into(&got)
		return got
	}
	id := w.id()
	var lines []string
	for day := 1; day <= 25; day++ {
		lines = append(lines, fmt.Sprintf("850709-9805;%s;2026-12-%02d;08.00;16.00", n, day))
	}
	file := strings.Join(lines, "\n") + "\n850709-9805;;2026-12-01;22.00;06.00\n"
	if dry := send(id, "&dry=1", file); dry.Done || dry.New != 26 || dry.There != 0 || len(dry.Problems) != 0 {
		t.Errorf("%+v", dry)
	}
	for range 2 {
		if got := send(id, "", file); !got.Done || got.New != 26 {
			t.Errorf("%+v", got)
		}
	}
	if again := send(w.id(), "", file); again.New != 0 || again.There != 26 {
		t.Errorf("%+v", again)
	}
	if bad := send(w.id(), "", "850709-9805;"+numbered(9)+";2026-12-01;08.00;16.00\n"); bad.Done || len(bad.Problems) != 1 || bad.Problems[0].Code != roll.NoAssistant {
		t.Errorf("%+v", bad)
	}
}
