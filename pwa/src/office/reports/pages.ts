// How the months have gone: one chunk, fetched when it is opened.

export { ReportsPage } from "./ReportsPage";
