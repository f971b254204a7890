package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// Nothing is told unless it is said where; and whoever lets more than this machine ask hears that there is no password.
func TestWhereNumbersAreTold(t *testing.T) {
	var said bytes.Buffer
	log := slog.New(slog.NewTextHandler(&said, nil))
	if ln, err := (metricsFlag{}).listenMetrics(log); ln != nil || err != nil {
		t.Fatalf("%v, %v", ln, err)
	}
	const warning = "without a password"
	ln, err := metricsFlag{"127.0.0.1:0"}.listenMetrics(log)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	if strings.Contains(said.String(), warning) {
		t.Errorf("on loopback: %s", &said)
	}
	if _, err := (metricsFlag{ln.Addr().String()}).listenMetrics(log); err == nil || !strings.Contains(err.Error(), ln.Addr().String()) {
		t.Errorf("an address that is taken: %v", err)
	}
}

func TestWhoeverOpensTheNumbersIsWarned(t *testing.T) {
	for addr, warned := range map[string]bool{"127.0.0.1:9464": false, "[::1]:9464": false, "192.0.2.7:9464": true, "0.0.0.0:9464": true, "[::]:9464": true} {
		if got := reachable(addr); got != warned {
			t.Errorf("%s: open to others %v, want %v", addr, got, warned)
		}
	}
}
