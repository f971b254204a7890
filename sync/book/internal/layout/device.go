package layout

import (
	"encoding/json"
	"fmt"

	"passbok/store"
	"passbok/sync/merge"
)

// Device is what the book knows of one database on one phone.
type Device struct {
	V         int              `json:"v"`
	Person    string           `json:"person"`
	Last      uint64           `json:"last"`
	Ancestors []merge.Ancestor `json:"ancestors,omitempty"`
	Unlogged  bool             `json:"unlogged,omitempty"` // no entry says yet whom it took over from
	Offset    int64            `json:"offset,omitempty"`   // milliseconds ahead of us when it last sent something
	Seen      string           `json:"seen"`
}

// ReadDevice reads what is known of a device; one that is not known is empty.
func ReadDevice(r store.Reader, id string) (Device, error) {
	stored, err := r.Get(DeviceKey(id))
	if err != nil || stored == nil {
		return Device{}, err
	}
	var dev Device
	if err := json.Unmarshal(stored, &dev); err != nil {
		return Device{}, fmt.Errorf("read device %s: %w", id, err)
	}
	return dev, nil
}
