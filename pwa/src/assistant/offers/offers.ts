// The shifts that are offered to somebody, and what they have answered. Derived, never copied.

import { kinds, type Kind } from "../../core/month";
import type { Plan } from "../../core/plan";
import { instant, type Minute } from "../../core/time";
import { text, untaken, type Fields, type Row } from "../../core/types";

/** How an offer stands for whoever it is made to. */
export type Standing = "open" | "yes" | "no" | "yours" | "gone";

/** A shift that somebody is asked about. */
export interface Asked {
  readonly beneficiary: string;
  readonly kind: Kind;
  readonly start: Minute;
  readonly end: Minute;
}

/** A shift that is offered. */
export interface Offer extends Asked {
  readonly id: string;
  readonly how: "first" | "pick";
  readonly standing: Standing;
  /** The last answer has not reached the server yet. */
  readonly waiting: boolean;
}

/** The shift that fields tell of. */
export function askedOf(f: Fields): Asked {
  return { beneficiary: text(f, "beneficiary"), kind: kinds.find((k) => k === f["kind"]) ?? "active", start: text(f, "start"), end: text(f, "end") };
}

/** What I have said last, by the ref of the offer or the exchange that it answers. */
export function saidBy(rows: Iterable<Row>, me: string): ReadonlyMap<string, Row> {
  const said = new Map<string, Row>();
  for (const row of rows) {
    const f = row.fields;
    if (row.kind !== "reply" || f["assistant"] !== me || untaken(row)) continue;
    const to = f["exchange"] ? `exchange/${text(f, "exchange")}` : `offer/${text(f, "offer")}`;
    const before = said.get(to);
    // Ids are made in order of time.
    if (!before || before.ref < row.ref) said.set(to, row);
  }
  return said;
}

/**
 * What is offered to me and not over, the earliest first. What I have not said yes to is there until it begins; what is somebody
 * else's, or was taken back, is told to those who said yes alone.
 */
export function offersFor(rows: readonly Row[], me: string, now: number): Offer[] {
  const said = saidBy(rows, me);
  const offers: Row[] = [];
  const mine = new Set<string>();
  for (const row of rows) {
    if (row.kind === "offer") offers.push(row);
    if (row.kind === "plan" && row.fields["assistant"] === me && row.fields["void"] !== true) mine.add(row.ref.slice(5));
  }
  const found: Offer[] = [];
  for (const { ref, fields: f } of offers) {
    const [shift, given, to] = [askedOf(f), text(f, "given"), f["to"]];
    if (!Array.isArray(to) || !to.includes(me) || !(instant(shift.end) > now)) continue;
    const reply = said.get(ref);
    const yes = reply?.fields["says"] === "yes";
    const gone = f["void"] === true || (given !== "" && given !== me);
    if (gone ? !yes || mine.has(text(f, "plan")) : !yes && given === "" && !(instant(shift.start) > now)) continue;
    const standing = gone ? "gone" : given === me ? "yours" : reply === undefined ? "open" : yes ? "yes" : "no";
    found.push({
      ...shift, id: ref.slice("offer/".length),
      how: f["how"] === "pick" ? "pick" : "first", standing, waiting: reply?.status === "phone",
    });
  }
  return found.sort((a, b) => instant(a.start) - instant(b.start) || (a.id < b.id ? -1 : 1));
}

/** The wishes to be without a plan that I have not taken back, by the id of the plan. */
export function swapsOf(rows: Iterable<Row>, me: string): ReadonlyMap<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) if (row.kind === "swap" && row.fields["assistant"] === me && row.fields["void"] !== true && !untaken(row)) found.set(text(row.fields, "plan"), row);
  return found;
}

/** The fields of a wish to be without a plan. */
export function swap({ id, beneficiary, start }: Pick<Plan, "id" | "beneficiary" | "start">, me: string): Fields {
  return { plan: id, assistant: me, beneficiary, month: start.slice(0, 7) };
}

/** The fields of an answer. */
export function answer({ id, beneficiary, start }: Offer, me: string, says: "yes" | "no"): Fields {
  return { offer: id, assistant: me, beneficiary, month: start.slice(0, 7), says };
}
