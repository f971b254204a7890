package form_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// buttons are the boxes and groups of a form that are pressed, by their names, as qpdf tells of them.
func buttons(t testing.TB, raw []byte) map[string]string {
	t.Helper()
	var said struct {
		Acroform struct {
			Fields []struct {
				Fullname    string
				IsCheckbox  bool
				Isradio     bool `json:"isradiobutton"`
				Value       any
				Parentvalue any
			}
		}
	}
	if err := json.Unmarshal(raw, &said); err != nil {
		t.Fatal(err)
	}
	pressed := map[string]string{}
	for _, f := range said.Acroform.Fields {
		value, _ := f.Value.(string)
		if value = strings.TrimPrefix(value, "/"); (f.IsCheckbox || f.Isradio) && value != "Off" && value != "" {
			if _, known := pressed[f.Fullname]; !known {
				pressed[f.Fullname] = value
			}
		}
	}
	return pressed
}
