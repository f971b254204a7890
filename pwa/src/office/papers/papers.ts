// The papers that a month needs, as data: which fields each kind of document has, and how a form asks for them. The kinds and
// what may stand in them are care's (care/kind_*.go); a form asks for nothing else. Pure.

import type { Role } from "../../core/types";

/** How a field is asked for. */
export type Shape =
  | { readonly as: "text"; readonly most: number }
  | { readonly as: "phone" | "date" | "clock" | "moment" | "hours" | "flag" | "organisation" | "number" | "mail" | "mobile" | "ways" | "code" }
  | { readonly as: "count"; readonly least: number; readonly most: number }
  | { readonly as: "one" | "many"; readonly of: readonly string[] }
  | { readonly as: "person"; readonly role: Role };

/** One field of a form. */
export interface Asked {
  readonly name: string;
  readonly shape: Shape;
  readonly required?: boolean;
  /** Only asked for where another field says so; else it is cleared. */
  readonly when?: readonly [field: string, ...values: string[]];
}

/** A kind of document that a form writes. */
export interface Paper {
  readonly kind: string;
  readonly fields: readonly Asked[];
  /** What a new one begins with. */
  readonly begin?: Readonly<Record<string, string>>;
}

const date = { as: "date" } as const;
const flag = { as: "flag" } as const;
const text = (most: number): Shape => ({ as: "text", most });
const one = (...of: string[]): Shape => ({ as: "one", of });
const person = (role: Role): Shape => ({ as: "person", role });
const from: Asked = { name: "from", shape: date, required: true };
const to: Asked = { name: "to", shape: date };
const note: Asked = { name: "note", shape: text(1000) };
const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Every kind that has a form. */
export const papers = {
  person: {
    kind: "person",
    fields: [{ name: "given", shape: text(60), required: true }, { name: "family", shape: text(60), required: true }, { name: "phone", shape: { as: "phone" } }],
  },
  customer: { // how a beneficiary's months go: further fields of their person document
    kind: "person", begin: { employer: "provider", route: "elt" },
    fields: [{ name: "employer", shape: one("provider", "own"), required: true }, { name: "route", shape: one("elt", "paper"), required: true }],
  },
  identity: {
    kind: "identity",
    fields: [{ name: "number", shape: { as: "number" } }, { name: "address", shape: text(300) }, { name: "checked", shape: date }, { name: "outside_eea", shape: flag }],
  },
  reach: { // how somebody is written to, where notices on their devices do not reach them
    kind: "reach", begin: { lang: "sv" },
    fields: [{ name: "mail", shape: { as: "mail" } }, { name: "mobile", shape: { as: "mobile" } }, { name: "ways", shape: { as: "ways" }, required: true }, { name: "lang", shape: one("sv", "en"), required: true }],
  },
  membership: {
    kind: "membership", begin: { signs: "yes" },
    fields: [
      { name: "role", shape: one("beneficiary", "assistant", "representative", "coordinator", "auditor"), required: true }, from, to,
      { name: "signs", shape: one("yes", "no"), required: true, when: ["role", "coordinator"] }, { name: "operator", shape: flag, when: ["role", "coordinator"] },
    ],
  },
  engagement: {
    kind: "engagement",
    fields: [{ name: "beneficiary", shape: person("beneficiary"), required: true }, { name: "assistant", shape: person("assistant"), required: true }, from, to],
  },
  responsibility: {
    kind: "responsibility",
    fields: [{ name: "beneficiary", shape: person("beneficiary"), required: true }, { name: "coordinator", shape: person("coordinator"), required: true }, from, to],
  },
  representation: {
    kind: "representation",
    fields: [
      { name: "beneficiary", shape: person("beneficiary"), required: true }, { name: "representative", shape: person("representative"), required: true },
      { name: "kind", shape: one("guardian", "god_man", "forvaltare"), required: true },
      { name: "scope", shape: { as: "many", of: ["rights", "property", "person"] }, when: ["kind", "god_man", "forvaltare"] }, from, to,
    ],
  },
  decision: {
    kind: "decision", begin: { state: "granted", granter: "fk", per: "week", rate: "standard" },
    fields: [
      { name: "state", shape: one("granted", "applied", "extension"), required: true }, { name: "granter", shape: one("fk", "municipality"), required: true },
      { name: "minutes", shape: { as: "hours" }, required: true, when: ["state", "granted"] }, { name: "per", shape: one("week", "month", "period"), required: true, when: ["state", "granted"] },
      from, to, { name: "double", shape: flag, when: ["state", "granted"] }, { name: "rate", shape: one("standard", "higher") },
    ],
  },
  employment: {
    kind: "employment", begin: { employer: "provider", regime: "agreement" },
    fields: [
      { name: "employer", shape: one("provider", "beneficiary", "other", "self"), required: true },
      { name: "beneficiary", shape: person("beneficiary"), required: true, when: ["employer", "beneficiary"] },
      { name: "employer_name", shape: text(120), when: ["employer", "other"] }, { name: "employer_number", shape: { as: "organisation" }, when: ["employer", "other"] },
      { name: "regime", shape: one("agreement", "working_hours", "household"), required: true },
      { name: "agreement", shape: text(120), when: ["regime", "agreement"] },
      { name: "period_from", shape: date, when: ["regime", "agreement", "working_hours"] },
      { name: "period_months", shape: { as: "count", least: 1, most: 12 }, when: ["regime", "agreement", "working_hours"] },
      { name: "long_passes", shape: flag, when: ["regime", "agreement"] }, { name: "pay_number", shape: { as: "code" }, when: ["employer", "provider"] }, from, to,
    ],
  },
  registration: {
    kind: "registration",
    fields: [
      { name: "beneficiary", shape: person("beneficiary"), required: true }, { name: "assistant", shape: person("assistant"), required: true },
      from, { name: "sent", shape: date }, { name: "received", shape: date }, to,
    ],
  },
  stay: {
    kind: "stay", begin: { kind: "hospital" },
    fields: [
      { name: "kind", shape: one("hospital", "abroad"), required: true }, { name: "start", shape: { as: "moment" }, required: true }, { name: "end", shape: { as: "moment" } },
      { name: "reasons", shape: flag }, note,
    ],
  },
  activity: {
    kind: "activity", begin: { kind: "school" },
    fields: [
      { name: "kind", shape: one("childcare", "school", "daily_activity"), required: true }, from, to, { name: "days", shape: { as: "many", of: weekdays }, required: true },
      { name: "begins", shape: { as: "clock" }, required: true }, { name: "ends", shape: { as: "clock" }, required: true }, { name: "reasons", shape: flag }, note,
    ],
  },
  provider: {
    kind: "provider",
    fields: [
      { name: "name", shape: text(120), required: true }, { name: "organisationsnummer", shape: { as: "organisation" }, required: true },
      { name: "contact", shape: text(120), required: true }, { name: "phone", shape: { as: "phone" }, required: true }, { name: "address", shape: text(300) },
      { name: "deadline_day", shape: { as: "count", least: 1, most: 31 } }, { name: "licence_from", shape: date }, { name: "licence_to", shape: date },
      { name: "show_granted", shape: flag }, { name: "note_days", shape: { as: "count", least: 1, most: 1830 } },
      { name: "pay_active", shape: { as: "code" } }, { name: "pay_waiting", shape: { as: "code" } }, { name: "pay_standby", shape: { as: "code" } },
    ],
  },
} as const satisfies Record<string, Paper>;

/** The name of a form. */
export type PaperName = keyof typeof papers;

/** A form by its name. */
export function paper(name: PaperName): Paper {
  return papers[name];
}
