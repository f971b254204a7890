package signed

import (
	"context"
	"encoding/json"
	"fmt"

	"passbok/store"
)

// rows is how many are read at a time by who goes through all.
const rows = 100

// Walk goes through every signature of a book, without the bytes.
func (s *Signatures) Walk(ctx context.Context, book string, fn func(Evidence) error) error {
	from, to := store.Prefix([]byte(evidenceKeys + book + "/"))
	for kv, err := range store.Pages(ctx, s.store, Space, from, to, rows) {
		var e Evidence
		if err == nil {
			err = json.Unmarshal(kv.Value, &e)
		}
		if err == nil {
			err = fn(e)
		}
		if err != nil {
			return fmt.Errorf("go through the signatures: %w", err)
		}
	}
	return nil
}

// Check says what of a book's evidence is not as it was kept: lines for people, none where all holds. It also counts.
func (s *Signatures) Check(ctx context.Context, book string, progress func(done, of uint64)) (count int, wrong []string, err error) {
	err = s.Walk(ctx, book, func(head Evidence) error {
		progress(uint64(count), 0)
		count++
		return s.store.View(ctx, Space, func(r store.Reader) error {
			key := head.key()
			e, ok, err := readHead(r, key)
			if err != nil || !ok { // gone meanwhile
				return err
			}
			if e.Signature, err = store.GetPieces(r, signatureKeys+key+"/"); err != nil {
				return err
			}
			if e.OCSP, err = store.GetPieces(r, ocspKeys+key+"/"); err != nil {
				return err
			}
			paper, laid, err := readPaper(r, e.Book, e.Sheet)
			switch {
			case err != nil:
				return err
			case DigestOf(e.Signature, e.OCSP) != e.Digest:
				wrong = append(wrong, fmt.Sprintf("signature over %s as %s: its bytes are not those that were kept", e.Sheet, e.Role))
			case !laid || digest(paper.Document) != paper.Digest:
				wrong = append(wrong, fmt.Sprintf("signature over %s as %s: what was signed is not what was kept", e.Sheet, e.Role))
			}
			return nil
		})
	})
	return count, wrong, err
}

// Forget takes away the papers of versions, and every signature over them. It says how many signatures went. It may be
// done again.
func (s *Signatures) Forget(ctx context.Context, book string, sheets []string) (gone int, err error) {
	for _, sheet := range sheets {
		went := 0
		err := s.store.Update(ctx, Space, func(tx store.Txn) error {
			went = 0
			at := name(book, sheet)
			for kv, err := range tx.Scan(store.Prefix([]byte(evidenceKeys + at + "/"))) {
				if err != nil {
					return err
				}
				tx.Delete(kv.Key)
				went++
			}
			tx.Delete([]byte(paperKeys + at))
			for _, kind := range []string{documentKeys, signatureKeys, ocspKeys} {
				if err := store.Wipe(tx, kind+at+"/"); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return gone, fmt.Errorf("forget the signatures over %s: %w", sheet, err)
		}
		gone += went
	}
	return gone, nil
}
