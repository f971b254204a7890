// What goes over the wire, and what the phone keeps of it. Names and shapes are those of docs/protocol.md.

/** A value of a field: canonical JSON. null clears. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Fields of a document by name; one that is absent and one that is null are the same. */
export type Fields = Readonly<Record<string, Json>>;

/** A sentence of the server's, in both languages. */
export interface Sentence {
  readonly sv: string;
  readonly en: string;
}

/** What the device's clocks said: evidence, shown to people. It decides nothing. */
export interface At {
  readonly wall?: string;
  readonly mono?: number;
  readonly offset?: number;
}

/** An operation: what this device asks for, fixed when the person acts. Its number is given when it is saved. */
export interface Op {
  readonly v: 1;
  readonly id: string;
  readonly doc: string;
  readonly base: number;
  readonly set: Fields;
  readonly resolves?: readonly string[];
  readonly why?: string;
  readonly at: At;
}

/** One of the values that stand against each other; the first of a conflict is what stands for now. */
export interface Candidate {
  readonly op: string;
  readonly person?: string;
  readonly device?: string;
  readonly set: Fields;
  readonly at?: At;
  readonly why?: string;
}

/** An open disagreement. clash: two set the same; confirm: a combination that nobody has looked at. */
export interface Conflict {
  readonly fields: readonly string[];
  readonly severity: "clash" | "confirm";
  readonly candidates: readonly Candidate[];
}

/** An operation that waits for a coordinator. */
export interface Parked extends Candidate {
  readonly reason: string;
}

/** A document as the server gives it. */
export interface Doc {
  readonly doc: string;
  readonly rev: number;
  /** Which month the book files it under ("2026-10"); absent for what has no age. */
  readonly month?: string;
  readonly fields: Fields;
  /** Who said what stands: ids of persons. Absent from servers of before. */
  readonly by?: readonly string[];
  readonly conflicts?: readonly Conflict[];
  readonly parked?: readonly Parked[];
  /** Milliseconds that the clock was ahead which the values came with, beyond two minutes; and what it showed. */
  readonly clock?: number;
  readonly wall?: string;
}

/** What became of an operation. */
export interface Verdict {
  readonly id: string;
  readonly n: number;
  readonly seq: number;
  readonly verdict: "applied" | "merged" | "conflict" | "parked" | "refused";
  readonly again?: boolean;
  readonly code?: string;
  readonly field?: string;
  readonly message?: Sentence;
}

/** An operation as the phone keeps it: waiting while it has no verdict, then for ninety days. */
export interface Kept {
  readonly id: string;
  /** Counts this device's operations from 1 without a gap. 0: it was answered under a device that this one replaced. */
  readonly n: number;
  /** Its place in the order in which this notebook's operations were made, over all its devices; absent in what is older than this. */
  readonly made?: number;
  readonly op: Op;
  /** When it was saved, by this phone's clock, in milliseconds. */
  readonly saved: number;
  /** The text that the server could not read, where it goes as lost. */
  readonly lost?: string;
  readonly verdict?: Verdict;
  /** Set once the pulled documents show what the verdict did; then it is no longer laid over them. */
  readonly settled?: boolean;
  /** The person has read that it was refused. */
  readonly seen?: boolean;
}

/** The answer to a sync. */
export interface SyncAnswer {
  readonly epoch: string;
  readonly cursor: string;
  /** The documents begin from nothing: what was pulled before goes. */
  readonly reset?: boolean;
  readonly more: boolean;
  readonly now: string;
  readonly last: number;
  readonly verdicts?: readonly Verdict[] | null;
  readonly docs?: readonly Doc[] | null;
  readonly gone?: readonly string[] | null;
  /** Feeds that were asked for and may not be had. */
  readonly denied?: readonly string[] | null;
  /** This app is too old to write anything new. */
  readonly outdated?: boolean;
  /** Months whose digests are not the server's; absent where they were not compared. */
  readonly differs?: readonly string[];
}

/** Roles that a person may hold in a book. */
export type Role = "coordinator" | "assistant" | "beneficiary" | "representative" | "auditor";

/** Who this device belongs to. Kept on the phone, so that it is known without network. */
export interface Who {
  readonly person: string;
  readonly name: string;
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly book: string;
  /** The session may only send what this device still holds. */
  readonly sendOnly: boolean;
}

/** How a row stands, for the person who looks at it. */
export type Status = "phone" | "sent" | "received" | "needs-you" | "refused" | "parked";

/** A document as this phone shows it: what was pulled, with this device's waiting operations laid over it. */
export interface Row {
  /** kind/id */
  readonly ref: string;
  readonly kind: string;
  readonly id: string;
  /** The pulled rev: the base of an operation whose form is drawn from this row. 0 where nothing was pulled. */
  readonly rev: number;
  /** Without those that were cleared. */
  readonly fields: Fields;
  /** Who said what was pulled: ids of persons; absent where it is not known. */
  readonly by?: readonly string[];
  readonly conflicts: readonly Conflict[];
  readonly parked: readonly Parked[];
  readonly status: Status;
  /** This device's operations that are laid over it, oldest first. */
  readonly pending: readonly Kept[];
  /** The newest of this device's operations on it that was refused and not yet read; of a new document the first, which is why. */
  readonly refused?: Kept;
  /** Where it was written while the phone's clock was wrong by more than two minutes: milliseconds ahead, and what it showed. */
  readonly clock?: { readonly ahead: number; readonly wall: string };
}

/** Whether it is a new document that the server did not take: the book has none, and takes no change of it. */
export function untaken({ rev, status }: Pick<Row, "rev" | "status">): boolean {
  return rev === 0 && status === "refused";
}

/** The text of a field, "" where it is absent or no text. */
export function text(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}
