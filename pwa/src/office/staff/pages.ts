// What the office opens to see whose papers lack something, and to end somebody's work: one chunk, fetched when it is opened.

export { LeavePage } from "./LeavePage";
export { PapersPage } from "./PapersPage";
