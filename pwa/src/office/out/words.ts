import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of what goes out of the house, and of what comes in. */
export const u = words("out", sv, async () => (await import("./en")).en);
