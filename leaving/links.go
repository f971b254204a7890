package leaving

import (
	"context"

	"passbok/care"
	"passbok/eid/handout"
	"passbok/hook"
)

// Links are what somebody has made that opens something, or is told something, whoever has it: they may have kept the secret. They are kept
// beside the books, so that no entry of a log ends them.
type Links struct {
	Handouts *handout.Handouts
	Hooks    *hook.Hooks
}

// end ends, after the last day, what somebody has made in a book. It may be done again. Taking the end of their work back does not bring
// them back: whoever has a secret is not to get it anew by a mistake.
func (l Links) end(ctx context.Context, book, by string, last care.Date) error {
	at := last.Next().Start()
	if err := l.Handouts.EndBy(ctx, book, handout.Feed, by, at); err != nil {
		return err
	}
	return l.Hooks.EndBy(ctx, book, by, at)
}
