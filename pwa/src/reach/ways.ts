// Which other ways than notices a person wants, and in which order: kept as a list, chosen as one of five. Pure.

/** The choices: both in one order or the other, one alone, or none. */
export const wayKeys = ["mail_sms", "sms_mail", "mail", "sms", "never"] as const;

/** One of them. */
export type WayKey = (typeof wayKeys)[number];

/** The list that a choice stands for. */
export function waysOf(key: string): string[] {
  return key === "never" ? [] : key.split("_");
}

/** The choice that a list stands for; where nobody has said anything, both. */
export function keyOf(ways: readonly string[] | undefined): WayKey {
  if (ways === undefined) return "mail_sms";
  return wayKeys.find((key) => key === ways.join("_")) ?? "never";
}
