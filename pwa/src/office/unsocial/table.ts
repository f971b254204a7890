// A provider's own tables of unsocial hours (OB): as the server keeps them (care/unsocial.go), and as a form has them. Pure.

import { readClock } from "../../ui/clock";
import { holds } from "../holds";

/** Days that a rule may be of, besides dates. */
export const dayWords = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday", "eve", "before"] as const;
export type DayWord = (typeof dayWords)[number];

export const kindWords = ["active", "waiting", "standby"] as const;
export type KindWord = (typeof kindWords)[number];

/** Hours of some days, within each; in the order of their names, as the protocol writes a value. */
export interface Rule {
  readonly begins: string;
  readonly code: string;
  readonly days: readonly string[];
  readonly ends: string;
  readonly kinds: readonly KindWord[];
  readonly name?: string;
}

/** Which hours are unsocial from a day on, until the next table's. A minute goes by the first rule that it fits. */
export interface Table {
  readonly from: string;
  readonly rules: readonly Rule[];
}

/** A rule as it is being written; key is the form's own. */
export interface Line {
  readonly key: number;
  readonly name: string;
  readonly code: string;
  readonly days: readonly DayWord[];
  readonly dates: string;
  readonly begins: string;
  readonly ends: string;
  readonly kinds: readonly KindWord[];
}

/** What is wrong with a field, by which words say it. */
export type Wrong = "date" | "dateTwice" | "code" | "codeTaken" | "days" | "dates" | "many" | "clock" | "order" | "kinds";
export type LineWrong = Readonly<Partial<Record<"code" | "days" | "dates" | "begins" | "ends" | "kinds", Wrong>>>;

/** A table that can be kept, or what is wrong with it. */
export type Checked = { readonly table: Table } | { readonly from?: Wrong | undefined; readonly lines: ReadonlyMap<number, LineWrong> };

const isDate = (typed: string): boolean => /^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(Date.parse(typed)) && new Date(typed).toISOString().startsWith(typed);

/** The tables of a provider, as its document has them. */
export function tablesOf(field: unknown): readonly Table[] {
  return Array.isArray(field) ? (field as readonly Table[]) : [];
}

/** A rule that is to be written. */
export const blank = (key: number): Line => ({ key, name: "", code: "", days: [], dates: "", begins: "", ends: "", kinds: ["active"] });

/** Rules as a form has them. */
export function linesOf(rules: readonly Rule[]): Line[] {
  const word = (day: string): day is DayWord => (dayWords as readonly string[]).includes(day);
  return rules.map(({ name = "", code, days, begins, ends, kinds }, key) => ({ key, name, code, days: days.filter(word), dates: days.filter((day) => !word(day)).join(", "), begins, ends, kinds }));
}

const clockText = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, "0")}.${String(minutes % 60).padStart(2, "0")}`;

/** Reads what was written. others are the days from which other tables hold; taken are the codes that other time goes by. */
export function read(from: string, lines: readonly Line[], others: readonly string[], taken: readonly string[]): Checked {
  const wrong = new Map<number, LineWrong>();
  const rules = lines.map((line): Rule => {
    const dates = line.dates.split(/[\s,;]+/).filter(Boolean);
    const [begins, ends] = [readClock(line.begins), readClock(line.ends)];
    const code = line.code.trim();
    const found: LineWrong = {
      ...(!/^[\p{L}\p{N}_-]{1,20}$/u.test(code) ? { code: "code" } : taken.includes(code) ? { code: "codeTaken" } : {}),
      ...(dates.some((day) => !isDate(day)) || new Set(dates).size < dates.length ? { dates: "dates" } : line.days.length + dates.length === 0 ? { days: "days" } : line.days.length + dates.length > most.days ? { dates: "many" } : {}),
      ...(begins === undefined || begins === 1440 ? { begins: "clock" } : {}),
      ...(ends === undefined ? { ends: "clock" } : begins !== undefined && ends <= begins ? { ends: "order" } : {}),
      ...(line.kinds.length === 0 ? { kinds: "kinds" } : {}),
    };
    if (Object.keys(found).length > 0) wrong.set(line.key, found);
    const name = line.name.trim();
    return {
      begins: clockText(begins ?? 0), code, days: [...dayWords.filter((day) => line.days.includes(day)), ...dates.sort()], ends: clockText(ends ?? 0), kinds: kindWords.filter((kind) => line.kinds.includes(kind)),
      ...(name === "" ? {} : { name }),
    };
  });
  const when: Wrong | undefined = !isDate(from) ? "date" : others.includes(from) ? "dateTwice" : undefined;
  return when === undefined && wrong.size === 0 ? { table: { from, rules } } : { from: when, lines: wrong };
}

/** All tables with one more, or with one in another's place; in order of their days. */
export function withTable(all: readonly Table[], table: Table, instead: string): readonly Table[] {
  return [...all.filter(({ from }) => from !== instead && from !== table.from), table].sort((a, b) => a.from.localeCompare(b.from));
}

// The most that a provider's tables hold (care/unsocial.go).
const most = { tables: 20, rules: 40, days: 60 };

/** Why a provider's document does not hold tables: there are too many, one has too many rows, or they are too large together. */
export function over(all: readonly Table[]): "tables" | "rules" | "size" | undefined {
  if (all.length > most.tables) return "tables";
  if (all.some(({ rules }) => rules.length > most.rules)) return "rules";
  return holds(all) ? undefined : "size";
}

/** A line one place further up, where it decides before those that it passes. */
export function raised(lines: readonly Line[], key: number): Line[] {
  const at = lines.findIndex((line) => line.key === key);
  const [line, above] = [lines[at], lines[at - 1]];
  return line && above ? [...lines.slice(0, at - 1), line, above, ...lines.slice(at + 1)] : [...lines];
}
