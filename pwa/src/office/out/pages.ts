// What the office opens to take things out, and to connect other systems: one chunk, fetched when it is opened.

export * as lists from "./lists"; // by itself it would divide what all rooms share
export { Archive } from "./Archive";
export { FeedLinks } from "./FeedLinks";
export { Pack } from "./Pack";
export { PayrollPage } from "./PayrollPage";
export { SystemsPage } from "./SystemsPage";
