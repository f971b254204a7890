package main

import (
	"context"
	"fmt"
	"maps"
	"strconv"
)

// pouchDB speaks CouchDB's API to express-pouchdb: a database an assistant, as is usual where people may not see each
// other's documents; an office reads those of its assistants.
type pouchDB struct {
	*process
	of scale
}

func openPouchDB(ctx context.Context, folder, dir string, of scale) (*pouchDB, error) {
	p, err := begin(ctx, dir, func(addr string) []string {
		return []string{"node", folder + "/pouchdb.mjs", portOf(addr), dir}
	})
	if err != nil {
		return nil, err
	}
	b := &pouchDB{p, of}
	l, err := dial(b.addr)
	if err != nil {
		return nil, err
	}
	for a := range of.assistants {
		if err := (httpPhone{l}).json("PUT", "/"+numbered("a", a), "", nil, nil); err != nil {
			return nil, err
		}
	}
	return b, l.conn.Close()
}

func portOf(addr string) string { return addr[len("127.0.0.1:"):] }

func (*pouchDB) name() string { return "express-pouchdb 4.2.0" }
func (*pouchDB) keeps() string {
	return "LevelDB without sync: written, not flushed; a power cut can take the last writes"
}
func (b *pouchDB) server() *process { return b.process }
func (b *pouchDB) close() error     { return b.end() }

func (b *pouchDB) assistant(a int) (phone, error) { return b.phone(numbered("a", a)) }

func (b *pouchDB) office(o int) (phone, error) { return b.phone(b.of.databases(o)...) }

// databases are the assistants of an office.
func (s scale) databases(office int) (names []string) {
	for a := office; a < s.assistants; a += s.offices {
		names = append(names, numbered("a", a))
	}
	return names
}

func (b *pouchDB) phone(databases ...string) (phone, error) {
	l, err := dial(b.addr)
	return &pouchPhone{httpPhone{l}, databases, map[string]int64{}, map[string]map[string]any{}}, err
}

func (b *pouchDB) shown(row *shift) (view, error) {
	l, err := dial(b.addr)
	if err != nil {
		return view{}, err
	}
	var v view
	err = httpPhone{l}.json("GET", "/"+numbered("a", row.assistant)+"/"+pouchID(row), "", nil, &v.stands)
	return v, err
}

func pouchID(row *shift) string { return fmt.Sprintf("%09d", row.id) }

type pouchPhone struct {
	httpPhone
	databases []string
	since     map[string]int64          // by database
	docs      map[string]map[string]any // what it holds, by id
}

func (p *pouchPhone) add(rows []*shift) error {
	database := "/" + numbered("a", rows[0].assistant)
	var docs []map[string]any
	for _, row := range rows {
		doc := row.fields(numbered("a", row.assistant), numbered("b", row.beneficiary))
		doc["_id"] = pouchID(row)
		p.docs[pouchID(row)] = doc
		docs = append(docs, doc)
	}
	type kept struct{ Ok, ID, Rev any }
	if len(docs) == 1 {
		var one kept
		err := p.json("PUT", database+"/"+pouchID(rows[0]), "", docs[0], &one)
		docs[0]["_rev"] = one.Rev
		return err
	}
	var all []kept
	if err := p.json("POST", database+"/_bulk_docs", "", map[string]any{"docs": docs}, &all); err != nil {
		return err
	}
	for i, one := range all {
		if one.Ok != true {
			return fmt.Errorf("a document was not taken: %v", one)
		}
		docs[i]["_rev"] = one.Rev
	}
	return nil
}

// edit sends a change as the replication of a device does that was offline: under a revision that it made itself.
func (p *pouchPhone) edit(c change) error {
	doc, there := p.docs[pouchID(c.row)]
	if !there {
		return fmt.Errorf("the device does not have row %d", c.row.id)
	}
	doc = maps.Clone(doc)
	maps.Copy(doc, c.fields())
	var generation int
	var before string
	if _, err := fmt.Sscanf(fmt.Sprint(doc["_rev"]), "%d-%s", &generation, &before); err != nil {
		return fmt.Errorf("revision of row %d: %w", c.row.id, err)
	}
	fresh := newID()
	fresh = fresh[:8] + fresh[9:13] + fresh[14:18] + fresh[19:23] + fresh[24:]
	doc["_rev"] = strconv.Itoa(generation+1) + "-" + fresh
	sent := maps.Clone(doc)
	sent["_revisions"] = map[string]any{"start": generation + 1, "ids": []string{fresh, before}}
	p.docs[pouchID(c.row)] = doc
	return p.json("POST", "/"+numbered("a", c.row.assistant)+"/_bulk_docs", "",
		map[string]any{"docs": []any{sent}, "new_edits": false}, nil)
}

func (p *pouchPhone) pull() (int, error) {
	got := 0
	for _, database := range p.databases {
		for more := true; more; {
			var answer struct {
				Results []struct {
					ID  string         `json:"id"`
					Doc map[string]any `json:"doc"`
				} `json:"results"`
				Last int64 `json:"last_seq"`
			}
			path := fmt.Sprintf("/%s/_changes?include_docs=true&limit=%d&since=%d", database, perPage, p.since[database])
			if err := p.json("GET", path, "", nil, &answer); err != nil {
				return got, err
			}
			for _, r := range answer.Results {
				p.docs[r.ID] = r.Doc
			}
			p.since[database] = answer.Last
			got, more = got+len(answer.Results), len(answer.Results) == perPage
		}
	}
	return got, nil
}

func (p *pouchPhone) idle(times int) error { return repeat(p, times) }
