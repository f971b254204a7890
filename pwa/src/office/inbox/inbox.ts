// What waits for the office, and what the office has said of it: who sees to it, and until when it is put off.

import { there } from "../../core/there";
import { text, type Fields, type Json, type Row as Doc } from "../../core/types";
import type { Said } from "../../i18n";
import type { Answer, Disagreement } from "../doc";
import type { Named } from "../types";

/** One thing that waits, as the server tells it. Times are instants, days "2026-11-05", "" where there is none. */
export interface Item {
  readonly key: string;
  /** The document of who sees to it: errand/<id>. */
  readonly errand: string;
  /** Of what is said of it: another one means that something has changed. */
  readonly print: string;
  readonly kind: string;
  readonly beneficiary: Named;
  readonly month: string;
  readonly person: Named;
  readonly since: string;
  readonly last: string;
  readonly ore: number;
  readonly message: Said;
  readonly ref: string;
  readonly place: string;
}

/** One thing with what the office has said of it. */
export interface Waiting extends Item {
  /** Who sees to it, "" for nobody in particular. */
  readonly assignee: string;
  readonly note: string;
  /** Until which day it is put off; "" where it is not, or that day has come. */
  readonly until: string;
  /** It is put off, and says what it said then. */
  readonly away: boolean;
  /** The office has answered differently about it, without network: the operations of all answers. */
  readonly answers: readonly string[];
  /** Of the document of who sees to it; 0 before there is one. */
  readonly rev: number;
}

/** A filter of the list. */
export type Which = "all" | "mine" | "away";

/** A thing with what this device knows of who sees to it. */
export function waitingOf(item: Item, docs: ReadonlyMap<string, Doc>, today: string): Waiting {
  const row = docs.get(item.errand);
  const doc = row && there(row) ? row : undefined;
  const fields = doc?.fields ?? {};
  const until = text(fields, "until");
  const due = until <= today ? "" : until;
  const answers = ((doc?.conflicts ?? []) as unknown as readonly Disagreement[]).flatMap(({ candidates }) => candidates.map(({ op }: Answer) => op));
  return { ...item, assignee: text(fields, "assignee"), note: text(fields, "note"), until: due, away: due !== "" && answers.length === 0 && text(fields, "print") === item.print, answers, rev: doc?.rev ?? 0 };
}

/** What a filter leaves, in the order it came. Mine is what was given to me, and of the customers whom I answer for what was given to nobody. */
export function filtered(all: readonly Waiting[], which: Which, me: string, answers: ReadonlySet<string> = new Set()): Waiting[] {
  const mine = ({ assignee, beneficiary }: Waiting): boolean => (assignee === "" ? answers.has(beneficiary.id) : assignee === me);
  return all.filter((one) => (which === "away" ? one.away : !one.away && (which === "all" || mine(one))));
}

/** What is written of a thing, so that it says set; also whose it is where nothing was written of it before. */
export function written(of: Waiting, set: Readonly<Record<string, Json>>): { ref: string; base: number; set: Fields; resolves: readonly string[] } {
  const about = of.rev === 0 ? { key: of.key, ...(of.beneficiary.id ? { beneficiary: of.beneficiary.id } : {}), ...(of.month ? { month: of.month } : {}) } : {};
  return { ref: of.errand, base: of.rev, set: { ...about, ...set }, resolves: of.answers };
}

// The papers that a thing is settled by: their kind, and the field that names whose they are.
const paperFields = { decision: "beneficiary", registration: "beneficiary", engagement: "beneficiary", representation: "beneficiary", employment: "assistant", membership: "person" } as const;

/** The papers by which a thing is settled: a decision that lapses, a notice that is not known to have arrived, a paper with two answers. */
export function papersOf({ kind, ref, beneficiary, person }: Pick<Item, "kind" | "ref" | "beneficiary" | "person">): { name: keyof typeof paperFields; field: string; who: string } | undefined {
  if (kind === "decision") return { name: kind, field: "beneficiary", who: beneficiary.id };
  if (kind === "registration") return { name: kind, field: "assistant", who: person.id };
  const [name = ""] = ref.split("/");
  if (kind !== "conflict" || !(name in paperFields) || person.id === "") return undefined;
  const paper = name as keyof typeof paperFields;
  return { name: paper, field: paperFields[paper], who: person.id };
}

const here: readonly string[] = ["parked", "flag", "talk", "rejected", "held", "uncertain", "sign_anew", "differs", "unreached", "certificate", "vacant", "offer", "swap", "unworked", "exchange"];

/** Whether a thing is settled in the list itself. */
export function isHere(item: Pick<Item, "kind" | "ref" | "beneficiary" | "person">): boolean {
  return here.includes(item.kind) || papersOf(item) !== undefined || (item.kind === "conflict" && /^(shift|person|provider)\//.test(item.ref));
}
