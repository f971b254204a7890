package book

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"passbok/sync/book/internal/layout"
)

// A digest says in sixteen characters what somebody holds of a month: a phone's of the documents it has, the book's of
// those that it knows to have sent. Where they differ, something has been lost or spoilt on the way or on the phone's
// disk, which nothing else would ever find: a row that is in step with the cursor is never sent again.
//
// What is compared, so that no difference is found where there is none:
//
//   - Only what stands still: the caller's cursor is the book's end, in the same snapshot, and the answer neither brings
//     nor takes anything. So the two speak of the same moment.
//   - Of each document its reference and rev. Which month it counts to is what was sent along with it (merge.Document.Month),
//     not what either works out anew; documents without an age count to "".
//   - Months that a first sending brings, now: a feed's first sending leaves out what is older than thirteen months, and
//     the book does not remember which of those a phone has all the same (it had them while they were young, or they
//     changed later). The limit only moves forward, so what was left out stays on the far side of it.
//   - A document once, in however many of the caller's feeds it is.

// digestSize is how much of a SHA-256 a digest is, in bytes. It guards against accidents, not against forgers: whoever
// asks may see all that it speaks of.
const digestSize = 8

// maxDiffers is how many months an answer tells of at most, and a request asks for again.
const maxDiffers = 24

// compared is what came of comparing digests: of how many months, and which are not the same. The zero value: nothing
// was compared.
type compared struct {
	done   bool
	months int
	differ []string
}

// differs compares a caller's digests with the book's. Only where the page brings nothing is the answer about what the
// caller holds; elsewhere nothing is compared.
func (p *page) differs(theirs map[string]string) (compared, error) {
	res := p.res
	moves := res.Reset || res.More || len(res.Docs) > 0 || len(res.Gone) > 0 || len(p.again.months) > 0
	if theirs == nil || moves {
		return compared{}, nil
	}
	ours, err := p.digests()
	if err != nil {
		return compared{}, fmt.Errorf("compare digests: %w", err)
	}
	all := make(map[string]bool, len(ours))
	for month := range ours {
		all[month] = true
	}
	for month := range theirs {
		all[month] = all[month] || p.compares(month)
	}
	found := compared{done: true, differ: []string{}}
	for month, compares := range all {
		if !compares {
			continue
		}
		found.months++
		if ours[month] != theirs[month] {
			found.differ = append(found.differ, month)
		}
	}
	slices.Sort(found.differ)
	return found, nil
}

// compares says whether a month is one that the book knows what the caller has of.
func (p *page) compares(month string) bool {
	return month == "" || isMonth(month) && month >= p.oldest
}

// held is one document that a caller has.
type held struct {
	ref string
	rev uint64
}

// digests are the book's, by month. No document is read for them: a feed's rows say all that there is to say.
func (p *page) digests() (map[string]string, error) {
	months := map[string][]held{}
	seen := map[string]bool{}
	for _, src := range p.sources {
		for kv, err := range p.r.Scan(layout.FeedAfter(src.name, 0)) {
			if err != nil {
				return nil, fmt.Errorf("read feed %s: %w", src.name, err)
			}
			if layout.IsGone(kv.Value) || !p.compares(layout.MonthOf(kv.Value)) {
				continue
			}
			seq, ref := layout.FeedRow(src.name, kv.Key)
			if !seen[ref] {
				seen[ref] = true
				months[layout.MonthOf(kv.Value)] = append(months[layout.MonthOf(kv.Value)], held{ref, seq})
			}
		}
	}
	out := make(map[string]string, len(months))
	for month, docs := range months {
		out[month] = digest(docs)
	}
	return out, nil
}

// digest is that of one month: of a line "<ref> <rev>" for each document, in the order of the refs.
func digest(docs []held) string {
	slices.SortFunc(docs, func(a, b held) int { return cmp.Compare(a.ref, b.ref) })
	var text []byte
	for _, doc := range docs {
		text = append(append(text, doc.ref...), ' ')
		text = append(strconv.AppendUint(text, doc.rev, 10), '\n')
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:digestSize])
}

// isMonth says whether a text has the form of a month.
func isMonth(text string) bool {
	if len(text) != len("2026-10") || text[4] != '-' {
		return false
	}
	for i := range len(text) {
		if c := text[i]; i != 4 && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
