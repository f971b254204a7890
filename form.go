package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"passbok/month/form"
)

// formCommand is `passbok form …`: for who installs Försäkringskassan's own PDF forms.
type formCommand struct {
	Check  checkFormCommand  `cmd:"" help:"Hold a mapping against a form: what does not fit, which fields stay empty, which of our values go nowhere. Exit code 2 where something does not fit."`
	Fields fieldsFormCommand `cmd:"" help:"List the fields of a PDF form."`
	Names  namesFormCommand  `cmd:"" help:"List our names for what can be filled in of a form."`
}

type checkFormCommand struct {
	File    string `arg:"" help:"The form: a PDF with fields." type:"existingfile"`
	Mapping string `arg:"" help:"The mapping: JSON." type:"existingfile"`
	JSON    bool   `name:"json" help:"Print one JSON object."`
}

// errForm ends `passbok form check` where form and mapping do not fit together.
var errForm = errors.New("form and mapping do not fit together; until they do, papers are printed without the form")

func (c *checkFormCommand) Run() error {
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("read the form: %w", err)
	}
	mapping, err := os.ReadFile(c.Mapping)
	if err != nil {
		return fmt.Errorf("read the mapping: %w", err)
	}
	m, err := form.ReadMapping(mapping)
	if err != nil {
		return err
	}
	found, err := form.Check(raw, m)
	if err != nil {
		return err
	}
	if c.JSON {
		err = json.NewEncoder(os.Stdout).Encode(found)
	} else {
		err = tellForm(os.Stdout, found)
	}
	if err == nil && len(found.Wrong) > 0 {
		err = errForm
	}
	return err
}

func tellForm(w io.Writer, r form.Report) error {
	holds := "all fits"
	if len(r.Wrong) > 0 {
		holds = fmt.Sprintf("%d do not fit", len(r.Wrong))
	}
	lines := []string{fmt.Sprintf("%s: %d fields, %d of them filled: %s", r.Form, r.Fields, r.Filled, holds)}
	for _, wrong := range r.Wrong {
		lines = append(lines, "  WRONG: "+wrong)
	}
	for _, empty := range r.Empty {
		lines = append(lines, "  nothing fills: "+empty)
	}
	for _, unused := range r.Unused {
		lines = append(lines, "  goes nowhere: "+unused)
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}

type fieldsFormCommand struct {
	File string `arg:"" help:"The form: a PDF with fields." type:"existingfile"`
	JSON bool   `name:"json" help:"Print one JSON array."`
}

func (c *fieldsFormCommand) Run() error {
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("read the form: %w", err)
	}
	fields, err := form.Fields(raw)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(fields)
	}
	for _, f := range fields {
		if _, err := fmt.Fprintf(os.Stdout, "%s\t%s\t%s\n", f.Name, f.Kind, f.Options); err != nil {
			return err
		}
	}
	return nil
}

type namesFormCommand struct {
	Form string `arg:"" help:"3057 (the invoice) or 3059 (the timesheet)." enum:"3057,3059"`
	JSON bool   `name:"json" help:"Print one JSON array."`
}

func (c *namesFormCommand) Run() error {
	names := form.Names("FK " + c.Form)
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(names)
	}
	_, err := fmt.Fprintln(os.Stdout, strings.Join(names, "\n"))
	return err
}
