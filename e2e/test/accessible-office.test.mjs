// Every screen of the office but for the customers' months, in every state, as lib/looking.mjs looks at it.
import { test } from "node:test";
import { holds } from "../lib/looking.mjs";
import { officeRooms } from "../lib/screens/tour.mjs";

test("every screen of the office's rooms holds, in both languages", () => holds(officeRooms));
