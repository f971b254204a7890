// The exchanges of shifts that somebody is asked to agree to, and what they have answered. Derived, never copied.

import { instant } from "../../core/time";
import { text, type Fields, type Row } from "../../core/types";
import { askedOf, saidBy, type Asked, type Standing } from "./offers";

/** One of the two shifts. */
export interface Side extends Asked {
  readonly plan: string;
}

/** Why an exchange came to nothing: the house's words, that the office took it back, or that not all have answered in time. */
export const reasons = ["declined", "changed", "busy", "stranger", "back", "late"] as const;

/** An exchange as one of the two sees it: yours when it is done. */
export interface Exchange {
  readonly id: string;
  readonly gives: Side;
  readonly gets: Side;
  /** Where answers to it are filed. */
  readonly home: { readonly beneficiary: string; readonly month: string };
  readonly standing: Standing;
  readonly why: (typeof reasons)[number];
  /** The last answer has not reached the server yet. */
  readonly waiting: boolean;
}

const sideOf = (f: Fields): Side => ({ plan: text(f, "plan"), ...askedOf(f) });

/** What I am asked to exchange and what became of it, until both shifts are over. That it came to nothing is told to me if I said yes. */
export function exchangesFor(rows: readonly Row[], me: string, now: number): Exchange[] {
  const said = saidBy(rows, me);
  const found: Exchange[] = [];
  for (const { ref, kind, fields: f } of rows) {
    const sides = f["sides"];
    if (kind !== "exchange" || !Array.isArray(sides)) continue;
    const [a, b] = sides as unknown as readonly Fields[];
    if (!a || !b || (a["assistant"] !== me && b["assistant"] !== me)) continue;
    const [gives, gets] = a["assistant"] === me ? [sideOf(a), sideOf(b)] : [sideOf(b), sideOf(a)];
    if (!(Math.max(instant(gives.end), instant(gets.end)) > now)) continue;
    const reply = said.get(ref);
    const says = reply?.fields["says"];
    const late = !(Math.min(instant(gives.start), instant(gets.start)) > now);
    const gone = f["given"] !== true && (f["void"] === true || late);
    if (gone && says !== "yes") continue;
    found.push({
      id: ref.slice("exchange/".length), gives, gets, home: { beneficiary: text(a, "beneficiary"), month: text(a, "start").slice(0, 7) },
      standing: f["given"] === true ? "yours" : gone ? "gone" : says === "yes" || says === "no" ? says : "open",
      why: f["void"] !== true ? "late" : reasons.find((one) => one === f["why"]) ?? "back", waiting: reply?.status === "phone",
    });
  }
  return found.sort((a, b) => instant(a.gives.start) - instant(b.gives.start) || (a.id < b.id ? -1 : 1));
}

/** The fields of an answer. */
export function agreed({ id, home }: Exchange, me: string, says: "yes" | "no"): Fields {
  return { exchange: id, assistant: me, ...home, says };
}
