package server_test

import (
	"bytes"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"passbok/server"
	"passbok/sync/book"
)

const feedsOf = "/api/v1/people/"

type feedLink struct {
	ID, Name, URL string
	Names         bool
	Used          time.Time
}

// calendar is what another program reads at a link.
func (w *world) calendar(link string) (summaries []string, raw string) {
	w.Helper()
	got := w.anonymous().get(strings.TrimPrefix(link, w.url)).want(200)
	cal, err := ical.NewDecoder(bytes.NewReader(got.body)).Decode()
	must(w.TB, err)
	for _, e := range cal.Events() {
		said, err := e.Props.Text(ical.PropSummary)
		must(w.TB, err)
		start, err := e.DateTimeStart(time.UTC)
		must(w.TB, err)
		summaries = append(summaries, start.Format("2006-01-02 15:04 ")+said)
	}
	return summaries, string(got.body)
}

func TestACalendarsLink(t *testing.T) {
	w := newWorld(t)
	office, phone := w.joined(coordinator), w.joined(assistant)
	plan := func(who, start, end string) {
		t.Helper()
		set := map[string]any{"beneficiary": beneficiary, "kind": "active", "start": start, "end": end, "note": "hemligt"}
		if who != "" {
			set["assistant"] = who
		}
		office.sync(office.op("plan/"+w.id(), 0, set))
	}
	plan(assistant, "2026-11-20T08:00+01:00", "2026-11-20T12:00+01:00")
	plan(colleague, "2026-11-21T08:00+01:00", "2026-11-21T12:00+01:00")
	plan("", "2026-11-22T08:00+01:00", "2026-11-22T12:00+01:00")
	office.sync(office.op("plan/"+w.id(), 0, map[string]any{"assistant": assistant, "beneficiary": beneficiary, "kind": "active", "draft": true, "start": "2026-11-23T08:00+01:00", "end": "2026-11-23T12:00+01:00"}))
	var bare, named, hers feedLink
	office.post(feedsOf+assistant+"/feeds", map[string]any{}).want(201).into(&bare)
	office.post(feedsOf+assistant+"/feeds", map[string]any{"names": true}).want(201).into(&named)
	office.post(feedsOf+beneficiary+"/feeds", map[string]any{"names": true}).want(201).into(&hers)
	office.post(feedsOf+"01930000-0000-7000-8000-00000000ffff/feeds", map[string]any{}).problem(404, "person_unknown")
	phone.get(feedsOf+assistant+"/feeds").problem(403, "forbidden")

	if got, raw := w.calendar(bare.URL); strings.Join(got, "|") != "2026-11-20 07:00 Pass" || strings.Contains(raw, "Alva") || strings.Contains(raw, "hemligt") {
		t.Errorf("%q\n%s", got, raw)
	}
	if got, raw := w.calendar(named.URL); strings.Join(got, "|") != "2026-11-20 07:00 Pass hos Alva" || strings.Contains(raw, "hemligt") {
		t.Errorf("%q", got)
	}
	if got, _ := w.calendar(hers.URL); strings.Join(got, "|") != "2026-11-20 07:00 Assistans, Aras|2026-11-21 07:00 Assistans, Bo|2026-11-22 07:00 Assistans, ingen än" {
		t.Errorf("%q", got)
	}
	var kept struct{ Feeds []feedLink }
	office.get(feedsOf + assistant + "/feeds").want(200).into(&kept)
	if len(kept.Feeds) != 2 || kept.Feeds[0].URL != "" || kept.Feeds[0].Used.IsZero() {
		t.Errorf("%+v", kept)
	}
	if strings.Contains(w.log.String(), strings.TrimSuffix(bare.URL[strings.LastIndexByte(bare.URL, '/')+1:], ".ics")) {
		t.Error("the log has a link")
	}

	// The person sees it among their devices, may call it something else, and may end it.
	names := func() (found []string) {
		for _, one := range phone.deviceList().Devices {
			found = append(found, one.Name)
		}
		return found
	}
	if got := names(); len(got) != 3 {
		t.Errorf("%q", got)
	}
	phone.do(request{method: "PUT", path: "/api/v1/me/devices/" + bare.ID, body: map[string]any{"name": "Min kalender"}}).want(204)
	if got := names(); !strings.Contains(strings.Join(got, "|"), "Min kalender") {
		t.Errorf("%q", got)
	}
	w.joined(colleague).do(request{method: "DELETE", path: "/api/v1/me/devices/" + bare.ID, raw: []byte(`{}`)}).problem(404, "not_found")
	phone.do(request{method: "DELETE", path: "/api/v1/me/devices/" + bare.ID, raw: []byte(`{}`)}).want(204)
	office.do(request{method: "DELETE", path: feedsOf + beneficiary + "/feeds/" + hers.ID, raw: []byte(`{}`)}).want(204)
	office.do(request{method: "DELETE", path: feedsOf + beneficiary + "/feeds/" + hers.ID, raw: []byte(`{}`)}).problem(404, "not_found")
	for _, gone := range []string{bare.URL, hers.URL, strings.TrimSuffix(named.URL, ".ics")} {
		w.anonymous().get(strings.TrimPrefix(gone, w.url)).problem(404, "not_found")
	}
	w.calendar(named.URL)

	// Their own are without names, five at a time, and end with the last role as well.
	var own []feedLink
	for range 6 {
		w.now = w.now.Add(time.Minute)
		var one feedLink
		phone.post("/api/v1/me/feeds", map[string]any{}).want(201).into(&one)
		own = append(own, one)
	}
	phone.post("/api/v1/me/feeds", map[string]any{"names": true}).problem(400, "unknown_field")
	w.anonymous().get(strings.TrimPrefix(own[0].URL, w.url)).problem(404, "not_found")
	if got, raw := w.calendar(own[5].URL); strings.Join(got, "|") != "2026-11-20 07:00 Pass" || strings.Contains(raw, "Alva") || own[5].Names {
		t.Errorf("%q\n%s", got, raw)
	}
	w.calendar(own[1].URL)
	w.endRole(assistant)
	w.anonymous().get(strings.TrimPrefix(own[5].URL, w.url)).problem(404, "not_found")
	w.anonymous().get(strings.TrimPrefix(named.URL, w.url)).problem(404, "not_found")
}

// slowBooks are books that are hard to get at.
type slowBooks struct {
	server.Books
	wait func()
}

func (b slowBooks) Book(id string) (*book.Book, bool) {
	b.wait()
	return b.Books.Book(id)
}

// A calendar that asks without end has its own link's places alone.
func TestOneLinksRunawayCalendar(t *testing.T) {
	hold, arrived := make(chan struct{}), make(chan struct{}, server.FeedsAtOnce)
	var waits atomic.Bool
	w := newWorld(t, func(cfg *server.Config) {
		cfg.Books = slowBooks{cfg.Books, func() {
			if waits.Load() {
				arrived <- struct{}{}
				<-hold
			}
		}}
	})
	office := w.joined(coordinator)
	var one, other feedLink
	office.post(feedsOf+assistant+"/feeds", map[string]any{}).want(201).into(&one)
	office.post(feedsOf+assistant+"/feeds", map[string]any{}).want(201).into(&other)
	path := strings.TrimPrefix(one.URL, w.url)
	waits.Store(true)
	var wg sync.WaitGroup
	for range server.FeedsAtOnce {
		wg.Go(func() { w.anonymous().get(path).want(200) })
	}
	for range server.FeedsAtOnce {
		<-arrived
	}
	waits.Store(false)
	w.anonymous().get(path).problem(429, "too_many_requests")
	w.calendar(other.URL)
	close(hold)
	wg.Wait()
	w.calendar(one.URL)
}
