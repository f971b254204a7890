import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of reports. */
export const v = words("reports", sv, async () => (await import("./en")).en);
