// What the office opens to see what waits for it: one chunk, fetched when it is opened.

export { InboxPage } from "./InboxPage";
