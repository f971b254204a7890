// Every screen of a month's end, at the office and at the beneficiary, in every state, as lib/looking.mjs looks at it.
import { test } from "node:test";
import { holds } from "../lib/looking.mjs";
import { monthsEnd } from "../lib/screens/tour.mjs";

test("every screen of the month's end holds, in both languages", () => holds(monthsEnd));
