// What the office opens to take things out: one chunk, fetched when it is opened.

export { PayrollPage } from "./PayrollPage";
