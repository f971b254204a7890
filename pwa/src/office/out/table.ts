// A list as a file: what the server makes one of (POST /api/v1/tables/…).

import { format } from "../../i18n";
import { dated } from "../papers/told";

/** What a column holds: a text, a whole number, minutes, öre, a date, an instant with its offset. */
export type Kind = "text" | "number" | "minutes" | "ore" | "day" | "moment";

/** A value of a cell; null where there is none. */
export type Cell = string | number | null;

/** A list, with a cell for each column in every row. */
export interface Table {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly kind: Kind }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** One column, and what of a line stands in it. */
export interface Column<T> {
  readonly title: string;
  readonly kind: Kind;
  readonly of: (line: T) => Cell | undefined;
}

/** A table of lines, column by column; what is not known is an empty cell. */
export function table<T>(name: string, title: string, lines: readonly T[], columns: readonly Column<T>[]): Table {
  return { name, title, columns: columns.map(({ title: of, kind }) => ({ title: of, kind })), rows: lines.map((line) => columns.map(({ of }) => of(line) ?? null)) };
}

/** A cell as a screen shows it; a dash where there is nothing. */
export function written(kind: Kind, cell: Cell): string {
  if (cell === null) return "–";
  if (kind === "minutes") return format.hours(Number(cell));
  return kind === "day" ? dated(String(cell)) : String(cell);
}
