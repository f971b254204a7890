import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of what is done with many customers at once. */
export const m = words("many", sv, async () => (await import("./en")).en);
