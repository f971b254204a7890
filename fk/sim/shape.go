package sim

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// shape is what an element may be: a leaf whose text is held to a rule, or the parts that it has, in order. The
// tables in eltshapes.go say the same as the schema, and were written without it.
type shape struct {
	name     string // "" for a choice: exactly one of the parts
	space    string // namespace; "" in a part: that of what it is in
	min, max int    // how many; both 0: exactly one. max below 0: any number
	text     func(string) bool
	parts    []shape
	any      bool // whatever is in it is let through
}

func (s shape) least() int {
	if s.min == 0 && s.max == 0 {
		return 1
	}
	return s.min
}

func (s shape) most() int {
	if s.min == 0 && s.max == 0 {
		return 1
	}
	return s.max
}

// node is an element as it came.
type node struct {
	space, name string
	text        string
	kids        []*node
}

// first is the first element of that name in it; an empty one where there is none.
func (n *node) first(name string) *node {
	for _, kid := range n.kids {
		if kid.name == name {
			return kid
		}
	}
	return &node{}
}

const (
	maxNesting = 16
	xsi        = "http://www.w3.org/2001/XMLSchema-instance"
)

// parse reads one XML document, without types, entities or attributes.
func parse(raw []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(raw))
	top := &node{}
	open := []*node{top}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errors.New("dokumentet är inte välformad XML")
		}
		in := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name != (xml.Name{Local: "xmlns"}) && a.Name != (xml.Name{Space: xsi, Local: "schemaLocation"}) {
					return nil, fmt.Errorf("elementet '%s' har attributet '%s' som inte får finnas", t.Name.Local, a.Name.Local)
				}
			}
			n := &node{space: t.Name.Space, name: t.Name.Local}
			in.kids = append(in.kids, n)
			if open = append(open, n); len(open) > maxNesting {
				return nil, errors.New("elementen ligger för djupt i varandra")
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			in.text += string(t)
		case xml.Directive:
			return nil, errors.New("dokumentet har en DOCTYPE")
		}
	}
	if len(top.kids) != 1 || strings.TrimSpace(top.text) != "" {
		return nil, errors.New("dokumentet har inte ett rotelement")
	}
	return top.kids[0], nil
}

// holds tells whether an element is what it must be; the error says what is wrong first, and quotes no text.
func (s shape) holds(n *node) error {
	if n.name != s.name || n.space != s.space {
		return fmt.Errorf("elementet '%s' i namnrymden '%s' var inte väntat; väntat var '%s' i '%s'", n.name, n.space, s.name, s.space)
	}
	switch {
	case s.any:
		return nil
	case s.text != nil:
		if len(n.kids) > 0 {
			return fmt.Errorf("elementet '%s' får inte ha element i sig", n.name)
		}
		if !s.text(n.text) {
			return fmt.Errorf("värdet i elementet '%s' är inte giltigt", n.name)
		}
		return nil
	case strings.Trim(n.text, space) != "":
		return fmt.Errorf("elementet '%s' får inte ha text i sig", n.name)
	}
	left := n.kids
	for _, p := range s.parts {
		var err error
		if left, err = s.take(p, left); err != nil {
			return fmt.Errorf("i '%s': %w", n.name, err)
		}
	}
	if len(left) > 0 {
		return fmt.Errorf("i '%s': elementet '%s' var inte väntat", n.name, left[0].name)
	}
	return nil
}

// take takes from the elements those that are the next part.
func (s shape) take(p shape, left []*node) ([]*node, error) {
	if p.name == "" {
		for _, one := range p.parts {
			if len(left) > 0 && left[0].name == one.name {
				return s.take(one, left)
			}
		}
		return nil, fmt.Errorf("elementet '%s' saknas, eller ett som kan stå i dess ställe", p.parts[0].name)
	}
	if p.space == "" {
		p.space = s.space
	}
	n := 0
	for ; len(left) > 0 && left[0].name == p.name && (p.most() < 0 || n < p.most()); n++ {
		if err := p.holds(left[0]); err != nil {
			return nil, err
		}
		left = left[1:]
	}
	if n < p.least() {
		return nil, fmt.Errorf("elementet '%s' saknas", p.name)
	}
	return left, nil
}

const space = " \t\r\n"
