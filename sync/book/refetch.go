package book

import (
	"encoding/binary"
	"slices"

	"passbok/sync/book/internal/layout"
	"passbok/sync/op"
)

// again is what a caller has had and is sent once more: all documents of some months. How far that has come is part of
// the cursor, as everything is that says where a caller stands: so a page that got lost is asked for with the cursor
// before it, and is the same page again, and a page that arrived is never asked for twice.
//
// It needs no care about what changes meanwhile. A row that changes leaves its old place and comes as every change does,
// beyond the position of its feed; what has not changed is still where it was.
type again struct {
	months []string // sorted; none: nothing is sent again
	at     uint64   // rows of theirs up to here have been
}

// asked takes what a request asks for again into where the caller stands. It begins at the beginning, for whatever was
// under way too: to be sent a row twice does no harm.
func (a again) asked(months []string) (again, error) {
	months = refetched(months)
	if len(months) == 0 {
		return a, nil
	}
	months = append(months, a.months...)
	slices.Sort(months)
	if months = slices.Compact(months); len(months) > 2*maxDiffers {
		return again{}, op.Problemf(op.CodeTooMany, "refetch", "%d months", len(months))
	}
	return again{months: months}, nil
}

// refetched are the months that a request asks for again, as far as they can be read.
func refetched(months []string) []string {
	return slices.DeleteFunc(slices.Clone(months), func(month string) bool { return month != "" && !isMonth(month) })
}

// from is where the reading of a feed begins that was sent up to pos.
func (a again) from(pos uint64) uint64 {
	if len(a.months) == 0 {
		return pos
	}
	return min(pos, a.at)
}

// wants says whether a row that was sent before is to be sent once more.
func (a again) wants(row []byte) bool {
	return !layout.IsGone(row) && slices.Contains(a.months, layout.MonthOf(row))
}

// reached is what is left when all rows up to a seq have been sent, of all that there are up to the end.
func (a again) reached(seq, end uint64) again {
	if seq >= end {
		return again{}
	}
	if len(a.months) > 0 {
		a.at = max(a.at, seq)
	}
	return a
}

// append writes it into a cursor of version 2.
func (a again) append(out []byte) []byte {
	out = binary.AppendUvarint(out, a.at)
	out = binary.AppendUvarint(out, uint64(len(a.months)))
	for _, month := range a.months {
		out = append(binary.AppendUvarint(out, uint64(len(month))), month...)
	}
	return out
}
