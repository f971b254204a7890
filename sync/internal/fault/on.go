//go:build faults

package fault

import "sync/atomic"

// current is state of the package, which nothing else in the house has: it exists only where the tag is.
var current atomic.Value

// Switch switches one fault on, and the others off; "" is none.
func Switch(name Name) { current.Store(name) }

// On says whether a fault is switched on.
func On(name Name) bool { return current.Load() == name }
