// What the server has worked out of an assistant's month, and which of it is shown.

import type { Sentence } from "../../core/types";
import { format } from "../../i18n";
import type { Mine } from "../mine";
import { w } from "./words";

/** Exact minutes. */
interface Exact {
  readonly num: number;
  readonly den: number;
}

/** How far granted hours have gone. */
export interface Granted {
  readonly from: string;
  readonly to: string;
  readonly granted: number;
  readonly used: Exact;
  readonly left: Exact;
  readonly through: string;
}

/** What was found about own rows. */
export interface Told {
  readonly code: string;
  readonly severity: "stops" | "warns" | "informs";
  readonly rows: readonly string[];
  readonly message: Sentence;
  readonly action: Sentence;
  readonly source: string;
}

/** A month at one beneficiary. */
export interface OwnMonth {
  readonly beneficiary: { readonly id: string; readonly name: string };
  readonly granted: Granted | null;
  readonly findings: readonly Told[];
}

/** What is told now: of one place, where one is chosen, and nothing of rows that have changed here since the server saw them. */
export function shown(months: readonly OwnMonth[], place: string, mine: readonly Mine[]): OwnMonth[] {
  const changed = new Set(mine.filter(({ row }) => row.status === "phone" || row.status === "sent").map(({ row }) => row.ref));
  return months
    .filter(({ beneficiary }) => place === "" || beneficiary.id === place)
    .map((month) => ({ ...month, findings: month.findings.filter(({ rows }) => !rows.some((ref) => changed.has(ref))) }));
}

/** Granted hours in words: used, granted and left. Parts of a minute are left out of what is used. */
export function grantedInWords({ granted, used, left, through }: Granted): string {
  const hours = ({ num, den }: Exact): string => format.hours(Math.round(Math.abs(num) / den));
  const said = { used: hours(used), granted: format.hours(granted), left: hours(left), day: format.day(through) };
  return w(left.num < 0 ? "over" : "left", said);
}
