package book

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
	"passbok/sync/internal/fault"
	"passbok/sync/merge"
)

// A page holds at most so many documents or bytes, save that what one entry changed comes together.
const (
	pageDocs  = 500
	pageBytes = 512 << 10
	pageGone  = 5000
)

// firstMonths is how far back a first sync reaches; older documents come when they change.
const firstMonths = 13

// source is one feed of a caller's, and how far the caller has it.
type source struct {
	name  string
	hash  layout.FeedHash
	pos   uint64
	from  uint64 // where reading begins: at pos, or before it where months are sent again
	until uint64
	named bool // asked for by name: then all of it is wanted, however old
}

// standing is where a caller is: their feeds, and the feeds that they had and have no more.
type standing struct {
	sources []source
	feeds   map[string]bool
	lost    []source
	oldest  string // month before which a first sending leaves out
	head    uint64
	again   again // what is sent once more
}

// pull fills the answer with the next page of what has changed for the caller.
func (b *Book) pull(r store.Reader, who Actor, req Request, now time.Time, res *Response) (compared, error) {
	at, reset, denied, err := b.standing(r, who, req, now)
	if err != nil {
		return compared{}, err
	}
	res.Reset, res.Denied = reset, denied
	p := page{standing: at, book: b, r: r, docs: b.memory.At(r), res: res, sent: map[string]bool{}}
	if err := p.withdraw(); err != nil {
		return compared{}, err
	}
	reached, err := p.fill()
	if err != nil {
		return compared{}, err
	}
	res.More = res.More || reached < at.head
	res.Cursor = encodeCursor(p.groups(reached), at.again.reached(reached, at.head), b.epoch.Secret(), who.Person)
	found, err := p.differs(req.Digests)
	if found.done {
		res.Differs = found.differ[:min(len(found.differ), maxDiffers)]
	}
	return found, err
}

// Pending says whether a sync with this cursor would bring something.
func (b *Book) Pending(ctx context.Context, who Actor, cursor string, feeds []string) (bool, error) {
	if who.SendOnly {
		return false, nil
	}
	now := b.cfg.Clock()
	var pending bool
	err := b.store.View(ctx, b.space, func(r store.Reader) error {
		at, reset, _, err := b.standing(r, who, Request{Cursor: cursor, Feeds: feeds}, now)
		if err != nil {
			return err
		}
		pending = reset || len(at.lost) > 0 || len(at.again.months) > 0
		for _, src := range at.sources {
			if pending || src.pos >= at.head || b.memory.Still(src.name, src.pos, at.head) {
				continue
			}
			for kv, err := range r.Scan(layout.FeedAfter(src.name, src.pos)) {
				if err != nil {
					return err
				}
				if seq, _ := layout.FeedRow(src.name, kv.Key); !src.skips(seq, kv.Value, at.oldest) {
					pending = true
					break
				}
			}
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("look for changes: %w", err)
	}
	return pending, nil
}

// standing works out where a caller is. A cursor that cannot be read, or of another epoch, begins from nothing.
func (b *Book) standing(r store.Reader, who Actor, req Request, now time.Time) (at standing, reset bool, denied []string, err error) {
	h, err := b.readHead(r)
	if err != nil {
		return standing{}, false, nil, err
	}
	all, named, denied, err := b.granted(r, h.Seq, who, req.Feeds, now)
	if err != nil {
		return standing{}, false, nil, err
	}
	var groups []group
	if req.Epoch != "" && req.Epoch != b.epoch.Name {
		reset = true
	} else if req.Cursor != "" {
		if groups, at.again, err = decodeCursor(req.Cursor, b.epoch.Secret(), who.Person); err != nil {
			reset = true
		} else if at.again, err = at.again.asked(req.Refetch); err != nil {
			return standing{}, false, nil, err
		}
	}
	had := make(map[layout.FeedHash]group, len(all))
	for _, g := range groups {
		for _, hash := range g.feeds {
			had[hash] = g
		}
	}
	month := now.UTC()
	month = time.Date(month.Year(), month.Month()-firstMonths, 1, 0, 0, 0, 0, time.UTC)
	at = standing{feeds: all, head: h.Seq, oldest: month.Format("2006-01"), again: at.again}
	at.sources = make([]source, 0, len(all))
	for name := range all {
		src := source{name: name, hash: layout.HashFeed(name), until: h.Seq, named: named[name]}
		if g, held := had[src.hash]; held {
			src.pos, src.until = g.pos, g.until
			delete(had, src.hash)
		}
		src.from = at.again.from(src.pos)
		at.sources = append(at.sources, src)
	}
	slices.SortFunc(at.sources, func(a, b source) int { return slices.Compare(a.hash[:], b.hash[:]) })
	for hash, g := range had {
		name, err := r.Get(layout.NameKey(hash))
		if err != nil {
			return standing{}, false, nil, fmt.Errorf("name of a feed: %w", err)
		}
		if name != nil {
			at.lost = append(at.lost, source{name: string(name), hash: hash, pos: g.pos, until: g.until})
		}
	}
	slices.SortFunc(at.lost, func(a, b source) int { return slices.Compare(a.hash[:], b.hash[:]) })
	return at, reset, denied, nil
}

// skips says whether a row is left out because the feed is being sent for the first time.
func (s source) skips(seq uint64, value []byte, oldest string) bool {
	if seq > s.until {
		return false
	}
	if layout.IsGone(value) {
		return true
	}
	month := layout.MonthOf(value)
	return !s.named && month != "" && month < oldest
}

// page is one answer's documents as they are gathered.
type page struct {
	standing
	book  *Book
	r     store.Reader
	docs  *look.Look
	res   *Response
	sent  map[string]bool
	bytes int
}

// withdraw tells of the documents of feeds that the caller has no more, unless another of their feeds holds them.
func (p *page) withdraw() error {
	for i, src := range p.lost {
		if len(p.res.Gone) > pageGone || p.bytes >= pageBytes {
			p.lost, p.res.More = p.lost[i:], true
			return nil
		}
		for kv, err := range p.r.Scan(layout.FeedAfter(src.name, 0)) {
			if err != nil {
				return fmt.Errorf("withdraw feed %s: %w", src.name, err)
			}
			seq, ref := layout.FeedRow(src.name, kv.Key)
			if seq <= src.pos && layout.IsGone(kv.Value) {
				continue
			}
			if err := p.leave(ref); err != nil {
				return err
			}
		}
	}
	p.lost = nil
	return nil
}

// leave tells that a document is gone, unless the caller still holds it by another feed. One that is old is sent then:
// the first sending of that feed may have left it out, and what the caller has be from before it left.
func (p *page) leave(ref string) error {
	if p.sent[ref] {
		return nil
	}
	found, err := p.docs.Row(ref)
	if err != nil {
		return err
	}
	place, held := found.HeldBy(p.feeds)
	if !held {
		p.sent[ref] = true
		p.res.Gone = append(p.res.Gone, ref)
		return nil
	}
	live, err := p.r.Get(layout.FeedKey(place.Feed, place.Seq, ref))
	if err != nil {
		return fmt.Errorf("read %s in feed %s: %w", ref, place.Feed, err)
	}
	if month := layout.MonthOf(live); month != "" && month < p.oldest {
		return p.send(ref, month)
	}
	return nil
}

// fill gathers rows of all feeds in the order of their seqs until the page is full; the answer is the seq through which
// everything was sent.
func (p *page) fill() (uint64, error) {
	rows, err := newMerge(&p.book.memory, p.r, p.sources, p.head)
	if err != nil {
		return 0, fmt.Errorf("read changes: %w", err)
	}
	defer rows.stop()
	last, most := uint64(0), cmp.Or(p.book.cfg.Page, pageDocs)
	for {
		src, next, ok, err := rows.next()
		if err != nil {
			return 0, fmt.Errorf("read changes: %w", err)
		}
		if !ok {
			return p.head, nil
		}
		if next.seq != last && (len(p.res.Docs) >= most || p.bytes >= pageBytes || len(p.res.Gone) > pageGone) {
			return next.seq - 1, nil
		}
		if fault.On(fault.CursorBeforeRows) && len(p.res.Docs) == 2 {
			return p.head, nil
		}
		last = next.seq
		had := next.seq <= src.pos && !p.again.wants(next.value)
		if had || p.sent[next.ref] || src.skips(next.seq, next.value, p.oldest) || layout.IsGone(next.value) && fault.On(fault.MovedWithoutGone) {
			continue
		}
		if layout.IsGone(next.value) {
			err = p.leave(next.ref)
		} else {
			err = p.send(next.ref, layout.MonthOf(next.value))
		}
		if err != nil {
			return 0, err
		}
	}
}

func (p *page) send(ref, month string) error {
	stored, err := p.r.Get(layout.DocKey(ref))
	if err != nil {
		return fmt.Errorf("read %s: %w", ref, err)
	}
	text, err := layout.DocIn(stored)
	if err != nil {
		return fmt.Errorf("read %s: %w", ref, err)
	}
	p.sent[ref] = true
	p.bytes += len(text)
	p.res.size = p.bytes
	p.res.Docs = append(p.res.Docs, merge.Stored{Ref: ref, Month: month, Stored: text})
	return nil
}

// groups are where the caller is after the page.
func (p *page) groups(reached uint64) []group {
	var groups []group
	add := func(src source, pos uint64) {
		if src.until <= pos {
			src.until = 0
		}
		at := slices.IndexFunc(groups, func(g group) bool { return g.pos == pos && g.until == src.until })
		if at < 0 {
			at = len(groups)
			groups = append(groups, group{pos: pos, until: src.until})
		}
		groups[at].feeds = append(groups[at].feeds, src.hash)
	}
	for _, src := range p.sources {
		add(src, max(src.pos, reached))
	}
	for _, src := range p.lost {
		add(src, src.pos)
	}
	return groups
}
