// What the office opens to take things out: one chunk, fetched when it is opened.

export * as lists from "./lists"; // by itself it would divide what all rooms share
export { PayrollPage } from "./PayrollPage";
