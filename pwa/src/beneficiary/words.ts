import { words } from "../i18n";
import { sv } from "./sv";

/** The lookup of the beneficiary's dictionary. */
export const b = words("beneficiary", sv, async () => (await import("./en")).en);
