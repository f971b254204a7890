// What a month must say to Försäkringskassan besides its hours (FK 3057), as a form and back. No UI.

import type { Fields } from "../core/types";

/** The rows of costs, in the order of the form; each is per hour and for the period. */
export const costs = ["pay", "supplement", "expenses", "training", "environment", "administration"] as const;
export type Cost = (typeof costs)[number];

/** Where assistance may have been given besides at home, in the order of the form. */
export const activities = ["childcare", "school", "daily_activity"] as const;
export type Activity = (typeof activities)[number];

/** A question that is answered with yes or no, or was not yet. */
export type Answer = "yes" | "no" | undefined;

/** What stands in the fields, as a person writes it. */
export interface Declared {
  /** Whether assistance was given in an activity, and in which. */
  activity: Answer;
  activities: readonly Activity[];
  /** A stay outside the EEA with an assistant hired there. */
  abroad: Answer;
  /** Whether the last payment was all used. */
  used: Answer;
  left: string;
  phone: string;
  advance: Answer;
  advanceFrom: string;
  advanceTo: string;
  advanceLeft: string;
  advanceSettled: string;
  costs: Readonly<Record<Cost, { hour: string; period: string }>>;
  hours: string;
}

/** What cannot be read, by field. */
export type Wrong = Partial<Record<"activities" | "left" | "advanceFrom" | "advanceTo" | "advanceLeft" | "hours" | `${Cost}-${"hour" | "period"}`, "needed" | "unreadable" | "order">>;

/** The form of a declaration; where it says nothing, of what recurs (an earlier month's). */
export function formOf(said: Fields, recurs: Fields = {}): Declared {
  const value = (name: string): unknown => (said[name] === undefined || said[name] === null ? recurs[name] : said[name]);
  const answer = (name: string, yes = true): Answer => (typeof value(name) !== "boolean" ? undefined : value(name) === yes ? "yes" : "no");
  const words = (name: string): string => (typeof value(name) === "string" ? (value(name) as string) : "");
  const kronor = (name: string, from: Fields = said): string => (typeof from[name] === "number" ? kronorOf(from[name]) : "");
  const listed = value("activities");
  const known = Array.isArray(listed) ? activities.filter((one) => listed.includes(one)) : [];
  const minutes = said["cost_minutes"];
  return {
    activity: !Array.isArray(listed) ? undefined : known.length > 0 ? "yes" : "no", activities: known,
    abroad: answer("outside_eea"), used: answer("all_used"), left: kronor("left_ore"), phone: words("phone"),
    advance: said["advance_from"] || said["advance_left_ore"] !== undefined && said["advance_left_ore"] !== null ? "yes" : said["confirmed"] === true ? "no" : undefined,
    advanceFrom: typeof said["advance_from"] === "string" ? said["advance_from"] : "", advanceTo: typeof said["advance_to"] === "string" ? said["advance_to"] : "",
    advanceLeft: kronor("advance_left_ore"), advanceSettled: typeof said["advance_settled"] === "string" ? said["advance_settled"] : "",
    costs: Object.fromEntries(costs.map((cost) => [cost, { hour: kronor(`cost_${cost}_hour`, { ...recurs, ...said }), period: kronor(`cost_${cost}_period`) }])) as Declared["costs"],
    hours: typeof minutes === "number" ? hoursOf(minutes) : "",
  };
}

/**
 * What is to be written: the fields that would change, or what is wrong. own: the beneficiary is the employer, and says costs.
 * contested: fields that people have answered differently, which are said also where what stands is chosen.
 */
export function changesOf(form: Declared, said: Fields, own: boolean, contested: readonly string[] = []): { set: Record<string, Fields[string]>; wrong: Wrong } {
  const wrong: Wrong = {};
  const all: Record<string, Fields[string]> = {
    activities: form.activity === undefined ? null : form.activity === "yes" ? [...form.activities] : [],
    outside_eea: form.abroad === undefined ? null : form.abroad === "yes",
    all_used: form.used === undefined ? null : form.used === "yes",
    left_ore: null, phone: form.phone.trim() || null,
    advance_from: null, advance_to: null, advance_left_ore: null, advance_settled: null,
    confirmed: true,
  };
  if (form.activity === "yes" && form.activities.length === 0) wrong.activities = "needed";
  const money = (field: keyof Wrong, name: string, text: string, needed = false): void => {
    const ore = text.trim() === "" ? null : oreOf(text);
    if (ore === undefined || (ore === null && needed)) wrong[field] = ore === null ? "needed" : "unreadable";
    else all[name] = ore;
  };
  if (form.used === "no") money("left", "left_ore", form.left, true);
  if (form.advance === "yes") {
    all["advance_from"] = form.advanceFrom || null;
    all["advance_to"] = form.advanceTo || null;
    all["advance_settled"] = form.advanceSettled.trim() || null;
    if (form.advanceFrom === "") wrong.advanceFrom = "needed";
    if (form.advanceTo === "") wrong.advanceTo = "needed";
    else if (form.advanceTo < form.advanceFrom) wrong.advanceTo = "order";
    money("advanceLeft", "advance_left_ore", form.advanceLeft, true);
  }
  if (own) {
    for (const cost of costs) {
      money(`${cost}-hour`, `cost_${cost}_hour`, form.costs[cost].hour);
      money(`${cost}-period`, `cost_${cost}_period`, form.costs[cost].period);
    }
    const minutes = form.hours.trim() === "" ? null : minutesOf(form.hours);
    if (minutes === undefined) wrong.hours = "unreadable";
    else all["cost_minutes"] = minutes;
  }
  const set = Object.fromEntries(Object.entries(all).filter(([name, value]) => contested.includes(name) || JSON.stringify(value) !== JSON.stringify(said[name] ?? null)));
  return { set, wrong };
}

/** What the costs for the period add up to, in öre, of those that can be read. */
export function costOf(form: Declared): number {
  return costs.reduce((sum, cost) => sum + (oreOf(form.costs[cost].period) ?? 0), 0);
}

/** Öre of an amount in kronor as people write it: 1 234, 1234,5 or 1234.50; undefined where it is none. */
export function oreOf(text: string): number | undefined {
  const [, kronor, ore = ""] = /^(\d{1,7})(?:[.,](\d{1,2}))?(?:kr)?$/.exec(text.replace(/[\s\u00a0\u202f]/g, "")) ?? [];
  return kronor === undefined ? undefined : Number(kronor) * 100 + Number(ore.padEnd(2, "0"));
}

/** The amount as one would write it back. */
export function kronorOf(ore: number): string {
  const rest = ore % 100;
  return `${Math.floor(ore / 100)}${rest === 0 ? "" : `,${String(rest).padStart(2, "0")}`}`;
}

/** Minutes of hours as people write them: 120, 120.30 and 120:30 are hours and minutes, 120,5 is a part of an hour. */
export function minutesOf(text: string): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]|h$/g, "");
  const [, whole, minutes] = /^(\d{1,4})(?:[.:]([0-5]\d))?$/.exec(plain) ?? [];
  if (whole !== undefined) return Number(whole) * 60 + Number(minutes ?? 0);
  const [, hours, part] = /^(\d{1,4}),(\d{1,2})$/.exec(plain) ?? [];
  return hours === undefined ? undefined : Math.round(Number(`${hours}.${part}`) * 60);
}

/** The hours as one would write them back. */
export function hoursOf(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${rest === 0 ? "" : `.${String(rest).padStart(2, "0")}`}`;
}
