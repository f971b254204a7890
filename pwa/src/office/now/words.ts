import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of who works now. */
export const n = words("atWork", sv, async () => (await import("./en")).en);
