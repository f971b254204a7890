package look

import "sync"

// Kept keeps what is computed from a book's documents, by name, for as long as nothing that it was computed from changes:
// a board of five hundred months is then computed anew only where something happened. It is never wrong. Whatever a
// computation reads is noted; an entry of the log that touches any of it makes the thing be computed again. What a
// computation answers, which may be made from other things that are kept, must follow from the documents and from its name
// alone: whoever depends on the day puts the day into the name. What is kept is handed out as it is, so nobody may change it.
//
// Its zero value is empty and ready; it is safe for concurrent use, and belongs to one book.
type Kept[T any] struct {
	mu    sync.Mutex
	seq   uint64 // the entry up to which the things here have been looked at
	items map[string]*kept[T]
	by    map[string]map[string]bool // what was read → names of the things computed from it
}

// kept is one thing.
type kept[T any] struct {
	value T
	from  *trace
	// doubt is set where something may have changed after the entry since, and was not heard of: then it is looked at
	// before it is used.
	doubt bool
	since uint64
}

// maxKept bounds how many things are kept; beyond it the keeping begins anew. A year of 2,500 assistants, month by month, is
// 30,000.
const maxKept = 100_000

// Get gives the thing of this name: as kept, or computed now from the documents, which must be those of a View of the book
// that everything here is of. Inside a command everything is computed, since what a transaction has written may never come
// to be.
func (k *Kept[T]) Get(docs Documents, name string, compute func(Documents) (T, error)) (T, error) {
	d, ok := docs.(*Look)
	if !ok || !d.keeps {
		return compute(docs)
	}
	head, err := d.head()
	if err != nil {
		return *new(T), err
	}
	item, err := k.find(d, head, name)
	if err != nil {
		return *new(T), err
	}
	if item != nil {
		d.traced.include(item.from)
		return item.value, nil
	}
	own := d.memory.At(d.r)
	own.read, own.last = d.read, d.last
	own.traced = &trace{feeds: map[string]bool{}, documents: map[string]uint64{}}
	value, err := compute(own)
	if err != nil {
		return value, err
	}
	d.traced.include(own.traced)
	if !own.traced.unsure {
		k.keep(name, &kept[T]{value: value, from: own.traced}, head)
	}
	return value, nil
}

// find catches up with what has happened, and looks for the thing; nil where it must be computed.
func (k *Kept[T]) find(d *Look, head uint64, name string) (*kept[T], error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if head < k.seq { // an older snapshot than others have seen: it gets its own
		return nil, nil
	}
	k.catchUp(d.memory, head)
	item := k.items[name]
	if item == nil || !item.doubt {
		return item, nil
	}
	same, err := item.from.unchanged(d.memory, d.r, item.since, head)
	if err != nil {
		return nil, err
	}
	if !same {
		k.drop(name)
		return nil, nil
	}
	item.doubt = false
	return item, nil
}

func (k *Kept[T]) catchUp(m *Memory, head uint64) {
	if k.seq == head {
		return
	}
	commits, whole := m.news.between(k.seq, head)
	if !whole {
		for _, item := range k.items {
			if !item.doubt {
				item.doubt, item.since = true, k.seq
			}
		}
	}
	for _, c := range commits {
		for _, feed := range c.Feeds {
			k.dropAll("feed " + feed)
		}
		for _, ref := range c.Documents {
			k.dropAll("doc " + ref)
		}
	}
	k.seq = head
}

// keep puts the thing there, unless more has happened while it was computed.
func (k *Kept[T]) keep(name string, item *kept[T], head uint64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.seq != head {
		return
	}
	if k.items == nil || len(k.items) >= maxKept {
		k.items, k.by = map[string]*kept[T]{}, map[string]map[string]bool{}
	}
	k.drop(name)
	k.items[name] = item
	for _, what := range item.from.all() {
		if k.by[what] == nil {
			k.by[what] = map[string]bool{}
		}
		k.by[what][name] = true
	}
}

func (k *Kept[T]) dropAll(what string) {
	for name := range k.by[what] {
		k.drop(name)
	}
}

func (k *Kept[T]) drop(name string) {
	item := k.items[name]
	if item == nil {
		return
	}
	delete(k.items, name)
	for _, what := range item.from.all() {
		delete(k.by[what], name)
		if len(k.by[what]) == 0 {
			delete(k.by, what)
		}
	}
}
