// Package sim proves the engine: one seed is a story of many phones, tablets and offices against a real book on a real
// store, in which requests are lost and doubled, phones lose their databases or wake up twice, clocks are a year off, the
// server dies and is restored from a backup, a row is erased by law. When all has come to rest, sync/sim/check holds what happened against the
// engine's invariants. A story is data, so it can be told in words, cut shorter, and kept.
//
//	story.go     what can happen; draw.go, scenes.go: how a seed becomes a story; cast.go: who takes part
//	world.go     a story as it happens: act.go what people do, mishap.go what befalls them, net.go requests,
//	             command.go the office's commands, rest.go the end of it
//	server.go    the book, on a store that can die
//	words.go     the story as a person can follow it; shrink.go: the shortest that still fails
//	domain       the small world of shifts and rights; phone: a client written from docs/protocol.md; check: the invariants
package sim
