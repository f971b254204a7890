// How a plan stands, in words: what its card shows, and what a list of the week says of it. Pure.

import type { Plan } from "../../core/plan";
import { format, t } from "../../i18n";
import type { IconName, Tone } from "../../ui";
import type { Found } from "../types";
import { o } from "../words";
import { sv, type Key } from "./sv";
import { p } from "./words";

/** How a plan stands that is over or being worked; none while it is to come. Unworked: its assistant says that they did not work it. */
export type How = "worked" | "going" | "unanswered" | "unworked" | undefined;

/** A plan as it is shown: with what is known and found of it. */
export interface Shown {
  readonly plan: Plan;
  /** The assistant's name; the word for it where it is vacant. */
  readonly name: string;
  readonly how: How;
  /** What it clashes with, in words. */
  readonly clashes: readonly string[];
  /** The assistant has no engagement here that day. */
  readonly stranger: boolean;
  /** It is vacant, and offered to somebody. */
  readonly offered: boolean;
  /** Whoever is to work it would be without it. */
  readonly wished: boolean;
  /** Its assistant and another are asked to exchange theirs. */
  readonly exchanged: boolean;
  /** What else the rules find. */
  readonly found: readonly Found[];
  readonly waiting: boolean;
}

/** One thing that is to be said of a plan, and what more there is to it. */
export interface Standing {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly words: string;
  readonly more?: string;
}

const looks: Readonly<Record<NonNullable<How>, Pick<Standing, "tone" | "icon">>> = {
  worked: { tone: "done", icon: "check" }, going: { tone: "done", icon: "check" }, unanswered: { tone: "plain", icon: "todo" }, unworked: { tone: "you", icon: "you" },
};

/** All that is to be said of a plan, in the order in which it is. */
export function standing({ plan, how, clashes, stranger, offered, wished, exchanged, found, waiting }: Shown): Standing[] {
  const said: (Standing | false | undefined)[] = [
    plan.draft && { tone: "plain", icon: "paper", words: p("draft") },
    how && { ...looks[how], words: how === "going" ? format.capital(t("time.going")) : o(`plan.${how}`) },
    wished && { tone: "you", icon: "you", words: p("swap.short") },
    offered && (wished || plan.assistant === "") && { tone: "plain", icon: "speak", words: p("offer.short") },
    exchanged && { tone: "plain", icon: "switch", words: p("exchange.short") },
    waiting && { tone: "plain", icon: "device", words: t("state.phone") },
    plan.disputed && { tone: "you", icon: "you", words: t("state.you") },
    clashes.length > 0 && { tone: "you", icon: "you", words: o("plan.clash"), more: clashes.join(", ") },
    stranger && { tone: "you", icon: "you", words: o("plan.stranger") },
    ...shortOf(found).map((words): Standing => ({ tone: "you", icon: "you", words })),
  ];
  return said.filter((one): one is Standing => typeof one === "object");
}

// What a finding is called where there is little room; those two that refuse have their own words.
function shortOf(found: readonly Found[]): string[] {
  const keys = found.map(({ code }) => `short.${code}`).filter((key): key is Key => key in sv);
  return [...new Set(keys)].map((key) => p(key));
}
