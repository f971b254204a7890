// Who may give, and take away, the rights that a coordinator's membership gives: to sign for the provider, and to see how the server
// is. As care has it (care/trusted.go), so that nobody is offered what the server refuses. Pure.

import { there } from "../../core/there";
import { addDays } from "../../core/time";
import { text, type Fields, type Row as Doc } from "../../core/types";
import type { Paper } from "./papers";

/** Why somebody may not write a membership: they have not the right that it gives, or nobody would be left who has it. */
export type Lacking = "signs" | "operator" | "lastSigns" | "lastOperator";

type Right = (fields: Fields) => boolean;

const signing: Right = (f) => f["role"] === "coordinator" && f["signs"] !== "no";
const operating: Right = (f) => f["role"] === "coordinator" && f["operator"] === true;

function holds(f: Fields, day: string): boolean {
  const to = text(f, "to");
  return f["void"] !== true && text(f, "from") <= day && (to === "" || day <= to);
}

/** The memberships of a book, as far as they give a right, and who asks. */
export interface Asking {
  readonly memberships: readonly Doc[];
  readonly me: string;
  readonly today: string;
}

/** What is asked about rights, of the documents of this device. */
export function asking(docs: Iterable<Doc>, me: string, today: string): Asking {
  return { memberships: [...docs].filter((doc) => doc.kind === "membership" && there(doc)), me, today };
}

function has({ memberships, me, today }: Asking, right: Right): boolean {
  return memberships.some(({ fields: f }) => f["person"] === me && right(f) && holds(f, today));
}

function anybody({ memberships, today }: Asking, right: Right): boolean {
  return memberships.some(({ fields: f }) => right(f) && holds(f, today));
}

/** Whether somebody may give the right to sign: they have it, or nobody has. */
export function givesSigning(of: Asking): boolean {
  return has(of, signing) || !anybody(of, signing);
}

/** Whether somebody sees how the server is, and may let others: a coordinator who is named for it, or any where nobody is. */
export function operates(of: Asking): boolean {
  return has(of, (f) => f["role"] === "coordinator") && (has(of, operating) || !anybody(of, operating));
}

/** The form of a membership without the rights that whoever fills it in may not give; what it has already (before) can stay, or be taken. */
export function offered(form: Paper, of: Asking, before: Fields | undefined): Paper {
  if (form.kind !== "membership") return form;
  const [yes, mark] = [givesSigning(of) || (before !== undefined && signing(before)), operates(of) || (before !== undefined && operating(before))];
  const fields = form.fields.filter(({ name }) => mark || name !== "operator").map((asked) => (yes || asked.name !== "signs" ? asked : { ...asked, shape: { as: "one" as const, of: ["no"] } }));
  return { ...form, fields, ...(yes || !form.begin ? {} : { begin: { ...form.begin, signs: "no" } }) };
}

/** Why a membership may not be written so that it goes from before to after; undefined where it may. */
export function lacking(of: Asking, ref: string, before: Fields | undefined, after: Fields): Lacking | undefined {
  const was = before ?? {};
  const same = sameRole(was, after);
  if (signing(after) && !(same && signing(was)) && !givesSigning(of)) return "signs";
  if (operating(after) && !(same && operating(was)) && !operates(of)) return "operator";
  if (has(of, signing)) return undefined; // who signs answers for the provider, and may take every right
  if (!remains(of, ref, after, signing)) return "lastSigns";
  return remains(of, ref, after, operating) || operates(of) ? undefined : "lastOperator";
}

// Whether a change leaves whose membership it is, which, and when, or only ends it sooner.
function sameRole(before: Fields, after: Fields): boolean {
  const [was, is] = [text(before, "to"), text(after, "to")];
  const later = was !== "" && (is === "" || is > was);
  return ["person", "role", "from"].every((name) => text(before, name) === text(after, name)) && !later && (before["void"] !== true || after["void"] === true);
}

// Whether, on every day from today on which somebody has a right, somebody still has it. Only where one begins or ends can that change.
function remains({ memberships, today }: Asking, ref: string, after: Fields, right: Right): boolean {
  const before = memberships.map(({ fields }) => fields).filter(right);
  const left = [...memberships.filter((doc) => doc.ref !== ref).map(({ fields }) => fields), after].filter(right);
  const days = [today, ...[...before, ...left].flatMap((f) => [text(f, "from"), ...(text(f, "to") ? [addDays(text(f, "to"), 1)] : [])])];
  return days.every((day) => day < today || !before.some((f) => holds(f, day)) || left.some((f) => holds(f, day)));
}
