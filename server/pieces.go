package server

import (
	"cmp"
	"fmt"
	"sync"
)

// piecesAtOnce is how many pieces of a list are written at once: the store flushes once for all that wait for it together.
const piecesAtOnce = 25

// pieces writes those of a list from one to before another, in no order, and says how much they brought in all. Where one fails none
// is begun after it; the same list with the same id does what was left.
func (c *call) pieces(from, to int, there *roster, bring func(i int) (int, error)) (brought int, failed error) {
	for from < to && failed == nil {
		if err := c.book.View(c.ctx, there.look); err != nil {
			return 0, fmt.Errorf("look up who is there: %w", err)
		}
		some := make([]struct {
			brought int
			err     error
		}, min(piecesAtOnce, to-from))
		var all sync.WaitGroup
		for i := range some {
			all.Go(func() { some[i].brought, some[i].err = bring(from + i) })
		}
		all.Wait()
		for _, one := range some {
			brought, failed = brought+one.brought, cmp.Or(failed, one.err)
		}
		from += len(some)
	}
	return brought, failed
}
