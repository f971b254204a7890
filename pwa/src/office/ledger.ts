// A customer's month as this device holds it: rows, disagreements, late changes.

import { text, type Row as Doc } from "../core/types";
import { rowOf, touches, type Answer, type Disagreement } from "./doc";
import type { LedgerLine } from "./MonthTables";
import type { Over } from "./out/Download";
import type { MonthView, Row } from "./types";

/** A row with its open disagreement. */
export interface Open {
  row: Row;
  rev: number;
  conflict: Disagreement;
}

/** A change that waits for a decision; row is undefined where it would be a new one that says nothing yet. */
export interface Late {
  row: Row | undefined;
  /** Of what the invoice says besides its hours: what it says now. */
  declares?: Doc["fields"];
  change: Answer;
  isNew: boolean;
}

/** What this device holds of a customer's month. */
export interface Ledger {
  lines: LedgerLine[];
  open: Open[];
  late: Late[];
}

/** Reads a customer's month out of the documents; removed rows are in it, and say so. */
export function ledgerOf(docs: ReadonlyMap<string, Doc>, beneficiary: string, month: string, names: (id: string) => string): Ledger {
  const ledger: Ledger = { lines: [], open: [], late: [] };
  for (const doc of docs.values()) {
    const answers = doc.parked as unknown as readonly Answer[];
    if (doc.ref === `declaration/${beneficiary}@${month}`) for (const change of answers) ledger.late.push({ row: undefined, declares: doc.fields, change, isNew: false });
    if (doc.kind !== "shift") continue;
    const made = text(doc.fields, "start") !== "";
    const row = made ? rowOf(doc.ref, doc.fields, names(text(doc.fields, "assistant")), doc.conflicts.length > 0, doc.parked.length > 0) : undefined;
    const here = row !== undefined && text(doc.fields, "beneficiary") === beneficiary && touches(row, month);
    for (const change of answers) {
      const after = rowOf(doc.ref, { ...doc.fields, ...change.set }, names(text({ ...doc.fields, ...change.set } as Doc["fields"], "assistant")), false, true);
      const there = { ...doc.fields, ...change.set }["beneficiary"] === beneficiary && after.start !== "" && touches(after, month);
      if (here || there) ledger.late.push({ row: row ?? after, change, isNew: !made });
    }
    if (!here) continue;
    ledger.lines.push({ ...row, waiting: doc.status === "phone" || doc.status === "sent", refused: doc.status === "refused" });
    for (const conflict of doc.conflicts) ledger.open.push({ row, rev: doc.rev, conflict: conflict as unknown as Disagreement });
  }
  return ledger;
}

/** Of how many rows two answers stand, and where the first of them is settled: no file is made over that. */
export function overOf(lines: readonly Pick<Row, "id" | "conflict">[], beneficiary: string, month: string): Over {
  const open = lines.filter((line) => line.conflict === true);
  return { n: open.length, place: `/office/${beneficiary}/${month}?row=${(open[0]?.id ?? "").replace(/^shift\//, "")}` };
}

/** The rows that the server's view has: what is shown until the documents are here. */
export function linesOf(view: MonthView): LedgerLine[] {
  return view.rows.map((row) => ({ ...row, id: row.id.includes("/") ? row.id : `shift/${row.id}`, waiting: false }));
}
