// How the kinds of things that wait are named and drawn.

import type { IconName } from "../../ui";
import { sv, type Key } from "./sv";

/** The word of a kind; one that this app does not know has a word of its own. */
export function kindKey(kind: string): Key {
  const key = `kind.${kind}`;
  return key in sv ? (key as Key) : "kind.other";
}

const icons: Readonly<Record<string, IconName>> = {
  conflict: "switch", parked: "clock", flag: "speak", talk: "speak", rejected: "alarm", held: "alarm", uncertain: "help", sign_anew: "pen", differs: "alarm", decision: "calendar", registration: "paper", unreached: "bell", offer: "speak", vacant: "calendar", swap: "switch", unworked: "calendar", exchange: "switch", certificate: "lock",
};

/** The icon of a kind. */
export function kindIcon(kind: string): IconName {
  return icons[kind] ?? "you";
}

/** Whether a kind tells of something that failed, and not only of something to be done. */
export function isAlarm(kind: string): boolean {
  return kind === "rejected" || kind === "differs";
}
