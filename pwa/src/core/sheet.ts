// Timesheets as the server computes them, as their JSON comes. Times of sums are minutes.

import type { Kind } from "./month";
import type { Sentence } from "./types";

/** How far a timesheet has come. */
export type SheetState = "open" | "ready" | "signed" | "approved" | "sent" | "received" | "rejected" | "printed" | "hand_signed" | "complete";

/** One row of a timesheet, as Försäkringskassan reads it: a day of the month, and two clock readings; no end while it goes on. */
export interface SheetRow {
  readonly day: number;
  readonly from: string;
  readonly to: string;
  readonly kind: Kind;
  readonly minutes: number;
  readonly row: string;
}

/** A person as a screen names them. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** A picture of a paper that was signed by hand. */
export interface Scan {
  readonly version: number;
  readonly hash: string;
  readonly media: "application/pdf" | "image/jpeg" | "image/png";
  readonly bytes: number;
}

/** Where one assistant's timesheet stands. */
export interface SheetLine {
  readonly assistant: Named;
  readonly beneficiary: Named;
  readonly month: string;
  readonly hash: string;
  readonly state: SheetState;
  readonly version: number;
  readonly route: "elt" | "paper";
  /** Why it goes on paper; empty where it does not, or somebody chose it. */
  readonly paper: "" | "beneficiary" | "municipality" | "samordningsnummer";
  readonly sums: Readonly<Record<Kind, number>>;
  readonly rows: number;
  readonly at: Partial<Record<SheetState, string>>;
  readonly by: Partial<Record<SheetState, Named>>;
  /** It had been said to be whole, or signed, and its rows are no longer the same. */
  readonly changed: boolean;
  /** Two answers stand about one of its rows: nothing of it goes out. */
  readonly disputed?: boolean;
  readonly fallen: { readonly version: number; readonly state: SheetState; readonly at?: string; readonly why: "rows_changed" | "reopened" } | null;
  readonly unsaid: readonly string[];
  readonly stops: number;
  readonly why: string;
  /** What its paper looks like, of the version at hand. */
  readonly scans: readonly Scan[];
  readonly next: { readonly code: string; readonly who: string; readonly message: Sentence };
  /** Where it is in the queue to Försäkringskassan, or was; nothing where it never was. */
  readonly sending?: Sending | null;
}

/** Where a timesheet is in the queue to Försäkringskassan, or was. */
export interface Sending {
  readonly state: "waiting" | "uncertain" | "held" | "received" | "rejected";
  /** When it was put there; when it was received or turned down. */
  readonly since: string;
  readonly tries: number;
  /** Code of how it stands; words are its sentence. */
  readonly fault: string;
  readonly words: Sentence;
  /** Försäkringskassan's own words. */
  readonly fk: string;
  /** When it is tried again. */
  readonly next: string | null;
  readonly receipt: { readonly tx: string; readonly at: string } | null;
}

/** A version that was said to be whole, and what Försäkringskassan said of it. */
export interface SheetVersion {
  readonly version: number;
  readonly id: string;
  readonly sums: Readonly<Record<Kind, number>>;
  readonly rows: number;
  readonly receipts: readonly { readonly version: number; readonly route: "elt" | "paper"; readonly at: string; readonly receipt?: string; readonly rejected?: string }[];
}

/** One timesheet whole: what has changed since a version, and all of them, the newest first. */
export interface SheetView extends SheetLine {
  readonly changes: readonly SheetChange[];
  /** The version that the changes are against; 0 where there is none. */
  readonly since: number;
  readonly versions: readonly SheetVersion[];
}

/** A row that is not as it was in the version that fell. */
export interface SheetChange {
  readonly row: string;
  readonly was: SheetRow | null;
  readonly is: SheetRow | null;
}
