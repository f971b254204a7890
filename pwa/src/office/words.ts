import { words } from "../i18n";
import { en } from "./en";
import { sv } from "./sv";

/** The lookup of the office's dictionary. */
export const o = words("office", sv, en);
