package book

// SmallPages makes pages of so many documents, so that a test needs no thousands to meet their ends.
func (b *Book) SmallPages(docs int) { b.cfg.Page = docs }

// ForgetNews lets the book forget what its last commits have changed, as it does after very many.
func (b *Book) ForgetNews() {
	b.news.mu.Lock()
	defer b.news.mu.Unlock()
	for _, c := range b.news.commits {
		b.news.forgotten = max(b.news.forgotten, c.upTo)
	}
	b.news.commits = nil
}
