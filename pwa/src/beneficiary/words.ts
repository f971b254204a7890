import { words } from "../i18n";
import { en } from "./en";
import { sv } from "./sv";

/** The lookup of the beneficiary's dictionary. */
export const b = words("beneficiary", sv, en);
