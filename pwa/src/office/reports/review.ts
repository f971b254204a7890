// How the months have gone, as the server's JSON comes; and what of it a picture shows. Pure.

import type { Fraction, HoursUse, Named } from "../types";

/** How long something took, in whole days from the month's last day. */
export interface Took {
  readonly of: number;
  readonly median: number | null;
  readonly slowest: number | null;
}

/** A month over all customers. */
export interface MonthReview {
  readonly month: string;
  readonly deadline: string;
  readonly granted: number;
  readonly planned: Fraction;
  readonly worked: Fraction;
  /** Rows about which two answers stand: no time of theirs goes out. */
  readonly disputed?: number;
  /** Of the month that goes on, at its end; null of any other. */
  readonly forecast: Fraction | null;
  /** How much of the forecast is planned and still to come. */
  readonly ahead: Fraction | null;
  readonly sheets: { readonly of: number; readonly onTime: number; readonly late: number; readonly missing: number };
  readonly signed: Took;
  readonly invoices: Took;
  readonly absent: Readonly<Record<string, number>>;
}

/** How far a customer's hours go. */
export interface DecisionReview {
  readonly beneficiary: Named;
  readonly per: string;
  readonly use: HoursUse;
  readonly planned: Fraction;
  readonly disputed?: number;
}

/** All of it. */
export interface Review {
  readonly months: readonly MonthReview[];
  readonly decisions: readonly DecisionReview[];
}

/** Whole minutes of a fraction, to the nearest. */
export function minutes(of: Fraction): number {
  return Math.round(of.num / of.den);
}

/** A share in whole percent, rounded down so that only all of it is a hundred; undefined of nothing. */
export function percent(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.floor((part * 100) / whole);
}

/** How a customer's hours will do: they suffice, more are planned than are left, or the forecast is of too many. */
export type Outlook = "fits" | "planned" | "forecast" | "over";

/** What is to be said of a customer's hours. */
export function outlook({ use, planned }: DecisionReview): Outlook {
  if (use.left.num < 0) return "over";
  if (minutes(use.used) + minutes(planned) > use.granted) return "planned";
  return minutes(use.forecast) > use.granted ? "forecast" : "fits";
}

const grave: readonly Outlook[] = ["over", "planned", "forecast", "fits"];

/** The customers, those whose hours do not suffice first; of each, whoever has least left. */
export function ordered(decisions: readonly DecisionReview[]): DecisionReview[] {
  const share = ({ use }: DecisionReview): number => minutes(use.used) / Math.max(use.granted, 1);
  return [...decisions].sort((a, b) => grave.indexOf(outlook(a)) - grave.indexOf(outlook(b)) || share(b) - share(a));
}

/** The lowest round number, 1, 2 or 5 with noughts, that is at least so much: the top of a picture. */
export function top(most: number): number {
  if (most <= 0) return 1;
  const ten = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((n) => n * ten).find((n) => n >= most) ?? most;
}
