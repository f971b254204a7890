// What a timesheet's line says and offers: words and steps, from where it stands.

import { format, t } from "../i18n";
import type { IconName, Tone } from "../ui";
import { w } from "./send/words";
import type { Sending, SheetChange, SheetLine, SheetRow } from "./types";
import { o } from "./words";

/** What the office may note next, by the last word of its path. */
export type SheetStep = "ready" | "printed" | "signed-by-hand" | "complete" | "scanned";

/** What it may do over the network instead: sign with BankID, send, send once more. */
export type SheetDeed = "sign" | "send" | "send-again";

/** The next step that is the office's; undefined where somebody else's turn it is, or something must be corrected first. */
export function stepOf({ state, next }: Pick<SheetLine, "state" | "next">): SheetStep | undefined {
  switch (state) {
    case "open": return next.code === "ready" ? "ready" : undefined;
    case "ready": return "printed"; // also one that was to be signed here: both ways are taken in one month
    case "printed": return "signed-by-hand";
    case "hand_signed": return "complete";
    default: return undefined;
  }
}

/** What the office may sign or send; undefined where it is not its turn. One that nobody knows the fate of is sent once more only by a person. */
export function deedOf({ state, route, sending, next }: Pick<SheetLine, "state" | "route" | "sending" | "next">): SheetDeed | undefined {
  if (route !== "elt" || next.code === "sign_anew") return undefined; // a signature is not on the server: it is reopened first
  if (sending?.state === "uncertain" || sending?.state === "held") return state === "approved" || state === "sent" ? "send-again" : undefined;
  if (state === "signed") return "sign";
  return state === "approved" && sending?.state !== "waiting" ? "send" : undefined;
}

const underway: Record<Exclude<Sending["state"], "received" | "rejected">, { tone: Tone; icon: IconName }> = {
  waiting: { tone: "plain", icon: "clock" }, uncertain: { tone: "plain", icon: "help" }, held: { tone: "you", icon: "you" },
};

/** How a timesheet stands: tone, icon, word. */
export function standingOf({ state, changed, sending }: Pick<SheetLine, "state" | "changed" | "sending">): { tone: Tone; icon: IconName; word: string } {
  if (changed) return { tone: "you", icon: "you", word: o("sheet.changed") };
  const way = sending?.state;
  if ((state === "approved" || state === "sent") && way !== undefined && way !== "received" && way !== "rejected") return { ...underway[way], word: w(`sheet.${way}`) };
  const word = o(`sheet.${state}`);
  switch (state) {
    case "open": return { tone: "plain", icon: "todo", word };
    case "rejected": return { tone: "alarm", icon: "alarm", word };
    case "received":
    case "complete": return { tone: "done", icon: "done", word };
    default: return { tone: "done", icon: "check", word };
  }
}

/** A changed row in words: what it was, and what it is. */
export function changeInWords({ was, is }: SheetChange, month: string): string {
  if (was && is) return o("sheet.was", { was: rowInWords(was, month), is: rowInWords(is, month) });
  if (is) return o("sheet.new", { row: rowInWords(is, month) });
  return was ? o("sheet.gone", { row: rowInWords(was, month) }) : "";
}

function rowInWords({ day, from, to, kind }: SheetRow, month: string): string {
  return o("sheet.row", { day: format.shortDay(`${month}-${String(day).padStart(2, "0")}`), from, to: to || t("time.going"), kind: t(`kind.${kind}`).toLocaleLowerCase("sv") });
}

const known = ["beneficiary_number", "assistant_number", "employment", "period", "employer_number", "provider_number", "provider_phone"] as const;

/** What it cannot say yet, in words; empty where it says everything. What this app does not know is left to the server. */
export function unsaidInWords(unsaid: readonly string[]): string {
  const words = known.filter((what) => unsaid.includes(what)).map((what) => o(`sheet.unsaid.${what}`));
  return words.length === 0 ? "" : o("sheet.unsaid", { what: words.join(", ") });
}
