// Every screen that an assistant meets, in every state, as lib/looking.mjs looks at it.
import { test } from "node:test";
import { holds } from "../lib/looking.mjs";
import { pocket } from "../lib/screens/tour.mjs";

test("every screen of the assistant's phone holds, in both languages", () => holds(pocket));
