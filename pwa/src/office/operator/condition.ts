// How the server is, as its JSON comes; and in short words. Pure.

import type { Said } from "../../i18n";

/** Something that is wrong. */
export interface Fault {
  readonly code: string;
  readonly grave: boolean;
  readonly message: Said;
  readonly action: Said;
}

/** How the server is. What is null could not be read, or is not there. */
export interface Condition {
  readonly version: string;
  readonly since: string;
  readonly now: string;
  readonly disk: { readonly size: number; readonly free: number } | null;
  readonly store: { readonly bytes: number } | null;
  readonly backup: string | null;
  readonly verified: { readonly at: string; readonly wrong: number } | null;
  readonly restored: string | null;
  readonly book: { readonly conflicts: number; readonly parked: number; readonly due: number; readonly dueSince: string | null; readonly later: number; readonly held: number; readonly behind: number; readonly archive: number | null } | null;
  readonly notices: { readonly devices: number; readonly stale: number; readonly waiting: number } | null;
  readonly ways: readonly { readonly kind: "mail" | "sms"; readonly connected: boolean; readonly waiting: number; readonly failures: number; readonly stopped: boolean }[];
  readonly elt: { readonly connected: boolean; readonly waiting: number; readonly uncertain: number; readonly held: number; readonly oldest: string | null; readonly stopped: boolean; readonly outage: number };
  readonly erak: boolean;
  readonly bankid: boolean;
  readonly certificates: readonly { readonly service: "bankid" | "elt" | "erak" | "tls"; readonly notAfter: string; readonly days: number }[];
  /** A few of the metrics since it began; absent from servers of before. */
  readonly figures?: { readonly requests: number; readonly failed: number; readonly within: number | null; readonly memory: number } | null;
  /** Day notes whose time is over, and that are still on the disk; absent from servers of before. */
  readonly notes?: { readonly overdue: number; readonly since: string } | null;
  readonly wrong: readonly Fault[];
}

const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes with two digits that say something: 4,2 GB; a whole number from ten on. Decimal units, as disks are sold. */
export function size(bytes: number, comma: string): string {
  let of = 0;
  let n = bytes;
  while (n >= 999.5 && of < units.length - 1) {
    n /= 1000;
    of++;
  }
  const text = n >= 9.95 || of === 0 ? String(Math.round(n)) : n.toFixed(1).replace(".", comma);
  return `${text} ${units[of] ?? "TB"}`;
}
