package sim

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"passbok/sync/book"
	"passbok/sync/op"
	"passbok/sync/sim/phone"
)

// show writes fields as a person would read them off a screen.
func show(fields op.Fields) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		parts = append(parts, name+" "+word(string(fields[name])))
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// showSet writes what an operation sets.
func showSet(set op.Fields) string {
	switch {
	case len(set) == 0:
		return "what stands is right"
	case string(set[op.Void]) == "true":
		return "remove"
	case set["assistant"] != nil && set["start"] != nil && set["beneficiary"] != nil:
		return "new"
	}
	return show(set)
}

func word(value string) string {
	switch value {
	case "null":
		return "none"
	case "true", "false":
		return value
	}
	return strings.Trim(value, `"`)
}

// tellWrite says what somebody wrote, and what they were looking at.
func (w *world) tellWrite(s *slot, screen phone.Screen, kept *phone.Kept) {
	if w.Tell == nil {
		return
	}
	var saw []string
	for _, name := range slices.Sorted(maps.Keys(kept.Set)) {
		if value, has := screen.Fields[name]; has {
			saw = append(saw, name+" "+word(string(value)))
		}
	}
	seen := ""
	if len(saw) > 0 {
		seen = ", having seen " + strings.Join(saw, ", ")
	}
	decides := ""
	if len(kept.Resolves) > 0 {
		var list []string
		for _, id := range kept.Resolves {
			list = append(list, w.names[id])
		}
		decides = ", deciding about " + strings.Join(list, " and ")
	}
	form := ""
	if kept.Form != phone.Plain {
		form = fmt.Sprintf(" (%s)", kept.Form)
	}
	w.tell("%s writes no %d of its device%s: in %s set %s%s%s (base %d)", s.name, kept.N, form, kept.Doc, show(kept.Set), seen, decides, kept.Base)
}

// tellRequest says what is sent.
func (w *world) tellRequest(s *slot, req book.Request, net Net) {
	if w.Tell == nil {
		return
	}
	if w.resting && len(req.Ops) == 0 {
		return
	}
	what := fmt.Sprintf("%d operations", len(req.Ops))
	if req.Replaces != nil {
		what += fmt.Sprintf(" as a new device that replaces %s through %d", tail(req.Replaces.Device), req.Replaces.Through)
	}
	fate := ""
	if net != Fine {
		fate = ", and it is " + string(net)
	}
	w.tell("%s (device %s) syncs with %s%s", s.name, tail(req.Device), what, fate)
}

func tail(id string) string { return strings.TrimLeft(id[24:], "0") }

// tellAnswer says what came back.
func (w *world) tellAnswer(s *slot, heard phone.Answer, device string) {
	if w.Tell == nil {
		return
	}
	for _, v := range heard.Verdicts {
		again := ""
		if v.Again {
			again = ", again"
		}
		w.tell("    %s is %s %s at %d%s", v.ID, v.Verdict, v.Code, v.Seq, again)
	}
	var got []string
	for _, doc := range heard.Docs {
		more := ""
		if len(doc.Conflicts) > 0 {
			more += fmt.Sprintf(", %d open", len(doc.Conflicts))
		}
		if len(doc.Parked) > 0 {
			more += fmt.Sprintf(", %d parked", len(doc.Parked))
		}
		if strings.HasPrefix(doc.Doc, "shift/") {
			got = append(got, fmt.Sprintf("%s at %d (%s%s)", doc.Doc, doc.Rev, show(doc.Fields), more))
		}
	}
	if len(got) > 0 {
		w.tell("    it now shows %s", strings.Join(got, "; "))
	}
	if len(heard.Gone) > 0 {
		w.tell("    it drops %s", strings.Join(heard.Gone, ", "))
	}
	if device != s.phone.Device {
		w.tell("    it takes a new device id")
	}
}
