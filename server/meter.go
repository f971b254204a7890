package server

import "time"

// Meter is told what the server counts. It is called from many goroutines, and must not wait.
type Meter interface {
	// Answered tells of a request: its route as in the table (never its path, which can hold a person's id), or "" where
	// it did not come so far; the status; and how many bytes came and went as bodies.
	Answered(method, route string, status int, took time.Duration, received, sent int)
	// Polling tells that there is one long poll more, or one less.
	Polling(more int)
}
