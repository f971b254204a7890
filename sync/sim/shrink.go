package sim

import "slices"

// Shrink cuts a story as short as it still fails, within so many tries: ever smaller parts of it are left out, as long as
// what is left fails too.
func Shrink(story Story, tries int, fails func(Story) bool) Story {
	for part := max(1, len(story)/2); tries > 0; {
		shorter := false
		for at := 0; at < len(story) && tries > 0; {
			less := slices.Delete(slices.Clone(story), at, min(at+part, len(story)))
			if tries--; fails(less) {
				story, shorter = less, true
			} else {
				at += part
			}
		}
		switch {
		case part > 1:
			part /= 2
		case !shorter:
			return plain(story, tries, fails)
		}
	}
	return story
}

// plain takes from each step what it can do without.
func plain(story Story, tries int, fails func(Story) bool) Story {
	for at := range story {
		for _, ease := range []func(*Step){
			func(s *Step) { s.Net = Fine }, func(s *Step) { s.Most = 0 }, func(s *Step) { s.After = 0 },
		} {
			eased := slices.Clone(story)
			ease(&eased[at])
			if tries == 0 {
				return story
			}
			if tries--; fails(eased) {
				story = eased
			}
		}
	}
	return story
}
