package sim

import (
	"context"
	"encoding/json"
	"fmt"

	"passbok/store"
)

// nextEpoch makes a restored database begin a new epoch, as restoring must.
func nextEpoch(ctx context.Context, st store.Store, generation int) error {
	err := st.Update(ctx, "book:"+bookID, func(tx store.Txn) error {
		stored, err := tx.Get([]byte("epoch"))
		if err != nil {
			return err
		}
		var epoch map[string]any
		if err := json.Unmarshal(stored, &epoch); err != nil {
			return err
		}
		number := int(epoch["number"].(float64)) + 1
		epoch["number"], epoch["name"] = max(number, generation), fmt.Sprintf("%d-restored", generation)
		epoch["key"] = fmt.Sprintf("%032x", generation)
		text, err := json.Marshal(epoch)
		if err != nil {
			return err
		}
		tx.Put([]byte("epoch"), text)
		return nil
	})
	if err != nil {
		return fmt.Errorf("begin a new epoch: %w", err)
	}
	return nil
}
