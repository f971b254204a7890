// The picture of a month: where each row lies in its days, by the clock. Pure geometry, no drawing.

import type { Kind } from "../ui";
import type { Row } from "./types";

/** A piece of one kind within a block, in minutes of the day's clock (0 to 1440). */
export interface Part {
  from: number;
  to: number;
  kind: Kind;
}

/** One assistant's unbroken time within a day. Lane 0 is on top; open means that the shift has no end yet. */
export interface Block {
  assistant: string;
  from: number;
  to: number;
  lane: number;
  open: boolean;
  /** It goes on as it should. */
  going?: boolean;
  parts: Part[];
  rows: string[];
}

/** A day of the map: its blocks, and what deviates. */
export interface DayMap {
  day: number;
  blocks: Block[];
  lanes: number;
  /** Minutes by the clock in which two or more assistants were there, and where. */
  doubled: { from: number; to: number }[];
  /** Where nobody was, on a day whose month is otherwise filled around the clock. */
  gaps: { from: number; to: number }[];
}

const whole = 1440;

/** Lays the rows of a month (removed ones apart) out over its days. Days count from 1 to days. */
export function layOut(rows: readonly Row[], month: string, days: number): DayMap[] {
  const byDay = Array.from({ length: days }, (_, i) => dayOf(rows, month, i + 1));
  const worked = byDay.filter((d) => d.blocks.length > 0);
  const filled = worked.filter((d) => uncovered(d.blocks).length === 0);
  if (worked.length < 3 || filled.length * 2 < worked.length) return byDay;
  const last = worked[worked.length - 1]?.day ?? 0;
  return byDay.map((d) => (d.day < last ? { ...d, gaps: uncovered(d.blocks) } : d));
}

/** The minutes of the clock that ranges cover together. */
export function length(ranges: readonly { from: number; to: number }[]): number {
  return ranges.reduce((sum, range) => sum + range.to - range.from, 0);
}

function dayOf(rows: readonly Row[], month: string, day: number): DayMap {
  const date = `${month}-${String(day).padStart(2, "0")}`;
  const blocks: Block[] = [];
  for (const row of [...rows].sort((a, b) => (a.start < b.start ? -1 : 1))) {
    const part = within(row, date);
    if (part === undefined) continue;
    const open = !row.end;
    const before = blocks.find((b) => b.assistant === row.assistant && !b.open && b.to === part.from);
    if (before && !open) {
      before.to = part.to;
      before.parts.push(part);
      before.rows.push(row.id);
    } else {
      blocks.push({ assistant: row.assistant, from: part.from, to: part.to, lane: 0, open, ...(row.goesOn ? { going: true } : {}), parts: [part], rows: [row.id] });
    }
  }
  const lanes = stack(blocks);
  return { day, blocks, lanes, doubled: doubled(blocks), gaps: [] };
}

/** The part of a row within a date, by the clock; on the night with a doubled hour it is never shorter than a minute. */
function within(row: Row, date: string): Part | undefined {
  const startDate = row.start.slice(0, 10);
  const end = row.end ?? undefined;
  const endDate = end === undefined ? startDate : end.slice(0, 10);
  if (date < startDate || date > endDate) return undefined;
  const from = date === startDate ? reading(row.start) : 0;
  const to = end !== undefined && date === endDate ? reading(end) : whole;
  if (date === endDate && date !== startDate && to === 0) return undefined;
  return { from, to: Math.max(to, Math.min(whole, from + 1)), kind: row.kind };
}

function reading(instant: string): number {
  return Number(instant.slice(11, 13)) * 60 + Number(instant.slice(14, 16));
}

function stack(blocks: Block[]): number {
  const ends: number[] = [];
  for (const block of blocks) {
    const free = ends.findIndex((end) => end <= block.from);
    block.lane = free === -1 ? ends.length : free;
    ends[block.lane] = block.to;
  }
  return Math.max(1, ends.length);
}

function doubled(blocks: readonly Block[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const [i, a] of blocks.entries()) {
    for (const b of blocks.slice(i + 1)) {
      const from = Math.max(a.from, b.from);
      const to = Math.min(a.to, b.to);
      if (to > from && a.assistant !== b.assistant && !a.open && !b.open) found.push({ from, to });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function uncovered(blocks: readonly Block[]): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let reached = 0;
  for (const block of [...blocks].sort((a, b) => a.from - b.from)) {
    if (block.from > reached) gaps.push({ from: reached, to: block.from });
    reached = Math.max(reached, block.to);
  }
  if (reached < whole) gaps.push({ from: reached, to: whole });
  return gaps;
}

/** The days in a month. */
export function daysIn(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
}

/** Initials of a name: SP of Samir Provström. */
export function initials(name: string): string {
  const parts = name.split(/[\s-]+/).filter(Boolean);
  return (parts.length > 1 ? [parts[0], parts[parts.length - 1]] : parts).map((p) => (p ?? "").slice(0, 1).toLocaleUpperCase("sv")).join("");
}
