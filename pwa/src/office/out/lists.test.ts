import { expect, test } from "vitest";
import type { LedgerLine } from "../MonthTables";
import { line as sheetLine } from "../send/testing";
import type { Customer } from "../types";
import type { Plan } from "../../core/plan";
import type { Shown } from "../plan/standing";
import { board, payroll, people, rows, sheets, week } from "./lists";
import type { Payroll } from "./payroll";

const customer: Customer = {
  beneficiary: { id: "a", name: "Åsa" }, rows: 3, open: 0, stops: 1, warns: 2, ore: 12_345, sums: { active: 61, waiting: 0, standby: 5 },
  sheets: { of: 3, missing: 1, anew: 0, who: [], approve: 0, print: 0, send: 1, sent: 0, uncertain: 0, held: 0, rejected: 0, received: 1 }, stages: {},
  next: { code: "fix", who: "office", message: { sv: "Rätta", en: "Correct" } }, state: "handed_over", hash: "",
};

const of = (table: { columns: readonly { title: string; kind: string }[]; rows: readonly (readonly unknown[])[] }) => table.rows.map((row) => Object.fromEntries(row.map((cell, i) => [table.columns[i]?.title, cell])));

test("the board, a customer a line", () => {
  const list = board([customer], "2026-10");
  expect(list.name).toBe("manaden-2026-10");
  expect(of(list)).toEqual([{
    Kund: "Åsa", "Nästa steg": "Rätta", Aktiv: 61, Väntetid: 0, Beredskap: 5, Summa: 66, Rader: 3, "Måste rättas": 1, "Att titta på": 2,
    Tidsredovisningar: 3, Underskrivna: 2, "Hos Försäkringskassan": 1, Räkningen: "Skickad", "Värd, kr": null, "Kan utebli, kr": 12_345,
  }]);
});

test("no time and no money is told of what two answers stand about", () => {
  expect(of(board([{ ...customer, open: 2, disputed: 1 }], "2026-10"))[0]).toMatchObject({ Kund: "Åsa", "Nästa steg": "Två svar om en rad: tiden är inte med. Välj först vilket som gäller.", Aktiv: null, Summa: null, "Värd, kr": null, "Kan utebli, kr": null });
  expect(of(board([{ ...customer, open: 1, disputed: 0 }], "2026-10"))[0]).toMatchObject({ "Nästa steg": "Rätta", Aktiv: 61 });
  const told = [false, true].map((disputed) => of(sheets([sheetLine("bo", { disputed })], "2026-10"))[0]?.["Summa"]);
  expect(told).toEqual([60, null]);
});

test("rows: one that goes on has no end and no length, one that is removed no length", () => {
  const line: LedgerLine = { id: "shift/1", assistant: "b", name: "Bo", kind: "active", start: "2026-10-05T22:00+02:00", end: null, minutes: 0, waiting: false };
  const [going, gone] = of(rows([line, { ...line, end: "2026-10-06T06:00+02:00", minutes: 480, void: true, note: "=1" }], "2026-10"));
  expect(going).toMatchObject({ Assistent: "Bo", Dag: "2026-10-05", Från: "2026-10-05T22:00+02:00", Till: null, Längd: null, Läge: null });
  expect(gone).toMatchObject({ Till: "2026-10-06T06:00+02:00", Längd: null, Läge: "Borttagen", Anteckning: "=1" });
});

test("people, with their phones", () => {
  const docs = new Map([["person/b", { ref: "person/b", kind: "person", id: "b", rev: 1, fields: { name: "Bo", phone: "070-1740605" }, conflicts: [], parked: [], status: "received" as const, pending: [] }]]);
  expect(of(people([{ id: "b", name: "Bo", role: "assistant" }, { id: "c", name: "Eva", role: "past" }], docs))).toEqual([
    { Namn: "Bo", Roll: "Assistenter", Telefon: "070-1740605" }, { Namn: "Eva", Roll: "Har slutat", Telefon: "" },
  ]);
});

test("a week of the schedule: each plan with all that its card says", () => {
  const plan: Plan = { ref: "plan/1", id: "1", assistant: "b", beneficiary: "a", kind: "waiting", start: "2026-10-24T22:00+02:00", end: "2026-10-25T06:00+01:00", note: "Nyckeln", void: false, draft: true, disputed: false };
  const one: Shown = { plan, name: "Bo", how: undefined, clashes: ["Åsa 07:00–09:00"], stranger: false, offered: true, wished: false, exchanged: false, found: [{ code: "daily_rest", rows: ["plan/1"] } as unknown as Shown["found"][number]], waiting: false };
  const list = week([one, { ...one, plan: { ...plan, assistant: "", draft: false, note: "" }, name: "Vakant", clashes: [], found: [] }], { id: "a", name: "Åsa" }, "2026-W43");
  expect([list.name, list.title]).toEqual(["schema-2026-w43", "Schema för Åsa, vecka 43"]);
  expect(of(list)).toEqual([
    { Dag: "2026-10-24", Från: "2026-10-24T22:00+02:00", Till: "2026-10-25T06:00+01:00", Längd: 540, Assistent: "Bo", "Sort av tid": "Väntetid", Läge: "Utkast; Krockar: Åsa 07:00–09:00; Dygnsvila", Anteckning: "Nyckeln" },
    expect.objectContaining({ Assistent: "Vakant", Läge: "Erbjudet", Anteckning: null }),
  ]);
});

test("payroll: nobody's time whom something stops, with what it is; and by whom the others are paid", () => {
  const [bo, eva, ida, customer] = [{ id: "b", name: "Bo" }, { id: "e", name: "Eva" }, { id: "i", name: "Ida" }, { id: "a", name: "Åsa" }];
  const sums = { active: 61, waiting: 0, standby: 5 };
  const pay: Payroll = {
    month: "2026-10", codes: { active: "200", waiting: "", standby: "" }, assumed: { active: "TID", waiting: "JOUR", standby: "BER" },
    employees: [{ ...bo, number: "17", sums, absence: [{ kind: "sick", from: "2026-10-05", to: "2026-10-06", whole: true }, { kind: "child", from: "2026-10-09", to: "2026-10-09", whole: false }], unsocial: [{ code: "OB2", minutes: 30 }] }, { ...eva, number: "", sums, absence: [], unsocial: [] }],
    stops: [{ assistant: eva, beneficiary: customer, code: "open", rows: [] }], others: [{ assistant: ida, beneficiary: customer, employer: "beneficiary", sums }, { assistant: bo, beneficiary: customer, employer: "self", sums: { active: 0, waiting: 0, standby: 0 } }],
  };
  const list = payroll(pay, "2026-10");
  expect(list.name).toBe("lon-2026-10");
  const none = { "Aktiv (200)": null, "Väntetid (JOUR)": null, "Beredskap (BER)": null, Summa: null, "OB (OB2)": null };
  const paid = { "Aktiv (200)": 61, "Väntetid (JOUR)": 0, "Beredskap (BER)": 5, Summa: 66 };
  expect(of(list)).toEqual([
    { Assistent: "Eva", Anställningsnummer: null, Läge: "Står i vägen", ...none, "Vad det gäller": "Åsa: Tiderna är inte låsta.", Frånvaro: null },
    { Assistent: "Bo", Anställningsnummer: "17", Läge: "Får lön", ...paid, "OB (OB2)": 30, "Vad det gäller": null, Frånvaro: "sjuk 2026-10-05–2026-10-06; vård av barn 2026-10-09. Del av en dag. Den är inte med i filen: skriv in den i löneprogrammet." },
    { Assistent: "Ida", Anställningsnummer: null, Läge: "Får lön av någon annan", ...paid, "OB (OB2)": null, "Vad det gäller": "är anställd av Åsa", Frånvaro: null },
  ]);
});
