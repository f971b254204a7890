package house

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"passbok/month/form"
)

// formsFolder is where an operator puts Försäkringskassan's own PDF forms, each with its mapping: fk3057.pdf and fk3057.json,
// fk3059.pdf and fk3059.json.
const formsFolder = "forms"

// loadForms reads the installed forms. One that cannot be used is said to be so, and is not used: papers are printed as where
// there is none.
func loadForms(data string, log *slog.Logger) form.Set {
	set := form.Set{}
	for kind, name := range map[string]string{form.Invoice: "fk3057", form.Timesheet: "fk3059"} {
		path := filepath.Join(data, formsFolder, name)
		switch f, err := loadForm(path, kind); {
		case err != nil:
			log.Error("a form that is installed cannot be used, and papers are printed without it; see `passbok form check`", "form", kind, "error", err)
		case f != nil:
			set[kind] = f
		}
	}
	return set
}

// loadForm reads one form; nil where neither it nor its mapping is there.
func loadForm(path, kind string) (*form.Form, error) {
	raw, err := os.ReadFile(path + ".pdf")
	mapping, failed := os.ReadFile(path + ".json")
	if errors.Is(err, fs.ErrNotExist) && errors.Is(failed, fs.ErrNotExist) {
		return nil, nil
	}
	if err := errors.Join(err, failed); err != nil {
		return nil, fmt.Errorf("read a form and its mapping: %w", err)
	}
	m, err := form.ReadMapping(mapping)
	if err != nil {
		return nil, err
	}
	if m.Form != kind {
		return nil, fmt.Errorf("%w: it is of %s, and its name says %s", form.ErrMapping, m.Form, kind)
	}
	return form.Open(raw, m)
}
