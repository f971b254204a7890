package server_test

import (
	"testing"

	"passbok/server"
)

// A client that is too old is told so with each sync, and what it holds is taken all the same.
func TestAnOldClientIsToldAndStillHeard(t *testing.T) {
	for _, c := range []struct {
		oldest int
		header string
		want   bool
	}{
		{0, "", false}, {0, "1", false}, {1, "", false}, {1, "1", false},
		{2, "", true}, {2, "1", true}, {2, "rubbish", true}, {2, "-7", true}, {2, "0", true}, {2, "2", false}, {2, "17", false},
	} {
		w := newWorld(t, func(cfg *server.Config) { cfg.OldestWriter = c.oldest })
		phone := w.joined(assistant)
		made := phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00")
		r := request{method: "POST", path: "/api/v1/sync", body: map[string]any{"device": phone.device, "ops": []any{made}}}
		if c.header != "" {
			r.header = map[string]string{"X-Passbok": c.header}
		}
		var got struct {
			Outdated bool
			Verdicts []struct{ Verdict string }
			Docs     []struct{ Doc string }
		}
		phone.do(r).want(200).into(&got)
		if got.Outdated != c.want || got.Verdicts[0].Verdict != "applied" || len(got.Docs) == 0 {
			t.Errorf("oldest %d, %q: %+v", c.oldest, c.header, got)
		}
	}
}
