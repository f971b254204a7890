// What the page of the rest shows besides, fetched when it is opened.

export { Decided } from "./Decided";
export { Pairing } from "./Pairing";
export { StaysAt, WaitingThere } from "./Providers";
