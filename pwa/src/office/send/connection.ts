// How this house stands with Försäkringskassan and BankID, as the server tells it, and what is said of it.

import type { Said } from "../../i18n";

/** A certificate that this house shows to others. */
export interface Certificate {
  readonly subject: string;
  readonly notAfter: string;
  /** Until it expires; negative once it has. */
  readonly days: number;
}

/** One step on the way to be connected. */
export interface Step {
  readonly step: string;
  readonly title: Said;
  readonly who: Said;
  readonly text: Said;
  /** The day on which it was done; "" where it is not. */
  readonly done: string;
  /** The server itself shows that it is done. */
  readonly known: boolean;
}

/** Since when nothing gets through, how often it was tried, and what is known of it. */
export interface Outage {
  readonly since: string;
  readonly last: string;
  readonly calls: number;
  readonly words: Said;
  /** What the other side, or the network, said. */
  readonly fk: string;
}

/** What GET /api/v1/connection answers. */
export interface Connection {
  readonly elt: {
    readonly connected: boolean;
    /** Who holds the agreement with Försäkringskassan; "" where nobody has said. */
    readonly supplier: string;
    /** Why calls were stopped, for whoever runs the house; "" where they were not. */
    readonly stopped: string;
    readonly since: string | null;
    /** How it stands; null where all is well. */
    readonly words: Said | null;
    readonly outage: Outage | null;
    readonly certificate: Certificate | null;
    readonly steps: readonly Step[];
    readonly next: string;
  };
  readonly bankid: { readonly connected: boolean; readonly certificate: Certificate | null };
  readonly erak: { readonly connected: boolean; readonly certificate: Certificate | null };
}

/** What a call to Försäkringskassan's service proved. */
export interface Tried {
  readonly ok: boolean;
  readonly sv: string;
  readonly en: string;
  readonly fk?: string;
}

/** What stands in the way, the gravest first: shut off, down, not connected, or a certificate that is about to expire. */
export type Trouble = "stopped" | "outage" | "off" | "expired" | "expires";

/** What is in the way of sending or signing; undefined where nothing is. A certificate is told of from 30 days before. */
export function troubleOf({ elt, bankid }: Connection): Trouble | undefined {
  if (elt.stopped !== "") return "stopped";
  const days = Math.min(...[elt.certificate, bankid.certificate].filter((c) => c !== null).map((c) => c.days));
  if (days <= 0) return "expired";
  if (elt.outage !== null) return "outage";
  if (!elt.connected) return "off";
  return days <= 30 ? "expires" : undefined;
}

/** Whether a step is done: somebody has said so, or the server shows it. */
export const isDone = ({ done, known }: Step): boolean => done !== "" || known;

/** How many of the steps are done. */
export function doneOf(steps: readonly Step[]): number {
  return steps.filter(isDone).length;
}
