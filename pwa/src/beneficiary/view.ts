// The invoice as the server gives it to those whom it concerns.

import type { Said } from "../i18n";
import type { Holding } from "./talk/held";
import type { InvoiceStatus, MonthView, Named, Sums } from "../office/types";

/** An invoice that was marked ready, and where it stands. Its hash is what a hand-over names as seen. */
export interface InvoiceView {
  beneficiary: Named;
  month: string;
  deadline: string;
  hash: string;
  /** Masked. */
  personnummer?: string;
  provider?: { name: string; organisationsnummer: string; contact: string; phone: string };
  sums: Sums;
  counted: { num: number; den: number };
  granted?: number | null;
  days: MonthView["days"];
  assistants: MonthView["assistants"];
  invoice: InvoiceStatus;
  declaration?: Declared | null;
  /** Whether the person who looks may send it, now. */
  mayHandOver?: boolean;
  /** What is missing for the month to be paid. It stops nobody. */
  lacks?: readonly Lack[];
  /** What holds it: what somebody says is wrong, and is not settled. */
  held?: readonly Holding[];
  /** Öre of what is missing, each minute once. */
  risk?: number;
  /** What else whoever sends it should know of. */
  found?: readonly Lack[];
  /** The month before; null where nobody worked in it. */
  before?: { month: string; counted: { num: number; den: number }; granted: number | null } | null;
  /** It may go on paper, and whoever looks may say so. */
  mayPaper?: boolean;
  /** How it stands with each assistant. */
  sheets?: readonly { assistant: string; sheet: "signed" | "paper" | "unsigned" | "changed" | "rejected" | "missing"; notice: boolean }[];
}

/** What an invoice says besides its hours; what nobody has said is absent. */
export interface Declared {
  activities?: readonly ("childcare" | "school" | "daily_activity")[];
  noActivities?: boolean;
  /** Times within the month. */
  hospital?: readonly { from: string; to: string }[];
  outsideEEA?: boolean;
  allUsed?: boolean;
  leftOre?: number;
}

/** Something that is missing, or that one should know of: what, what to do, and how much may not be paid. */
export interface Lack {
  code: string;
  message: Said;
  action: Said;
  ore: number;
}
