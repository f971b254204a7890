// A third language is one file: here one made from the English, longer and from right to left, as if somebody had written
// it. That it must be whole is the type checker's to say: see the end.

import { afterEach, expect, test } from "vitest";
import { en as accessible } from "../accessible/en";
import { en as assistant } from "../assistant/en";
import { en as answers } from "../assistant/conflict/en";
import { en as calendar } from "../assistant/calendar/en";
import { en as decided } from "../assistant/decided/en";
import { en as guide } from "../assistant/install/en";
import { en as me } from "../assistant/me/en";
import { en as sheet } from "../assistant/sheet/en";
import { en as offers } from "../assistant/offers/en";
import { en as told } from "../assistant/told/en";
import { en as bankid } from "../bankid/en";
import { en as beneficiary } from "../beneficiary/en";
import { en as wrong } from "../beneficiary/talk/en";
import { en as office } from "../office/en";
import { en as out } from "../office/out/en";
import { en as inbox } from "../office/inbox/en";
import { en as many } from "../office/many/en";
import { en as papers } from "../office/papers/en";
import { en as talk } from "../talk/en";
import { en as join } from "../join/en";
import { en as amiss } from "../amiss/en";
import { en as notes } from "../notes/en";
import { en as prints } from "../prints/en";
import { en as reach } from "../reach/en";
import { en as atWork } from "../office/now/en";
import { en as unreached } from "../office/reach/en";
import { en as unsocial } from "../office/unsocial/en";
import { en as wishes } from "../wishes/en";
import { en as send } from "../office/send/en";
import { en as operator } from "../office/operator/en";
import { en as reports } from "../office/reports/en";
import { en as staff } from "../office/staff/en";
import { en as setup } from "../setup/en";
import { en as plan } from "../office/plan/en";
import { b } from "../beneficiary/words";
import { a } from "../assistant/words";
import { g } from "../assistant/install/words";
import { o } from "../office/words";
import { en as shared } from "./en";
import * as format from "./format";
import { t } from "./shared";
import type { Translation } from "./translation";
import { language, said, speak, use } from "./words";

function longer<Key extends string>(dictionary: Record<Key, string>): Record<Key, string> {
  return Object.fromEntries(Object.entries<string>(dictionary).map(([key, text]) => [key, `⟦${text} ${"~".repeat(text.length / 3)}⟧`])) as Record<Key, string>;
}

const third: Translation = {
  tag: "ar", dir: "rtl", clock: ":", thousands: " ",
  words: { shared: longer(shared), assistant: longer(assistant), me: longer(me), guide: longer(guide), sheet: longer(sheet), told: longer(told), offers: longer(offers), answers: longer(answers), calendar: longer(calendar), decided: longer(decided), accessible: longer(accessible), bankid: longer(bankid), beneficiary: longer(beneficiary), office: longer(office), papers: longer(papers), join: longer(join), amiss: longer(amiss), prints: longer(prints), talk: longer(talk), notes: longer(notes), wrong: longer(wrong), send: longer(send), plan: longer(plan), reach: longer(reach), unreached: longer(unreached), unsocial: longer(unsocial), wishes: longer(wishes), out: longer(out), staff: longer(staff), operator: longer(operator), setup: longer(setup), inbox: longer(inbox), atWork: longer(atWork), many: longer(many), reports: longer(reports) },
};

afterEach(() => use("sv"));

test("every dictionary speaks it, and so do hours and sums", () => {
  use("xx", third);
  expect(language.value).toBe("xx");
  expect(t("nav.now")).toBe("⟦Now ~⟧");
  expect(a("install.do")).toBe("⟦Add it ~~⟧");
  expect(g("do")).toMatch(/^⟦Add it now/);
  expect(b("home.hello", { name: "Alva" })).toMatch(/^⟦Hello Alva/);
  expect(o("nav.people")).toMatch(/^⟦People/);
  expect(format.kronor(123_456_700)).toMatch(/^⟦SEK 1 234 567/);
  expect(format.spokenHours(61)).toMatch(/1 hour .*1 minute/);
  expect(format.clock("2026-10-27T22:10+01:00")).toBe("22:10");
});

test("what the server says in two languages alone is said in Swedish", async () => {
  use("xx", third);
  expect(said({ sv: "hej", en: "hello" })).toBe("hej");
  await speak("en");
  expect(t("nav.now")).toBe("Now");
});

const { "nav.now": _, ...lacking } = third.words.shared;
// @ts-expect-error a language that lacks one sentence does not compile
export const halfDone: Translation = { ...third, words: { ...third.words, shared: lacking } };
const { office: __, ...without } = third.words;
// @ts-expect-error nor does one that lacks a whole room
export const withoutOffice: Translation = { ...third, words: without };
