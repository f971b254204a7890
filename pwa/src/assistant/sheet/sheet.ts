// What an assistant's timesheet says and offers, from where it stands.

import type { SheetChange, SheetLine, SheetRow, SheetState } from "../../core/sheet";
import { format, t } from "../../i18n";
import { s } from "./words";

/** A timesheet with what has changed since it fell. */
export type Sheet = SheetLine & { readonly changes: readonly SheetChange[] };

/** Which of the month's steps a timesheet is at: 1 to be said whole, 2 to be signed, 3 to be sent, 4 behind. */
const step: Record<SheetState, number> = { open: 1, ready: 2, printed: 2, signed: 2, approved: 3, hand_signed: 3, sent: 3, rejected: 3, received: 4, complete: 4 };

/** The step of the month: that of the timesheet that has come the shortest way, the first where there is none. */
export function reachedBy(sheets: readonly Pick<SheetLine, "state">[]): number {
  return sheets.length === 0 ? step.open : Math.min(...sheets.map(({ state }) => step[state]));
}

/** Where it stands, in words. */
export function standingOf({ state, changed, fallen, stops, by }: SheetLine, me: string): string {
  if (state === "open") return s(stops > 0 ? "fix" : !changed ? "open" : fallen?.state === "signed" || fallen?.state === "approved" ? "fell" : "changed");
  return s(state === "ready" && by.ready?.id === me ? "own" : state);
}

/** What the assistant may do: say that it is whole, or take that back while the provider has not signed. */
export function mayDo({ state, next }: SheetLine): "ready" | "reopen" | undefined {
  if (state === "open") return next.code === "ready" ? "ready" : undefined;
  return state === "ready" || state === "signed" || state === "printed" ? "reopen" : undefined;
}

/** What is signed, in words: whose month, and the sums. */
export function signedInWords({ month, sums }: SheetLine, name: string): string {
  const said = (["active", "waiting", "standby"] as const).filter((kind) => sums[kind] > 0)
    .map((kind) => s("sum", { kind: t(`kind.${kind}`).toLocaleLowerCase("sv"), time: format.spokenHours(sums[kind]) }));
  return s("what", { month: format.month(month, true), name, sums: said.join(", ") });
}

/** Why it goes on paper, in words; empty where it is signed here. */
export function paperInWords({ state, route, paper }: SheetLine, name: string): string {
  return state !== "ready" || route !== "paper" ? "" : s(paper === "" ? "paper" : `paper.${paper}`, { name });
}

/** A changed row in words: what it was, and what it is. */
export function changeInWords({ was, is }: SheetChange, month: string): string {
  if (was && is) return s("was", { was: rowInWords(was, month), is: rowInWords(is, month) });
  if (is) return s("new", { row: rowInWords(is, month) });
  return was ? s("gone", { row: rowInWords(was, month) }) : "";
}

function rowInWords({ day, from, to, kind }: SheetRow, month: string): string {
  return `${format.shortDay(`${month}-${String(day).padStart(2, "0")}`)} ${from}–${to || t("time.going")}, ${t(`kind.${kind}`).toLocaleLowerCase("sv")}`;
}
