import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of what waits for the office. */
export const i = words("inbox", sv, async () => (await import("./en")).en);
