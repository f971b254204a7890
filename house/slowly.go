package house

import "time"

// slowly passes progress on at most every two seconds: work that takes less says nothing but its result.
type slowly struct {
	clock func() time.Time
	last  time.Time
	tell  func(done, of uint64)
}

func (s *slowly) progress(done, of uint64) {
	now := s.clock()
	if done == of || now.Sub(s.last) < 2*time.Second {
		return
	}
	s.last = now
	s.tell(done, of)
}
