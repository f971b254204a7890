import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of planning. */
export const p = words("plan", sv, async () => (await import("./en")).en);
