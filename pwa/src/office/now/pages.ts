// What the office opens to see who works now: one chunk, fetched when it is opened.

export { NowPage } from "./NowPage";
