// What the office opens to say which hours are unsocial: one chunk, fetched when it is opened.

export { UnsocialPage } from "./UnsocialPage";
