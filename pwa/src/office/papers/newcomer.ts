// Somebody new, in one form: who they are, their number, and, of an assistant, the first engagement with what it asks for.
// What comes out are the documents, all or none. Pure.

import type { Act } from "../../core/core";
import type { Fields } from "../../core/types";
import { check, type Values, type Wrong } from "./form";
import type { Paper } from "./papers";
import { papers } from "./papers";

/** What somebody new can be. */
export const newRoles = ["beneficiary", "assistant", "representative", "coordinator", "auditor"] as const;

/** One of them. */
export type NewRole = (typeof newRoles)[number];

/** The parts of the form: each is checked by itself, and their fields have names of their own. */
export const parts = {
  who: papers.person,
  number: { kind: "identity", fields: [papers.identity.fields[0]] },
  from: { kind: "membership", fields: [{ name: "from", shape: { as: "date" }, required: true }] },
  customer: papers.customer,
  rights: { kind: "membership", begin: { signs: "no" }, fields: [{ name: "signs", shape: { as: "one", of: ["yes", "no"] }, required: true }] },
  work: { kind: "engagement", fields: [papers.engagement.fields[0]] },
  employment: {
    ...papers.employment,
    fields: papers.employment.fields.filter((f) => ["employer", "employer_name", "employer_number", "regime", "agreement", "period_from", "period_months", "long_passes"].includes(f.name)),
  },
  registration: { kind: "registration", fields: papers.registration.fields.filter((f) => f.name === "sent" || f.name === "received") },
  task: { kind: "representation", fields: papers.representation.fields.filter((f) => ["beneficiary", "kind", "scope"].includes(f.name)) },
} as const satisfies Record<string, Paper>;

/** The name of a part. */
export type Part = keyof typeof parts;

/** Which parts a role asks for, in order. */
export const partsOf: Readonly<Record<NewRole, readonly Part[]>> = {
  beneficiary: ["who", "number", "customer", "from"],
  assistant: ["who", "number", "work", "from", "employment", "registration"],
  representative: ["who", "number", "task", "from"],
  coordinator: ["who", "from", "rights"],
  auditor: ["who", "from"],
};

/** What the form comes to: the operations, with the new person's id; or what is wrong, by part and field. */
export type Made = { readonly acts: readonly Act[]; readonly person: string } | { readonly wrong: Readonly<Partial<Record<Part, Readonly<Record<string, Wrong>>>>> };

/** The documents of somebody new. newId gives ids; today reads a number without its century. */
export function make(role: NewRole, values: Readonly<Record<Part, Values>>, newId: () => string, today: string): Made {
  const said: Partial<Record<Part, Fields>> = {};
  const wrong: Partial<Record<Part, Readonly<Record<string, Wrong>>>> = {};
  for (const part of partsOf[role]) {
    const checked = check(parts[part], values[part], undefined, today);
    if ("set" in checked) said[part] = checked.set;
    else wrong[part] = checked.wrong;
  }
  if (Object.keys(wrong).length > 0) return { wrong };
  const person = newId();
  const from = said.from?.["from"] ?? null;
  const customer = said.work?.["beneficiary"] ?? null;
  const acts: Act[] = [];
  const add = (ref: string, set: Fields): void => void acts.push({ ref, base: 0, set: Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null)) });
  add(`person/${person}`, { ...said.who, ...said.customer });
  if (said.number && Object.values(said.number).some((value) => value !== null)) add(`identity/${person}`, { person, ...said.number });
  add(`membership/${newId()}`, { person, role, from, ...said.rights });
  if (said.work) add(`engagement/${newId()}`, { assistant: person, beneficiary: customer, from });
  if (said.employment) {
    const own = said.employment["employer"] === "beneficiary";
    add(`employment/${newId()}`, { assistant: person, ...said.employment, from, ...(own ? { beneficiary: customer } : {}) });
  }
  if (said.registration?.["sent"]) add(`registration/${newId()}`, { assistant: person, beneficiary: customer, from, ...said.registration });
  if (said.task) add(`representation/${newId()}`, { representative: person, ...said.task, from });
  return { acts, person };
}
