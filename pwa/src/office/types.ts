// What the server computes for the office and the beneficiary, as its JSON comes. Times of sums are minutes,
// money is öre, dates "YYYY-MM-DD", months "YYYY-MM", instants of the log RFC 3339 in UTC.

import type { Fields } from "../core/types";
import type { Scan } from "../core/sheet";
import type { Said } from "../i18n";
import type { Kind } from "../ui";

/** Minutes of each kind. */
export interface Sums {
  active: number;
  waiting: number;
  standby: number;
}

/** A person as a screen names them. */
export interface Named {
  id: string;
  name: string;
}

/** How far an invoice has come. */
export type InvoiceState = "open" | "ready" | "notified" | "opened" | "handed_over" | "received" | "signed" | "differs";

/** The stages that an invoice passes, in order. */
export const invoiceStages = ["ready", "notified", "opened", "handed_over", "received", "signed"] as const;

/** A stage that an invoice passes. */
export type InvoiceStage = (typeof invoiceStages)[number];

/** Whether an invoice has come as far as a stage. One that differs has been signed, but not as it should. */
export function reached(state: InvoiceState, stage: InvoiceStage): boolean {
  if (state === "open") return false;
  if (state === "differs") return stage !== "signed";
  return invoiceStages.indexOf(state) >= invoiceStages.indexOf(stage);
}

/** A field in which what was signed is not what was sent. */
export interface Difference {
  field: string;
  sent: string;
  signed: string;
}

/** The steps of an invoice that goes on paper, in order. */
export const paperSteps = ["asked", "printed", "signed", "sent"] as const;

/** How an invoice goes on paper: when each step was taken, and by whom. */
export interface OnPaper {
  at: Partial<Record<(typeof paperSteps)[number], string>>;
  by: Partial<Record<(typeof paperSteps)[number], Named>>;
  /** The office is to print it. */
  print: boolean;
  /** Who signed it by hand; proxy is the name of whoever was authorised to, and did it for them. */
  signer?: Named | null;
  proxy?: string;
  how?: "posted" | "handed_in" | "";
}

/** What may be missing when an invoice is handed over. */
export type Lacking =
  | "decision_awaited" | "outside_decision" | "registration_unknown" | "registration_late" | "timesheet_missing" | "timesheet_unsigned" | "timesheet_changed";

/** An invoice's state, when it reached each stage and by whom. Hash and sums are the snapshot's. */
export interface InvoiceStatus {
  state: InvoiceState;
  version?: number;
  at?: Partial<Record<InvoiceStage | "differs", string>> | null;
  by?: Partial<Record<InvoiceStage | "differs", Named>> | null;
  hash?: string;
  sums?: Sums | null;
  differences?: readonly Difference[] | null;
  /** Earlier versions that are signed at Försäkringskassan, though they hold no longer. */
  late?: readonly { version: number; at: string; differences?: readonly Difference[] | null }[] | null;
  /** What was missing when it was handed over last: the codes, and öre that may not be paid. */
  lacking?: readonly { code: Lacking; ore: number }[] | null;
  /** How it goes on paper; null where it does not. */
  paper?: OnPaper | null;
  /** What the paper looks like, signed by hand: of all versions. */
  scans?: readonly Scan[] | null;
  /** What whoever may send it has said to the questions of the form; null where nobody has. */
  answers?: { said: Readonly<Record<string, boolean>>; by: string; at: string } | null;
  /** What it was handed over in spite of: messages in which somebody says that something is wrong. */
  insisted?: readonly string[] | null;
  /** Why it was locked or reopened last. */
  why?: string;
  /** What the checks held against it when it was locked all the same. */
  despite?: { codes: readonly string[]; checks: Preflight["checks"]; ore: number } | null;
}

/** A row of time as the month shows it. */
export interface Row {
  id: string;
  assistant: string;
  name: string;
  kind: Kind;
  start: string;
  end?: string | null;
  minutes: number;
  note?: string;
  void?: boolean;
  conflict?: boolean;
  parked?: boolean;
  /** It goes on as it should: see going.ts. */
  goesOn?: boolean;
}

/** Something that a check found. */
export interface Found {
  code: string;
  /** Going is said here alone, of what stops and is as it should be: see going.ts. */
  severity: "stops" | "going" | "warns" | "informs";
  rows?: readonly string[] | null;
  message: Said;
  action?: Said;
  source?: string;
  ore: number;
  /** Until when it may be as it should: a shift that goes on. */
  until?: string;
  /** The other end of what reaches over two customers. */
  also?: { beneficiary: string; row: string };
}

/** One customer's month. */
export interface MonthView {
  beneficiary: Named;
  month: string;
  hash: string;
  deadline: string;
  /** The provider's own last day, before Försäkringskassan's. */
  ownDeadline?: string;
  /** What the month is worth, and how much of it may not be paid. */
  ore: { month: number; risk: number; estimated?: boolean };
  sums: Sums;
  counted: { num: number; den: number };
  granted?: number | null;
  days: readonly ({ day: number; length: number } & Sums)[];
  assistants: readonly (Named & Sums)[];
  rows: readonly Row[];
  findings: readonly Found[];
  invoice: InvoiceStatus;
  declaration: DeclarationView;
  /** Minutes of the plans, also the vacant ones. */
  planned: Sums;
  /** The day on which clocks are changed, as Försäkringskassan reads its rows, and as it was. */
  clock: { day: number; clocks: Sums; corrected: Sums; worked: Sums } | null;
  decision: MonthDecision;
  preflight: Preflight;
  /** The last of the days that are closed before the month is. */
  closed?: string;
  sheets: Tally;
  /** The month as it is on the board. */
  line?: Customer | null;
}

/** Exact minutes. */
export interface Fraction {
  num: number;
  den: number;
}

/** How far granted hours have gone in the period that they are granted for. */
export interface HoursUse {
  readonly from: string;
  readonly to: string;
  readonly granted: number;
  readonly used: Fraction;
  readonly left: Fraction;
  /** At the period's end: by what is planned on so many of the days after through, and on the others at the pace until then. */
  readonly forecast: Fraction;
  readonly plannedDays: number;
  readonly through: string;
}

/** What is decided of a month, and how far it has gone. */
export interface MonthDecision {
  state: "none" | "applied" | "granted" | "extension";
  granter?: string;
  from?: string;
  to?: string;
  per?: string;
  double: boolean;
  rate?: string;
  /** None where no hours are known. */
  use: HoursUse | null;
}

/** The parts of the pre-flight, in order. */
export type CheckName = "sums" | "rows" | "overlaps" | "people" | "registrations" | "timesheets" | "decision" | "deadline";

/** Whether a month would be paid as it stands: those of the view's findings, and those that go by the clock. */
export interface Preflight {
  paid: boolean;
  checks: readonly { check: CheckName; state: "agrees" | "wrong" | "waits" }[];
  findings: readonly Found[];
  ore: number;
}

/** What a month's invoice says besides its hours. */
export interface DeclarationView {
  /** kind/id of the document that the office writes. */
  doc: string;
  said: Fields;
  /** Of fields that are not said: what was said last, and what is known. */
  suggested: Fields;
  /** Names of fields that are not said yet, and of what the form cannot say. */
  unsaid: readonly string[];
  /** Times within the month. */
  hospital: readonly { from: string; to: string }[];
}

/** A stage on the board: behind, asking for the office, waiting for another, or not come yet. */
export type StageState = "done" | "you" | "wait" | "none";

/** The stages that the board shows, in order. That Försäkringskassan has received an invoice is told by what is waited for after it is handed over. */
export const boardStages = ["rows", "sheets", "sent", "ready", "notified", "handed_over", "signed"] as const;

/** A stage that the board shows. */
export type BoardStage = (typeof boardStages)[number];

/** How far a month's timesheets have come; each is counted once. */
export interface Tally {
  of: number;
  /** That the assistant has not signed yet, and whose they are. */
  missing: number;
  who: readonly Named[];
  /** That are to be signed anew: their signatures are not on the server. */
  anew: number;
  /** That the provider is to sign, and that are to be printed first. */
  approve: number;
  print: number;
  /** Signed by both: not on their way, on their way, not taken, with Försäkringskassan. */
  send: number;
  sent: number;
  /** Of those on their way, as far as the queue is known: nobody knows whether it arrived; it stands still until somebody looks. */
  uncertain: number;
  held: number;
  rejected: number;
  received: number;
}

/** How many both have signed. */
export function signedOf({ send, sent, rejected, received }: Tally): number {
  return send + sent + rejected + received;
}

/** One customer on the board. */
export interface Customer {
  beneficiary: Named;
  rows: number;
  /** Open disagreements and late changes. */
  open: number;
  /** Rows about which two answers stand: no time of theirs goes out. */
  disputed?: number;
  stops: number;
  /** Of the stops that may be as they should: until when each may be. */
  going?: readonly string[];
  /** How many of them are: see going.ts. */
  goesOn?: number;
  warns: number;
  ore: number;
  monthOre?: number;
  /** Of what the month shows; a command names it as what was seen. */
  hash: string;
  /** Whether it would be paid as it stands. */
  paid?: boolean;
  sums: Sums;
  sheets: Tally;
  stages: Partial<Record<BoardStage | "received", StageState>>;
  /** Talks that wait for the office. */
  talks?: number;
  /** Somebody says that something is wrong: the invoice is not handed over. */
  held?: boolean;
  next: { code: string; who: "office" | "assistants" | "beneficiary" | "fk" | "passbok" | "nobody"; message: Said };
  state: InvoiceState;
}

/** The board of a month. */
export interface Board {
  month: string;
  deadline: string;
  ownDeadline?: string;
  /** The rate of the month is not known yet: kronor are reckoned with the last that is. */
  estimated?: boolean;
  customers: readonly Customer[];
}

export type { Scan, Sending, SheetChange, SheetLine, SheetRow, SheetState, SheetVersion, SheetView } from "../core/sheet";
