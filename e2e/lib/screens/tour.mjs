// Every screen in every state that a person can bring it to, one after the other.
import { assistant, forgotten, lacking } from "./assistant.mjs";
import { join } from "./join.mjs";
import { monthsEnd, officeRooms } from "./office.mjs";

/** The way in, and the assistant's pocket. @param {import("./stage.mjs").Stage} stage */
export async function pocket(stage) {
  await join(stage);
  await assistant(stage);
  await forgotten(stage);
  await lacking(stage);
}

/** Goes through all rooms; the stage's look is called in each state. @param {import("./stage.mjs").Stage} stage */
export async function tour(stage) {
  await pocket(stage);
  for (const room of [officeRooms, monthsEnd]) {
    await stage.demo.restart(); // an invitation is for one device: this makes new ones
    await room(stage);
  }
}

export { monthsEnd, officeRooms };

/** Which room a screen belongs to, by its name. @param {string} name @returns {string} */
export function roomOf(name) {
  return name.split("-")[0] ?? "";
}
