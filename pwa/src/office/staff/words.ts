import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of registrations, decisions and leaving. */
export const q = words("staff", sv, async () => (await import("./en")).en);
