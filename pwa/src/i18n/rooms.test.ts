import { expect, test } from "vitest";
import { en as accessibleEn } from "../accessible/en";
import { sv as accessibleSv } from "../accessible/words";
import { en as answersEn } from "../assistant/conflict/en";
import { sv as answersSv } from "../assistant/conflict/words";
import { en as calendarEn } from "../assistant/calendar/en";
import { sv as calendarSv } from "../assistant/calendar/words";
import { en as guideEn } from "../assistant/install/en";
import { sv as guideSv } from "../assistant/install/words";
import { en as meEn } from "../assistant/me/en";
import { sv as meSv } from "../assistant/me/words";
import { en as sheetEn } from "../assistant/sheet/en";
import { sv as sheetSv } from "../assistant/sheet/words";
import { en as offersEn } from "../assistant/offers/en";
import { sv as offersSv } from "../assistant/offers/words";
import { en as toldEn } from "../assistant/told/en";
import { sv as toldSv } from "../assistant/told/words";
import { en as assistantEn } from "../assistant/en";
import { sv as assistantSv } from "../assistant/words";
import { en as bankidEn } from "../bankid/en";
import { sv as bankidSv } from "../bankid/words";
import { en as beneficiaryEn } from "../beneficiary/en";
import { sv as beneficiarySv } from "../beneficiary/sv";
import { en as wrongEn } from "../beneficiary/talk/en";
import { sv as wrongSv } from "../beneficiary/talk/words";
import { en as officeEn } from "../office/en";
import { sv as officeSv } from "../office/sv";
import { en as outEn } from "../office/out/en";
import { sv as outSv } from "../office/out/sv";
import { en as papersEn } from "../office/papers/en";
import { sv as papersSv } from "../office/papers/sv";
import { en as planEn } from "../office/plan/en";
import { sv as planSv } from "../office/plan/sv";
import { en as sendEn } from "../office/send/en";
import { sv as sendSv } from "../office/send/sv";
import { en as talkEn } from "../talk/en";
import { sv as talkSv } from "../talk/words";
import { en as joinEn } from "../join/en";
import { sv as joinSv } from "../join/words";
import { en as amissEn } from "../amiss/en";
import { sv as amissSv } from "../amiss/words";
import { en as notesEn } from "../notes/en";
import { sv as notesSv } from "../notes/words";
import { en as printsEn } from "../prints/en";
import { sv as printsSv } from "../prints/words";
import { en as atWorkEn } from "../office/now/en";
import { sv as atWorkSv } from "../office/now/sv";
import { en as unreachedEn } from "../office/reach/en";
import { sv as unreachedSv } from "../office/reach/sv";
import { en as reachEn } from "../reach/en";
import { sv as reachSv } from "../reach/words";
import { en as seldomEn } from "../assistant/seldom/en";
import { sv as seldomSv } from "../assistant/seldom/words";
import { en as wishesEn } from "../wishes/en";
import { sv as wishesSv } from "../wishes/words";

const gaps = (sentence: string): string[] => [...new Set([...sentence.matchAll(/\{(\w+)/g)].map((m) => m[1] ?? ""))].sort();

test.each([
  ["office", officeSv, officeEn],
  ["people and papers", papersSv, papersEn],
  ["what goes out", outSv, outEn],
  ["signing and sending", sendSv, sendEn],
  ["planning", planSv, planEn],
  ["beneficiary", beneficiarySv, beneficiaryEn],
  ["assistant", assistantSv, assistantEn],
  ["guide", guideSv, guideEn],
  ["assistant's own pages", meSv, meEn],
  ["assistant's timesheets", sheetSv, sheetEn],
  ["what an assistant is told", toldSv, toldEn],
  ["shifts that are offered", offersSv, offersEn],
  ["what the rest shows besides", seldomSv, seldomEn],
  ["two answers", answersSv, answersEn],
  ["an own calendar", calendarSv, calendarEn],
  ["BankID's", bankidSv, bankidEn],
  ["accessibility statement", accessibleSv, accessibleEn],
  ["the way in", joinSv, joinEn],
  ["what is amiss", amissSv, amissEn],
  ["prints", printsSv, printsEn],
  ["mail and SMS", reachSv, reachEn],
  ["who works now", atWorkSv, atWorkEn],
  ["who was not reached", unreachedSv, unreachedEn],
  ["when notices may come", wishesSv, wishesEn],
  ["talks", talkSv, talkEn],
  ["day notes", notesSv, notesEn],
  ["what is not right", wrongSv, wrongEn],
] as [string, Record<string, string>, Record<string, string>][])("the %s's sentences have the same gaps in both languages, and none shouts", (_, sv, en) => {
  for (const [key, sentence] of Object.entries(sv)) {
    expect(gaps(en[key] ?? ""), key).toEqual(gaps(sentence));
    expect(sentence, key).not.toMatch(/!/);
    expect(sentence.toLowerCase(), key).not.toMatch(/ogiltig|validera|vänligen|ärende|synka|fel inträffade/);
  }
});
