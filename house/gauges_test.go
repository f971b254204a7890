package house_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/gauge/gaugetest"
	"passbok/house"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// A day of a house, told step by step: what its numbers are after each.
func TestTheNumbersAreRight(t *testing.T) {
	service, host := pushService(t)
	w := watch(t, host)
	codes := invitations(t, w.house, 2)
	a, b := join(t, w.url, codes[0], 1), join(t, w.url, codes[1], 2)
	w.is(map[string]float64{
		"passbok_books": 1, "passbok_unread": 0, `passbok_conflicts_open{BOOK}`: 0, `passbok_conflicts_oldest_age_seconds{BOOK}`: 0,
		`passbok_http_requests_total{method="POST",route="/api/v1/session",status="201"}`: 2,
		"passbok_archive_entries_total": 1, `passbok_archive_segments{BOOK}`: 1, `passbok_archive_behind_entries{BOOK}`: 0,
		`passbok_build_info{go="` + runtime.Version() + `",version="v1"}`: 1,
	})

	t.Log("a row, sent twice; and an edit of what the other device had not seen")
	row := a.row(3)
	seq := w.sync(a, nil, row).Verdicts[0].Seq
	w.sync(a, nil, row)
	w.sync(a, nil, a.edit(row.Doc, seq, "note", "from the one"))
	other := b.edit(row.Doc, seq, "note", "from the other")
	w.sync(b, nil, other)
	w.turn(90 * time.Second)
	w.is(map[string]float64{
		`passbok_operations_total{BOOK,verdict="applied"}`: 2, `passbok_operations_total{BOOK,verdict="conflict"}`: 1,
		`passbok_operations_again_total{BOOK}`: 1,
		`passbok_conflicts_open{BOOK}`:         1, `passbok_conflicts_oldest_age_seconds{BOOK}`: 90,
		"passbok_archive_entries_total": 4, "passbok_archive_flush_seconds_count": 4,
	})
	settle := a.edit(row.Doc, w.pull(a).revs[row.Doc], "note", "as both say")
	settle.Resolves = []string{other.ID}
	w.sync(a, nil, settle)
	w.is(map[string]float64{
		`passbok_operations_total{BOOK,verdict="applied"}`: 3,
		`passbok_conflicts_open{BOOK}`:                     0, `passbok_conflicts_oldest_age_seconds{BOOK}`: 0,
	})

	t.Log("a device waits, and hears of a row")
	heard := make(chan error, 1)
	query := url.Values{"feeds": {feed}, "cursor": {w.pull(b).cursor}}
	go func() {
		status, body, err := b.ask(http.MethodGet, "/api/v1/live?"+query.Encode(), nil)
		if err == nil && (status != http.StatusOK || !strings.Contains(string(body), "true")) {
			err = fmt.Errorf("live: %d %s", status, body)
		}
		heard <- err
	}()
	w.eventually("passbok_live_polls", 1)
	w.sync(a, nil, a.row(1))
	if err := <-heard; err != nil {
		t.Fatal(err)
	}
	w.eventually("passbok_live_polls", 0)

	t.Log("one of no kind, one against a rule, one in a month that is closed")
	wrong := a.edit("nothing/"+a.command(9), 0, "note", "x")
	backwards := a.row(1)
	backwards.Set["end"] = care.Value("2026-10-05T07:00+02:00")
	w.sync(a, nil, wrong, backwards)
	w.act(a.command(1), book.Decision{Seal: []string{care.MonthSeal("alva", "2026-10")}})
	late := b.edit(row.Doc, seq, "end", "2026-10-05T09:30+02:00")
	w.sync(b, nil, late)
	w.turn(2 * time.Minute)
	w.is(map[string]float64{
		`passbok_operations_total{BOOK,code="unknown_kind",verdict="refused"}`:     1,
		`passbok_operations_total{BOOK,code="end_before_start",verdict="refused"}`: 1,
		`passbok_operations_total{BOOK,code="sealed",verdict="parked"}`:            1,
		`passbok_parked{BOOK}`: 1, `passbok_parked_oldest_age_seconds{BOOK}`: 120,
	})
	if status, body, err := a.post("/api/v1/parked/"+late.ID+"/decline", map[string]any{"id": a.command(2), "why": "it is paid"}); status != http.StatusOK || err != nil {
		t.Fatalf("decline: %d %s %v", status, body, err)
	}
	w.is(map[string]float64{
		`passbok_parked{BOOK}`: 0, `passbok_parked_oldest_age_seconds{BOOK}`: 0,
		`passbok_http_requests_total{method="POST",route="/api/v1/parked/:op/decline",status="200"}`: 1,
	})

	t.Log("what a phone's disk has lost is found, and fetched again; a clock is an hour off")
	held := w.pull(b)
	compared := float64(len(held.months))
	asks := map[string]any{"cursor": held.cursor, "feeds": []string{feed}, "digests": held.digests()}
	w.sync(b, asks)
	w.is(map[string]float64{"passbok_digests_compared_total": compared, "passbok_digests_differing_total": 0})
	delete(held.months, "2026-10")
	asks["digests"] = held.digests()
	differs := w.sync(b, asks).Differs
	w.sync(b, map[string]any{"cursor": held.cursor, "feeds": []string{feed}, "refetch": differs, "now": op.FormatTime(w.clock().Add(-time.Hour))})
	w.is(map[string]float64{
		"passbok_digests_compared_total": 2 * compared, "passbok_digests_differing_total": 1, "passbok_digests_refetched_total": 1,
		"passbok_clock_offset_seconds_count": float64(w.syncs), "passbok_clock_offset_seconds_sum": 3600,
		`passbok_clock_offset_seconds_bucket{le="120"}`:                                float64(w.syncs - 1),
		`passbok_http_requests_total{method="POST",route="/api/v1/sync",status="200"}`: float64(w.syncs),
		`passbok_http_request_seconds_count{method="POST",route="/api/v1/sync"}`:       float64(w.syncs),
	})

	t.Log("a notice goes out; a job waits for its time; a backup is taken")
	w.subscribe(a, service)
	payload, err := json.Marshal(month.Notice{Notice: month.InvoiceDiffers, Beneficiary: "alva", Month: "2026-10", Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	w.act(a.command(3), book.Decision{Jobs: []book.Job{
		{ID: "now", Kind: month.NoticeJob, Due: w.clock(), Payload: payload}, {ID: "later", Kind: month.NoticeJob, Due: w.clock().Add(time.Hour), Payload: payload},
	}})
	w.eventually(`passbok_notices_total{result="accepted"}`, 1)
	if err := w.house.Backup(t.Context(), io.Discard); err != nil {
		t.Fatal(err)
	}
	before := w.clock()
	w.turn(5 * time.Minute) // subscriptions are not counted for every question
	told := w.is(map[string]float64{
		`passbok_jobs{BOOK,state="later"}`: 1, `passbok_push_subscriptions{state="live"}`: 1, `passbok_push_subscriptions{state="stale"}`: 0,
		"passbok_notices_waiting": 0, "passbok_backup_last_timestamp_seconds": float64(before.Unix()),
		"passbok_store_full": 0, "passbok_store_broken": 0, `passbok_archive_failing{BOOK}`: 0, "passbok_unread": 0,
	})
	groups, commits := told.Values["passbok_store_group_updates_count"], told.Values["passbok_store_commit_seconds_count"]
	if groups == 0 || groups != commits || told.Values["passbok_store_bytes"] == 0 || told.Values["passbok_archive_bytes{book=\""+w.house.Books()[0]+"\"}"] == 0 {
		t.Errorf("%v groups, %v commits, %v bytes", groups, commits, told.Values["passbok_store_bytes"])
	}
}

// However many strangers ask for whatever, and whoever is asked about: there are only so many numbers, and none of them
// says who. And where people come in, there are none.
func TestNumbersSayNothingOfPeople(t *testing.T) {
	w := watch(t)
	codes := invitations(t, w.house, 1)
	p := join(t, w.url, codes[0], 1)
	rain := func(n int) {
		for i := range 7 * n {
			stranger := fmt.Sprintf("stranger-%d", i/7)
			method := []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodHead, http.MethodTrace, "STRANGER" + strconv.Itoa(i)}[i%7]
			for _, path := range []string{"/api/v1/months/" + stranger + "/2026-10", "/api/v1/docs/shift/" + stranger + "/history", "/api/" + stranger, "/" + stranger} {
				if _, _, err := p.ask(method, path, nil); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	rain(1)
	before := gaugetest.At(t, w.metrics)
	rain(20)
	after := gaugetest.At(t, w.metrics)
	for key := range after.Values {
		if _, there := before.Values[key]; !there && strings.HasPrefix(key, "passbok_") {
			t.Errorf("%s has come to be", key)
		}
	}
	for _, word := range []string{"stranger", "STRANGER", "Karin", "Exempel", p.device, codes[0], "9900000002"} {
		if strings.Contains(after.Text, word) {
			t.Errorf("%q is told", word)
		}
	}
	if _, body, err := p.ask(http.MethodGet, "/metrics", nil); err != nil || strings.Contains(string(body), "passbok_books") {
		t.Errorf("numbers where people come in: %s %v", body, err)
	}
}

// What cannot be read is missing, and said to be; the rest is told all the same.
func TestWhatCannotBeReadIsLeftOut(t *testing.T) {
	w := watch(t)
	invitations(t, w.house, 1)
	id := w.house.Books()[0]
	segments := `passbok_archive_segments{book="` + id + `"}`
	w.is(map[string]float64{"passbok_unread": 0, segments: 1})
	if err := os.RemoveAll(w.archive); err != nil {
		t.Fatal(err)
	}
	told := w.is(map[string]float64{"passbok_unread": 1, "passbok_books": 1, `passbok_parked{BOOK}`: 0})
	if v, there := told.Values[segments]; there {
		t.Errorf("%v segments in a folder that is gone", v)
	}
}

// A house that does not open leaves nobody waiting at an address where nothing will ever be told.
func TestAHouseThatDoesNotOpenTellsNothing(t *testing.T) {
	cfg := config(t)
	first := open(t, cfg)
	defer func() { _ = first.Close() }()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	cfg.Metrics = ln
	if _, err := house.Open(t.Context(), cfg); !errors.Is(err, house.ErrHeld) {
		t.Fatal(err)
	}
	if conn, err := net.Dial("tcp", ln.Addr().String()); err == nil {
		_ = conn.Close()
		t.Error("the address is still held")
	}
}
