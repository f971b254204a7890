package store

import "fmt"

// piece is how long each piece of a long value is, in bytes: with room to spare below MaxValue.
const piece = 60 << 10

// PutPieces keeps a value of any length as pieces below a prefix, which nothing else is kept under: <prefix>00, <prefix>01, …
// Nothing is kept of an empty value, and at most 100 pieces, which is more than an Update takes. A value that is there already
// is wiped first by whoever means to change it.
func PutPieces(tx Txn, prefix string, value []byte) {
	for n := 0; len(value) > 0; n++ {
		size := min(len(value), piece)
		tx.Put(fmt.Appendf(nil, "%s%02d", prefix, n), value[:size])
		value = value[size:]
	}
}

// GetPieces gives back what PutPieces has kept; nil where there is nothing.
func GetPieces(r Reader, prefix string) ([]byte, error) {
	var value []byte
	for kv, err := range r.Scan(Prefix([]byte(prefix))) {
		if err != nil {
			return nil, err
		}
		value = append(value, kv.Value...)
	}
	return value, nil
}

// Wipe takes away everything below a prefix.
func Wipe(tx Txn, prefix string) error {
	for kv, err := range tx.Scan(Prefix([]byte(prefix))) {
		if err != nil {
			return err
		}
		tx.Delete(kv.Key)
	}
	return nil
}
