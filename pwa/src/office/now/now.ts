// Who works at this moment, and who should and does not, as the server tells it: what is to be asked about, and what to say of it.

import { instant } from "../../core/time";
import type { Kind } from "../../ui";
import type { Named } from "../types";
import { weekOf } from "../plan/week";

/** A shift that goes on. Times are as rows have them. */
export interface AtWork {
  /** shift/<id> */
  readonly row: string;
  readonly assistant: Named;
  readonly beneficiary: Named;
  readonly kind: Kind;
  /** When the stay began. */
  readonly since: string;
  readonly month: string;
  /** When its plan ends. */
  readonly planned?: string;
  /** It should be over: it has gone on for long, or past its plan. */
  readonly why?: "long" | "plan";
  /** Two answers stand about the row, or a change of it waits. */
  readonly doubted?: boolean;
  /** When the assistant was seen last on some device, where the shift is to be asked about. */
  readonly heard?: string;
}

/** A planned shift that should have begun. */
export interface Unbegun {
  /** plan/<id> */
  readonly plan: string;
  /** Of no id: it is vacant. */
  readonly assistant: Named;
  readonly beneficiary: Named;
  readonly kind: Kind;
  readonly start: string;
  readonly end: string;
  readonly heard?: string;
}

/** What the server tells of a moment. */
export interface Now {
  readonly working: readonly AtWork[];
  readonly late: readonly Unbegun[];
}

/** Something to ask somebody about, in the order in which it is asked: who is not there before who has not left. */
export interface Ask {
  /** Of the plan or the row. */
  readonly ref: string;
  readonly what: "late" | "vacant" | "long" | "plan";
  readonly assistant: Named;
  readonly beneficiary: Named;
  readonly kind: Kind;
  readonly start: string;
  /** As planned; "" where it answers no plan. */
  readonly end: string;
  /** Since when it is to be asked about, for a late start and what is past its plan; else since when it goes on. */
  readonly from: string;
  readonly heard: string;
  readonly month: string;
  /** Where it is seen and changed. */
  readonly place: string;
  /** Of a late start: who else is there, as the phones have said. */
  readonly others: readonly AtWork[];
}

/** How many planned shifts have not begun, and how many that go on should be over. */
export function countsOf({ working, late }: Now): { working: number; late: number; long: number } {
  return { working: working.length, late: late.length, long: working.filter(({ why }) => why !== undefined).length };
}

/** All that is to be asked about. */
export function asksOf({ working, late }: Now): Ask[] {
  return [
    ...late.map(({ plan, assistant, beneficiary, kind, start, end, heard = "" }): Ask => ({
      ref: plan, what: assistant.id === "" ? "vacant" : "late", assistant, beneficiary, kind, start, end, from: start, heard, month: start.slice(0, 7),
      place: `/office/plan/${beneficiary.id}/${weekOf(start.slice(0, 10))}`, others: working.filter((one) => one.beneficiary.id === beneficiary.id),
    })),
    ...working.flatMap(({ row, assistant, beneficiary, kind, since, planned = "", why, heard = "", month }): Ask[] => (why === undefined ? [] : [{
      ref: row, what: why, assistant, beneficiary, kind, start: since, end: planned, from: why === "plan" ? planned : since, heard, month,
      place: rowPlace(beneficiary.id, month, row), others: [],
    }])),
  ];
}

/** Where a row that goes on is opened. */
export function rowPlace(beneficiary: string, month: string, row: string): string {
  return `/office/${beneficiary}/${month}?row=${row.replace(/^shift\//, "")}`;
}

/** Whole minutes from a written instant until a moment; never less than none. */
export function minutesSince(start: string, now: number): number {
  return Math.max(0, Math.floor((now - instant(start)) / 60_000));
}
