// What whoever runs the server opens: one chunk, fetched when it is opened.

export { OperatorPage } from "./OperatorPage";
