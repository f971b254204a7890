// What every screen of the assistant's is given.

import type { Act } from "../core/core";
import type { Minute } from "../core/time";
import type { Plan } from "../core/plan";
import type { Toaster } from "../ui";
import type { Mine } from "./mine";

/** The room as its screens see it, made anew whenever something in it changes. */
export interface RoomView {
  /** The assistant's own id. */
  readonly me: string;
  /** This minute, in milliseconds. */
  readonly now: number;
  /** Nothing has come from the server: the phone has just joined, or its browser threw away what was kept. */
  readonly unfetched: boolean;
  /** All their shifts, the latest first. */
  readonly mine: readonly Mine[];
  /** What they are planned for, the earliest first. */
  readonly plans: readonly Plan[];
  /** A person's name; short: "Alva P.". */
  readonly name: (id: string) => string;
  readonly short: (id: string) => string;
  readonly toasts: Toaster;
  /** Opens a shift for change, or a new one. */
  readonly edit: (what: Editing) => void;
  /** Saves; what could not be saved is shown by the room itself. Whether it was saved. */
  readonly act: (acts: readonly Act[]) => Promise<boolean>;
}

/** What the sheet is open for: a shift, perhaps in answer to a conflict; or time to add, perhaps for a plan. */
export interface Editing {
  readonly shift?: Mine | undefined;
  /** The candidates that a saved change resolves. */
  readonly resolves?: readonly string[];
  /** A reason that has been written already. */
  readonly why?: string;
  /** Asks when the shift ended; these are likely. */
  readonly ends?: readonly Minute[];
  /** The plan that the shift is to answer; a new one's form begins with its times. */
  readonly plan?: Plan | undefined;
  /** The field that the person came for: the focus begins there. */
  readonly at?: "from" | "to";
}
