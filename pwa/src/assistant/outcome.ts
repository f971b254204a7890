// What came of rows and of changes: seldom looked at, and so fetched when it is.

export { Decided } from "./Decided";
export { History } from "./History";
