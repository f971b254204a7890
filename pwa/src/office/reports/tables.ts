// The reports as tables: what each picture shows, figure by figure. Pure.

import { format, t } from "../../i18n";
import { forecastWords } from "../hours";
import { table, type Column, type Table } from "../out/table";
import { minutes, outlook, percent, type DecisionReview, type MonthReview, type Took } from "./review";
import { v } from "./words";

/** How a customer's hours will do, in words. */
export function outlookWords(one: DecisionReview): string {
  const is = outlook(one);
  if (is === "fits") return v("use.fits");
  const { granted, used, forecast } = one.use;
  const most = is === "over" ? minutes(used) : is === "planned" ? minutes(used) + minutes(one.planned) : minutes(forecast);
  return v(`use.${is}.state`, { time: format.hours(most - granted) });
}

/** How far each customer's hours go. */
export function useTable(decisions: readonly DecisionReview[]): Table {
  return table<DecisionReview>("timmar-mot-beslut", v("use.title"), decisions, [
    { title: v("use.customer"), kind: "text", of: (one) => one.beneficiary.name },
    { title: t("time.from"), kind: "day", of: ({ use }) => use.from },
    { title: t("time.to"), kind: "day", of: ({ use }) => use.to },
    { title: v("use.granted"), kind: "minutes", of: ({ use }) => use.granted },
    { title: v("use.used"), kind: "minutes", of: ({ use }) => minutes(use.used) },
    { title: v("use.planned"), kind: "minutes", of: ({ planned }) => minutes(planned) },
    { title: v("use.forecast"), kind: "minutes", of: ({ use }) => minutes(use.forecast) },
    { title: v("use.by"), kind: "text", of: ({ use }) => forecastWords(use) },
    { title: v("use.state"), kind: "text", of: outlookWords },
  ]);
}

/** Hours by month; a forecast has the month that goes on alone. */
export function hoursTable(months: readonly MonthReview[]): Table {
  return byMonth("beviljat-planerat-arbetat", v("hours.title"), months, [
    { title: v("hours.granted"), kind: "minutes", of: (m) => m.granted },
    { title: v("hours.planned"), kind: "minutes", of: (m) => minutes(m.planned) },
    { title: v("hours.worked"), kind: "minutes", of: (m) => minutes(m.worked) },
    { title: v("use.forecast"), kind: "minutes", of: (m) => m.forecast && minutes(m.forecast) },
    { title: v("hours.aheadPlanned"), kind: "minutes", of: (m) => m.ahead && minutes(m.ahead) },
  ]);
}

/** Timesheets on time, by month. */
export function onTimeTable(months: readonly MonthReview[]): Table {
  return byMonth("i-tid", v("time.title"), months, [
    { title: v("time.share"), kind: "number", of: ({ sheets }) => percent(sheets.onTime, sheets.of) },
    { title: v("time.onTime"), kind: "number", of: ({ sheets }) => sheets.onTime },
    { title: v("time.late"), kind: "number", of: ({ sheets }) => sheets.late },
    { title: v("time.missing"), kind: "number", of: ({ sheets }) => sheets.missing },
    { title: v("time.of"), kind: "number", of: ({ sheets }) => sheets.of },
    { title: v("time.deadline"), kind: "day", of: (m) => m.deadline },
  ]);
}

/** How many days it took to signed, by month. */
export function tookTable(months: readonly MonthReview[]): Table {
  const days = (what: string, of: (m: MonthReview) => Took): Column<MonthReview>[] => [
    { title: v("took.half", { what }), kind: "number", of: (m) => of(m).median },
    { title: v("took.longest", { what }), kind: "number", of: (m) => of(m).slowest },
  ];
  return byMonth("till-underskrift", v("took.title"), months, [...days(v("took.sheets"), (m) => m.signed), ...days(v("took.invoices"), (m) => m.invoices)]);
}

/** What absence is told by, in order. */
export const absences = ["sick", "leave", "child"] as const;

/** Days of absence, by month. */
export function awayTable(months: readonly MonthReview[]): Table {
  return byMonth("franvaro", v("away.title"), months, absences.map((kind) => ({ title: v("away.of", { what: v(`away.${kind}`) }), kind: "number", of: (m) => m.absent[kind] ?? 0 })));
}

// The months' names, and beside them the columns.
function byMonth(name: string, title: string, months: readonly MonthReview[], columns: readonly Column<MonthReview>[]): Table {
  return table<MonthReview>(name, title, months, [{ title: v("month"), kind: "text", of: (m) => format.month(m.month, true) }, ...columns]);
}
