package server_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"passbok/fk/erak"
)

// Reports come twice, late, in any order, from nowhere, and about nothing. Each is judged by itself, in a world whose invoice is
// handed over; what counts is where it stands afterwards, and that nothing hides a difference.
func TestReportsThroughTheDoor(t *testing.T) {
	type body = map[string]any
	type send func(w *world, fields map[string]string)
	post := func(change func(w *world, b body), status int, code string) send {
		return func(w *world, fields map[string]string) {
			echo := map[string]string{}
			for name, value := range fields {
				echo[name] = value
			}
			b := w.echo(echo)
			if change != nil {
				change(w, b)
			}
			got := w.anonymous().do(w.report(b))
			var said struct{ Code string }
			got.want(status).into(&said)
			if said.Code != code {
				w.Errorf("answered %s, want %q", got.body, code)
			}
		}
	}
	set := func(name string, value any) func(*world, body) { return func(_ *world, b body) { b[name] = value } }
	wrong := func(field, value string) send {
		return post(func(_ *world, b body) { b[erak.KeyInvoice].(map[string]string)[field] = value }, 200, "invoice_differs")
	}
	received := post(func(_ *world, b body) {
		b[erak.KeyStatus] = erak.StatusReceived
		delete(b, erak.KeyInvoice)
	}, 200, "")
	signed := post(nil, 200, "")
	// What does not differ any more is answered by what is known.
	still, stillReceived := post(nil, 200, "invoice_differs"), post(func(_ *world, b body) {
		b[erak.KeyStatus] = erak.StatusReceived
		delete(b, erak.KeyInvoice)
	}, 200, "invoice_differs")
	forged := func(change func(*request)) send {
		return func(w *world, fields map[string]string) {
			r := w.report(w.echo(fields))
			change(&r)
			w.anonymous().do(r).problem(401, "erak_forged")
		}
	}
	reference := bookID + "/" + beneficiary + "@2026-10."
	for name, test := range map[string]struct {
		send  []send
		state string
		wrong int // how many fields are known to differ
	}{
		"received":                           {[]send{received}, "received", 0},
		"received and signed":                {[]send{received, signed}, "signed", 0},
		"signed alone":                       {[]send{signed}, "signed", 0},
		"signed, then received":              {[]send{signed, received}, "signed", 0},
		"received three times":               {[]send{received, received, received}, "received", 0},
		"signed three times":                 {[]send{signed, signed, signed}, "signed", 0},
		"another month":                      {[]send{wrong(erak.FieldMonth, "2026-09")}, "differs", 1},
		"another person":                     {[]send{wrong(erak.FieldPersonnummer, "199001019802")}, "differs", 1},
		"another name":                       {[]send{wrong(erak.FieldName, "Alva Prov.")}, "differs", 1},
		"another number of the provider":     {[]send{wrong(erak.FieldOrganisationsnummer, "5560000002")}, "differs", 1},
		"another provider":                   {[]send{wrong(erak.FieldProvider, "Prova")}, "differs", 1},
		"a minute of active time":            {[]send{wrong(erak.FieldActive, "9.01")}, "differs", 1},
		"a minute of waiting":                {[]send{wrong(erak.FieldWaiting, "0.01")}, "differs", 1},
		"a minute of standby":                {[]send{wrong(erak.FieldStandby, "0.01")}, "differs", 1},
		"another version":                    {[]send{wrong(erak.FieldVersion, "2")}, "differs", 1},
		"differing, then as it was sent":     {[]send{wrong(erak.FieldActive, "8.00"), still, stillReceived}, "differs", 1},
		"as it was sent, then differing":     {[]send{signed, wrong(erak.FieldActive, "8.00")}, "differs", 1},
		"differing, and then more":           {[]send{wrong(erak.FieldActive, "8.00"), wrong(erak.FieldName, "A")}, "differs", 2},
		"differing twice in the same":        {[]send{wrong(erak.FieldActive, "8.00"), wrong(erak.FieldActive, "8.00")}, "differs", 1},
		"an unknown version":                 {[]send{post(set(erak.KeyReference, reference+"7"), 404, "invoice_unknown")}, "handed_over", 0},
		"an unknown book":                    {[]send{post(set(erak.KeyReference, "nowhere/"+beneficiary+"@2026-10.1"), 404, "invoice_unknown")}, "handed_over", 0},
		"an unknown person":                  {[]send{post(set(erak.KeyReference, bookID+"/nobody@2026-10.1"), 404, "invoice_unknown")}, "handed_over", 0},
		"a reference of somebody else's":     {[]send{post(set(erak.KeyReference, "4711"), 400, "erak_malformed")}, "handed_over", 0},
		"an unknown status":                  {[]send{post(set(erak.KeyStatus, "makulerad"), 400, "erak_malformed")}, "handed_over", 0},
		"signed, and not said what":          {[]send{post(func(_ *world, b body) { delete(b, erak.KeyInvoice) }, 400, "erak_malformed")}, "handed_over", 0},
		"one id with two contents":           {[]send{post(set(erak.KeyID, "same"), 200, ""), post(func(_ *world, b body) { b[erak.KeyID] = "same"; b["mer"] = 1 }, 409, "id_reused")}, "signed", 0},
		"no signature":                       {[]send{forged(func(r *request) { delete(r.header, erak.HeaderSignature) })}, "handed_over", 0},
		"another signature":                  {[]send{forged(func(r *request) { r.header[erak.HeaderSignature] = strings.Repeat("0", 64) })}, "handed_over", 0},
		"another body than was signed":       {[]send{forged(func(r *request) { r.raw = append(r.raw, ' ') })}, "handed_over", 0},
		"another time than was signed":       {[]send{forged(func(r *request) { r.header[erak.HeaderTime] += "0" })}, "handed_over", 0},
		"unknown fields beside the known":    {[]send{post(set("nytt", 1), 200, "")}, "signed", 0},
		"forged between two that hold":       {[]send{received, forged(func(r *request) { delete(r.header, erak.HeaderSignature) }), signed}, "signed", 0},
		"wrong, and then forged as it was":   {[]send{wrong(erak.FieldActive, "8.00"), forged(func(r *request) { r.header[erak.HeaderSignature] = "x" })}, "differs", 1},
		"one that was signed too long ago":   {[]send{old(11 * time.Minute)}, "handed_over", 0},
		"one that is signed in the future":   {[]send{old(-11 * time.Minute)}, "handed_over", 0},
		"one that was old, and is sent anew": {[]send{old(11 * time.Minute), signed}, "signed", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			office := w.ready()
			side := w.joined(beneficiary)
			fields := side.handOver()
			for _, send := range test.send {
				send(w, fields)
			}
			for who, got := range map[string]monthAnswer{"the office": office.month(), "the beneficiary": side.invoice()} {
				if got.Invoice.State != test.state || len(got.Invoice.Differences) != test.wrong {
					t.Errorf("%s sees %+v", who, got.Invoice)
				}
			}
		})
	}
}

// old is a report that was signed so long ago.
func old(ago time.Duration) func(*world, map[string]string) {
	return func(w *world, fields map[string]string) {
		r := w.report(w.echo(fields))
		seconds := strconv.FormatInt(w.clock().Add(-ago).Unix(), 10)
		r.header[erak.HeaderTime], r.header[erak.HeaderSignature] = seconds, erak.SignReport([]byte(erakSecret), seconds, r.raw)
		w.anonymous().do(r).problem(401, "erak_report_expired")
	}
}

// A signature on a version that was replaced is told to both sides, and does not go away when the month is opened again.
func TestSignedEarlierIsSeenByBoth(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	side := w.joined(beneficiary)
	fields := side.handOver()
	fields[erak.FieldActive] = "8.00"
	w.anonymous().do(w.report(w.echo(fields))).want(200)
	again := office.command(office.month().Hash)
	again["why"] = "Fel timmar skrevs under."
	office.post("/api/v1/months"+october+"/reopen", again).want(200)
	late := func() (all []struct {
		Version     int
		Differences []struct{ Field string }
	}) {
		var list struct {
			Invoices []struct {
				Invoice struct {
					State string
					Late  []struct {
						Version     int
						Differences []struct{ Field string }
					}
				}
			}
		}
		side.get("/api/v1/invoices").want(200).into(&list)
		return append(all, list.Invoices[0].Invoice.Late...)
	}
	if got := late(); len(got) != 1 || got[0].Version != 1 || len(got[0].Differences) != 1 {
		t.Errorf("the beneficiary sees %+v", got)
	}
	office.post("/api/v1/months"+october+"/ready", office.lock(office.month().Hash)).want(200)
	if got := late(); len(got) != 1 {
		t.Errorf("of the new version the beneficiary sees %+v", got)
	}
	fields = side.handOver()
	w.anonymous().do(w.report(w.echo(fields))).want(200)
	if got := late(); len(got) != 0 {
		t.Errorf("once the new version is signed: %+v", got)
	}
}
