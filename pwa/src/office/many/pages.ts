// What the board fetches when something is to be done with those that are chosen: one chunk.

export { Many } from "./Many";
