// The view: a pulled document with this device's own operations laid over it. Pure.
//
// An operation is laid over while it has no verdict, and after that until a pull has shown what the verdict did: the
// pulled rev has reached its seq, or everything has been pulled. One that was refused is not laid over: it stands
// beside the row, in words, and is all that there is of a row that the book does not have. The examples in
// sync/merge/testdata/view bind this and the engine alike.

import { tolerance } from "./clock";
import type { Act } from "./core";
import { inOrder } from "./numbers";
import { untaken, type Conflict, type Doc, type Fields, type Json, type Kept, type Parked, type Row, type Status } from "./types";

/** Whether an operation is still laid over the document, whose pulled rev is given. */
export function isPending(kept: Kept, rev = 0): boolean {
  if (kept.lost !== undefined) return false;
  if (kept.verdict === undefined) return true;
  return kept.verdict.verdict !== "refused" && kept.settled !== true && kept.verdict.seq > rev;
}

/** Whether the server has not answered about it. */
export function isWaiting(kept: Kept): boolean {
  return kept.verdict === undefined;
}

/**
 * The row of a document: doc is undefined where nothing was pulled, own are this device's operations on it by n, sent
 * the ids that are on their way now.
 */
export function viewOf(ref: string, doc: Doc | undefined, own: readonly Kept[], sent?: ReadonlySet<string>): Row {
  const made = [...own].sort(inOrder);
  const pending = made.filter((k) => isPending(k, doc?.rev));
  const unread = made.filter((k) => k.verdict?.verdict === "refused" && k.seen !== true);
  const parked = parkedOn(doc, own);
  const conflicts = (doc?.conflicts ?? []).filter((c) => !answered(c, pending));
  let fields = laid(doc?.fields ?? {}, []);
  const none = Object.keys(fields).length === 0;
  const refused = unread.at(none ? 0 : -1); // what follows on a new row that was refused is refused for that alone
  if (none && pending.every(isWaiting)) fields = laid({}, parked.length > 0 ? parked : unread.map((k) => k.op));
  const slash = ref.indexOf("/");
  const row = {
    ref, kind: ref.slice(0, slash), id: ref.slice(slash + 1), rev: doc?.rev ?? 0, fields: laid(fields, pending.map((k) => k.op)),
    conflicts, parked, pending, status: statusOf(pending, conflicts, parked, refused, sent),
  };
  const clock = clockOf(doc, pending);
  return { ...row, ...(doc?.by ? { by: doc.by } : {}), ...(refused ? { refused } : {}), ...(clock ? { clock } : {}) };
}

// What waits was written last: its clock counts where it says something.
function clockOf(doc: Doc | undefined, pending: readonly Kept[]): Row["clock"] {
  const at = pending.findLast((k) => Math.abs(k.op.at.offset ?? 0) > tolerance)?.op.at;
  const ahead = at?.offset ?? doc?.clock ?? 0;
  return ahead === 0 ? undefined : { ahead, wall: at?.wall ?? doc?.wall ?? "" };
}

// What the person sees first is what asks for them.
function statusOf(pending: readonly Kept[], conflicts: readonly Conflict[], parked: readonly Parked[], refused: Kept | undefined, sent?: ReadonlySet<string>): Status {
  const waiting = pending.filter(isWaiting);
  if (conflicts.length > 0) return "needs-you";
  if (waiting.length > 0) return sent !== undefined && waiting.every((k) => sent.has(k.id)) ? "sent" : "phone";
  if (refused) return "refused";
  return parked.length > 0 ? "parked" : "received";
}

// A conflict that a waiting operation answers, naming every candidate, asks nobody any more.
function answered(conflict: Conflict, pending: readonly Kept[]): boolean {
  return pending.some((k) => conflict.candidates.slice(1).every((c) => k.op.resolves?.includes(c.op)));
}

// What the server says is parked, and what it has just said of this device's own before the document was pulled.
function parkedOn(doc: Doc | undefined, own: readonly Kept[]): readonly Parked[] {
  const told = doc?.parked ?? [];
  const fresh = own
    .filter((k) => k.verdict?.verdict === "parked" && (isPending(k, doc?.rev) || doc === undefined) && !told.some((p) => p.op === k.id))
    .map((k) => ({ op: k.id, set: k.op.set, at: k.op.at, why: k.op.why ?? "", reason: k.verdict?.code ?? "" }));
  return fresh.length === 0 ? told : [...told, ...fresh];
}

/**
 * The change of a document that the server did not take, as it can be taken: the document anew, with all that it said, under
 * an id of its own; for what follows on a refused one is refused whatever it says. undefined where the book has the document.
 */
export function anew(row: Row | undefined, set: Fields, newId: () => string): Pick<Act, "ref" | "base" | "set"> | undefined {
  return row && untaken(row) ? { ref: `${row.kind}/${newId()}`, base: 0, set: laid(row.fields, [{ set }, { set: { void: null } }]) } : undefined;
}

function laid(base: Fields, over: readonly { readonly set: Fields }[]): Fields {
  const out: Record<string, Json> = Object.assign({}, base, ...over.map(({ set }) => set));
  return Object.fromEntries(Object.entries(out).filter(([, value]) => value !== null));
}
