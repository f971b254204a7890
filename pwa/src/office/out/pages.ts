// What the office opens to take things out, and to connect other systems: one chunk, fetched when it is opened.

export * as lists from "./lists";
export { FeedLinks } from "./FeedLinks";
export { PayrollPage } from "./PayrollPage";
export { SystemsPage } from "./SystemsPage";
