// Shift documents as the office's screens read them, and the months' rows made from them.

import type { Kind } from "../ui";
import { between } from "../core/time";
import type { Row } from "./types";

/** One person's answer in a disagreement, or an operation that waits. */
export interface Answer {
  op: string;
  person: string;
  device: string;
  set: Readonly<Record<string, unknown>>;
  at?: { wall?: string };
  why?: string;
  reason?: string;
}

/** An open disagreement; the first answer is what stands for now. */
export interface Disagreement {
  fields: readonly string[];
  severity: "clash" | "confirm";
  candidates: readonly Answer[];
}

/** A field's value as a text, or "" where it is absent. */
export function text(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

/** A shift's fields as a row. */
export function rowOf(ref: string, fields: Readonly<Record<string, unknown>>, name: string, conflict: boolean, parked: boolean): Row {
  const start = text(fields, "start");
  const end = text(fields, "end") || null;
  return {
    id: ref, assistant: text(fields, "assistant"), name, kind: (text(fields, "kind") || "active") as Kind, start, end,
    minutes: end && start ? between(start, end) : 0, note: text(fields, "note"), void: fields["void"] === true, conflict, parked,
  };
}

/** Whether a row belongs to a month by the clock: some of it lies within. */
export function touches(row: Row, month: string): boolean {
  const last = row.end && row.end > row.start ? row.end : row.start;
  return row.start.slice(0, 7) === month || (last.slice(0, 7) === month && !(last.slice(8, 16) === "01T00:00" && row.start.slice(0, 7) < month)) || (row.start.slice(0, 7) < month && last.slice(0, 7) > month);
}
