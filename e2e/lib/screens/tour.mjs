// Every screen in every state that a person can bring it to, one after the other.
import { assistant, forgotten } from "./assistant.mjs";
import { join } from "./join.mjs";
import { monthsEnd } from "./office.mjs";

/** Goes through all rooms; the stage's look is called in each state. @param {import("./stage.mjs").Stage} stage */
export async function tour(stage) {
  await join(stage);
  await assistant(stage);
  await forgotten(stage);
  await monthsEnd(stage);
}

/** Which room a screen belongs to, by its name. @param {string} name @returns {string} */
export function roomOf(name) {
  return name.split("-")[0] ?? "";
}
