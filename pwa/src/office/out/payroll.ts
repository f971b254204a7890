// A month for payroll, as GET /api/v1/payroll/{month} has it. Pure.

import type { Named, Sums } from "../types";

/** What keeps somebody's time at one customer from being paid. */
export interface Stop {
  readonly assistant: Named;
  readonly beneficiary: Named;
  readonly code: "conflict" | "parked" | "no_end" | "flag" | "open" | "number" | "employers" | "shared";
  readonly rows: readonly string[];
}

/** What a payroll system calls each kind of time. */
export type Codes = Readonly<Record<"active" | "waiting" | "standby", string>>;

/** When somebody is away; whole: its days are, and so it can go along in the file. */
export interface Absence {
  readonly kind: "sick" | "leave" | "child";
  readonly from: string;
  readonly to: string;
  readonly whole: boolean;
}

/** Time that goes by a code of the payroll system. */
export interface PaidCode {
  readonly code: string;
  readonly minutes: number;
}

/** A month for payroll. */
export interface Payroll {
  readonly month: string;
  readonly codes: Codes;
  /** What goes where the provider has said nothing. */
  readonly assumed: Codes;
  readonly employees: readonly (Named & { readonly number: string; readonly sums: Sums; readonly absence: readonly Absence[]; readonly unsocial: readonly PaidCode[] })[];
  readonly stops: readonly Stop[];
  readonly others: readonly { readonly assistant: Named; readonly beneficiary: Named; readonly employer: "beneficiary" | "other" | "self"; readonly sums: Sums }[];
}

/** Whom something stops, each once, in the server's order. */
export function stopped({ stops }: Payroll): (Named & { readonly stops: readonly Stop[] })[] {
  const found = new Map<string, Named & { stops: Stop[] }>();
  for (const stop of stops) {
    const before = found.get(stop.assistant.id);
    if (before) before.stops.push(stop);
    else found.set(stop.assistant.id, { ...stop.assistant, stops: [stop] });
  }
  return [...found.values()];
}

/** Who is paid: those whom nothing stops anywhere. What is in order of the others' goes with what is not. */
export function payable({ employees, stops }: Payroll): Payroll["employees"] {
  const away = new Set(stops.map((stop) => stop.assistant.id));
  return employees.filter((one) => !away.has(one.id));
}

/** Whose time somebody else pays; nobody without any. */
export function employersOf({ others }: Payroll): Payroll["others"] {
  return others.filter(({ sums: { active, waiting, standby } }) => active + waiting + standby > 0);
}

/** The code that a kind of time goes by. */
export function codeOf({ codes, assumed }: Payroll, kind: keyof Codes): string {
  return codes[kind] || assumed[kind];
}

/** Whether a stop is seen to in the papers of the person, not in a customer's month. */
export function ofPapers({ code }: Stop): boolean {
  return code === "number" || code === "employers" || code === "shared";
}

/** The codes that unsocial hours of those who are paid go by, in order. */
export function unsocialCodes(pay: Payroll): readonly string[] {
  return [...new Set(payable(pay).flatMap(({ unsocial }) => unsocial.map(({ code }) => code)))].sort();
}

/** The minutes of somebody that go by a code; undefined where none do. */
export function minutesBy(unsocial: readonly PaidCode[] | undefined, code: string): number | undefined {
  return unsocial?.find((one) => one.code === code)?.minutes;
}
