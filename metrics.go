package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"
)

// metricsFlag is where whoever watches over the server may ask for its numbers.
type metricsFlag struct {
	MetricsAddr string `name:"metrics-addr" help:"Where Prometheus may ask for numbers, at /metrics, as 127.0.0.1:9464; never where people come in. Empty: nowhere." env:"PASSBOK_METRICS_ADDR"`
}

// listenMetrics opens it; nil where nothing is said.
func (f metricsFlag) listenMetrics(log *slog.Logger) (net.Listener, error) {
	if f.MetricsAddr == "" {
		return nil, nil
	}
	ln, err := net.Listen("tcp", f.MetricsAddr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s for metrics: %w", f.MetricsAddr, err)
	}
	if addr := ln.Addr().String(); reachable(addr) {
		log.Warn("metrics are told to whoever reaches this address, without a password: let nobody but Prometheus through to it", "addr", addr)
	}
	log.Info("telling metrics", "addr", ln.Addr().String())
	return ln, nil
}

// reachable says whether others than this machine reach an address.
func reachable(addr string) bool {
	at, err := netip.ParseAddrPort(addr)
	return err != nil || !at.Addr().IsLoopback()
}
