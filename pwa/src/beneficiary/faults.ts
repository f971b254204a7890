// What Försäkringskassan finds wrong with an invoice that our server handed over.

import { Problem } from "../core/api";
import { b } from "./words";

/** One thing that is wrong: a field of the hand-over, or none, and Försäkringskassan's own words. */
export interface Fault {
  field: string;
  text: string;
}

/** What is wrong, of an answer that says so; else nothing. */
export function faultsOf(failed: unknown): readonly Fault[] {
  if (!(failed instanceof Problem) || failed.code !== "erak_rejected") return [];
  const { faults } = (failed.detail ?? {}) as { faults?: unknown };
  if (!Array.isArray(faults)) return [];
  return faults.filter((one): one is Fault => typeof (one as Fault | null)?.field === "string" && typeof (one as Fault).text === "string");
}

const named = ["redovisningsmanad", "personnummer", "namn", "organisationsnummer", "anordnare", "aktivTid", "vanteTid", "beredskapsTid"] as const;

/** A field as people call it; one that means nothing to them is the invoice's. */
export function fieldName(field: string): string {
  const known = named.find((name) => name === field);
  return b(known ? `faults.${known}` : "faults.invoice");
}
