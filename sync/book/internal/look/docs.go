package look

import (
	"sync"

	"passbok/sync/merge"
)

// maxDecoded bounds the cache of decoded documents, in bytes as stored; beyond it the cache begins anew.
const maxDecoded = 4 << 20

// docCache keeps documents as decoded, for those who look at the same months again and again. It is never wrong: a feed's
// row says which entry last changed a document, and no two contents of a document have the same entry. Only what was read
// from a snapshot is kept, since what a transaction has written may never come to be.
type docCache struct {
	mu   sync.RWMutex
	docs map[string]merge.Document
	size int
}

// at finds a document as entry seq left it.
func (c *docCache) at(ref string, seq uint64) (merge.Document, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	doc, there := c.docs[ref]
	return doc, there && doc.Rev == seq
}

// keep keeps a document that takes so many bytes, unless a newer one is there.
func (c *docCache) keep(doc merge.Document, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.docs[doc.Ref].Rev >= doc.Rev {
		return
	}
	if c.docs == nil {
		c.docs = map[string]merge.Document{}
	}
	if c.size+size > maxDecoded {
		clear(c.docs)
		c.size = 0
	}
	c.docs[doc.Ref] = doc
	c.size += size
}
