// What people say about rows, plans, days and months: messages, which are written once, and the talks that they make. The
// same rule as in care/talk.go; the examples in care/testdata/vectors/talk.json bind both.

import { instant } from "./time";
import { text, type Fields, type Json, type Role, type Row } from "./types";

/** The roles in which somebody says something. */
export type Speaks = Exclude<Role, "auditor">;

/** What can be said to be wrong, in the order in which it is offered. */
export const flags = ["time", "assistant", "absent", "other"] as const;

/** What somebody says is wrong. */
export type Flag = (typeof flags)[number];

/** For how long after it was said a message may be taken back by whoever said it, in milliseconds. */
export const takeBack = 3_600_000;

/** The longest text, in characters. */
export const longest = 1000;

/** What a message is about. */
export interface About {
  readonly beneficiary: string;
  readonly month: string;
  /** Absent: the whole month. */
  readonly day?: string;
  /** Id of the row, or of the plan; then there is a day, and the assistant whose it is. */
  readonly shift?: string;
  readonly plan?: string;
  readonly assistant?: string;
}

/** A message, with the row that it is read from. */
export interface Message extends About {
  readonly row: Row;
  readonly id: string;
  readonly author: string;
  readonly as: Speaks;
  readonly text: string;
  readonly flag: Flag | undefined;
  readonly settles: readonly string[];
  readonly takes: string;
  readonly said: string;
  /** It was taken back. */
  readonly taken: boolean;
  /** The book has not taken it: it was refused, or waits for the office's decision. */
  readonly loose: boolean;
}

/** What was said about one thing in one month. */
export interface Talk {
  /** shift/<id>, plan/<id>, a date, or nothing for the whole month. */
  readonly topic: string;
  readonly messages: readonly Message[];
  /** What is said to be wrong, and is not settled: it holds the invoice. */
  readonly flags: readonly Message[];
  /** The first that the office has not answered, and nobody has settled. */
  readonly waits: Message | undefined;
}

/** What something is about, within its month. */
export function topicOf({ shift, plan, day }: About): string {
  return shift ? `shift/${shift}` : plan ? `plan/${plan}` : (day ?? "");
}

/** The talks of a beneficiary's month, in the order in which they began; what this device has not sent yet comes last. */
export function talksOf(rows: Iterable<Row>, beneficiary: string, month: string, kind = "message"): Talk[] {
  const found = [...rows].filter((row) => row.kind === kind && text(row.fields, "beneficiary") === beneficiary && text(row.fields, "month") === month);
  return talksIn(found.sort(inOrder).map(messageOf));
}

/** The months and people that there are messages about, with the talks of each. */
export function allTalks(rows: Iterable<Row>): { beneficiary: string; month: string; talks: Talk[] }[] {
  const months = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.kind !== "message") continue;
    const key = `${text(row.fields, "month")} ${text(row.fields, "beneficiary")}`;
    months.set(key, [...(months.get(key) ?? []), row]);
  }
  return [...months].sort(([a], [b]) => (a < b ? 1 : -1)).map(([key, of]) => {
    const [month = "", beneficiary = ""] = key.split(" ");
    return { beneficiary, month, talks: talksOf(of, beneficiary, month) };
  });
}

/** The talks of messages that come in the order in which the book has them. */
export function talksIn(said: readonly Message[]): Talk[] {
  const taken = new Set(said.filter((m) => !m.loose).map((m) => m.takes));
  const messages = said.map((m) => ({ ...m, taken: taken.has(m.id) }));
  const settled = new Set(messages.flatMap((m) => (m.taken || m.loose ? [] : m.settles)));
  const talks = new Map<string, { topic: string; messages: Message[]; flags: Message[]; waits: Message | undefined }>();
  for (const m of messages) {
    const topic = topicOf(m);
    const talk = talks.get(topic) ?? { topic, messages: [], flags: [], waits: undefined };
    talks.set(topic, talk);
    talk.messages.push(m);
    if (m.taken || m.loose || settled.has(m.id) || m.takes !== "") continue;
    if (m.flag) {
      talk.flags.push(m);
      if (!talk.waits?.flag) talk.waits = m;
    } else if (m.as === "coordinator") {
      if (!talk.waits?.flag) talk.waits = undefined;
    } else if (!talk.waits && m.settles.length === 0) talk.waits = m;
  }
  return [...talks.values()];
}

/** Reads a message. */
export function messageOf(row: Row): Message {
  const said = (name: string): string => text(row.fields, name);
  const settles = row.fields["settles"];
  const flag = flags.find((f) => f === said("flag"));
  return {
    row, id: row.id, author: said("author"), as: said("as") as Speaks, beneficiary: said("beneficiary"), month: said("month"),
    ...part("day", said("day")), ...part("shift", said("shift")), ...part("plan", said("plan")), ...part("assistant", said("assistant")),
    text: said("text"), flag, settles: Array.isArray(settles) ? settles.filter((id) => typeof id === "string") : [],
    takes: said("takes"), said: said("said"), taken: false, loose: row.rev === 0 && (row.status === "refused" || row.status === "parked"),
  };
}

/** Whether the person may still take their own message back. */
export function mayTake(m: Message, me: string, now: number): boolean {
  return m.author === me && !m.taken && !m.loose && m.takes === "" && now - instant(m.said) <= takeBack;
}

/** The fields of a message; said is now, in minutes. */
export function saying(about: About, author: string, as: Speaks, said: string, what: { text?: string; flag?: Flag; settles?: readonly string[]; takes?: string }): Fields {
  const set: Record<string, Json> = { author, as, beneficiary: about.beneficiary, month: about.month, said };
  for (const name of ["day", "shift", "plan", "assistant"] as const) if (about[name]) set[name] = about[name];
  if (what.text?.trim()) set["text"] = what.text.trim();
  if (what.flag) set["flag"] = what.flag;
  if (what.settles?.length) set["settles"] = what.settles.slice(0, 16);
  if (what.takes) set["takes"] = what.takes;
  return set;
}

/** What a talk is about, as its newest message says it: whose row it is may have changed. */
export function aboutOf(talk: Talk): About {
  const { beneficiary, month, day, shift, plan, assistant } = talk.messages.at(-1) as Message;
  return { beneficiary, month, ...part("day", day), ...part("shift", shift), ...part("plan", plan), ...part("assistant", assistant) };
}

/** How far a talk has come: what a device notes as read. */
export function reachOf(talk: Talk): number {
  return Math.max(0, ...talk.messages.map((m) => m.row.rev));
}

/** Whether somebody else has said something since the person read it. */
export function isNew(talk: Talk, me: string, read: number): boolean {
  return talk.messages.some((m) => m.row.rev > read && m.author !== me && m.takes === "");
}

function part<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value ? ({ [name]: value } as Record<K, string>) : {};
}

// In the book's order; what is not there yet after it, as it was written.
function inOrder(a: Row, b: Row): number {
  const order = (row: Row): number => (row.rev === 0 ? Infinity : row.rev);
  const made = (row: Row): number => row.pending[0]?.made ?? row.pending[0]?.n ?? 0;
  return order(a) === order(b) ? made(a) - made(b) : order(a) - order(b);
}
