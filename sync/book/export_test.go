package book

// SmallPages makes pages of so many documents, so that a test needs no thousands to meet their ends.
func (b *Book) SmallPages(docs int) { b.cfg.Page = docs }
