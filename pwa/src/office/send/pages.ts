// What the office opens to sign, send and connect: one chunk, fetched when it is opened.

export { ConnectionPage } from "./ConnectionPage";
export { SheetCards } from "./SheetCard";
export { SheetsPage } from "./SheetsPage";
export { Sitting } from "./Sitting";
