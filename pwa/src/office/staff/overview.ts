// Which registrations (3066) and decisions lack something, over all customers. Pure.

import { there } from "../../core/there";
import { text, type Row as Doc } from "../../core/types";
import { format } from "../../i18n";

/** How a registration stands, the worst first. ended: the engagement has ended, and nobody has said so to Försäkringskassan. */
export type Registered = "none" | "notSent" | "sent" | "late" | "ended" | "received";

/** An engagement, and how it stands with its registration. */
export interface Registration {
  readonly assistant: string;
  readonly beneficiary: string;
  /** From when the engagement is, and until when; to is "" while it goes on. */
  readonly from: string;
  readonly to: string;
  readonly state: Registered;
  readonly sent: string;
  readonly received: string;
}

const worst: readonly Registered[] = ["none", "notSent", "sent", "late", "ended", "received"];

/** For how many days after its end an engagement is shown whose end nobody has told. */
const endShown = 60;

/** Every engagement that goes on or is to come, and those that ended of late; what asks for somebody first. */
export function registrations(docs: Iterable<Doc>, today: string): Registration[] {
  const all = [...docs].filter((doc) => doc.fields["void"] !== true && there(doc));
  const told = all.filter((doc) => doc.kind === "registration");
  const found: Registration[] = [];
  for (const { kind, fields } of all) {
    if (kind !== "engagement") continue;
    const [assistant, beneficiary, from, to] = ["assistant", "beneficiary", "from", "to"].map((name) => text(fields, name)) as [string, string, string, string];
    const ended = to !== "" && to < today;
    const papers = told.filter((doc) => text(doc.fields, "assistant") === assistant && text(doc.fields, "beneficiary") === beneficiary && overlap(doc, from, to));
    const best = papers.sort((a, b) => (text(a.fields, "received") || "9") < (text(b.fields, "received") || "9") ? -1 : 1)[0];
    if (ended && (best === undefined || text(best.fields, "end_sent") !== "" || format.daysBetween(to, today) > endShown)) continue;
    const [sent, received] = best ? [text(best.fields, "sent"), text(best.fields, "received")] : ["", ""];
    const state: Registered = ended ? "ended" : best === undefined ? "none" : sent === "" ? "notSent" : received === "" ? "sent" : received > from ? "late" : "received";
    found.push({ assistant, beneficiary, from, to, state, sent, received });
  }
  return found.sort((a, b) => worst.indexOf(a.state) - worst.indexOf(b.state) || (a.from < b.from ? -1 : 1));
}

function overlap(doc: Doc, from: string, to: string): boolean {
  const [begins, ends] = [text(doc.fields, "from"), text(doc.fields, "to")];
  return (to === "" || begins <= to) && (ends === "" || ends >= from);
}

/** How a customer stands with decisions, the worst first. */
export type Decided = "none" | "ended" | "ends" | "applied" | "extension" | "holds";

/** A customer, and the decision that is last. */
export interface DecisionLine {
  readonly beneficiary: string;
  readonly state: Decided;
  /** The last day that is decided; "" where there is none. */
  readonly to: string;
  /** Days from today until then. */
  readonly left: number;
  readonly doc: Doc | undefined;
}

const graver: readonly Decided[] = ["ended", "none", "ends", "applied", "extension", "holds"];

/** How many days before its end a decision is told of. */
export const endsWithin = 90;

/** Every customer of today, by what is decided for them; what runs out first comes first. */
export function decisions(docs: Iterable<Doc>, today: string): DecisionLine[] {
  const all = [...docs].filter((doc) => doc.fields["void"] !== true && there(doc));
  const customers = new Set(all.flatMap(({ kind, fields }) => {
    const to = text(fields, "to");
    return kind === "membership" && fields["role"] === "beneficiary" && (to === "" || to >= today) ? [text(fields, "person")] : [];
  }));
  const found = [...customers].map((beneficiary): DecisionLine => {
    const own = all.filter((doc) => doc.kind === "decision" && text(doc.fields, "beneficiary") === beneficiary);
    const end = (doc: Doc): string => text(doc.fields, "to") || "9999";
    const of = (...states: string[]): Doc[] => own.filter((doc) => states.includes(text(doc.fields, "state")));
    const last = of("", "granted").sort((a, b) => (end(a) < end(b) ? 1 : -1))[0];
    const waits = of("applied", "extension").find((doc) => end(doc) >= today);
    const to = last ? text(last.fields, "to") : "";
    const left = to === "" ? 0 : format.daysBetween(today, to);
    const line = (state: Decided, doc: Doc | undefined): DecisionLine => ({ beneficiary, state, to, left, doc });
    if (last && (to === "" || left > endsWithin)) return line("holds", last);
    if (waits) return line(text(waits.fields, "state") === "extension" ? "extension" : "applied", waits);
    if (last === undefined) return line("none", undefined);
    return line(left < 0 ? "ended" : "ends", last);
  });
  return found.sort((a, b) => graver.indexOf(a.state) - graver.indexOf(b.state) || a.left - b.left);
}
