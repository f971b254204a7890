// How far somebody is on the way in, and whether they can be told of anything, from what the server knows. Pure.

/** How far somebody is on the way in. */
export interface Access {
  person: string;
  /** Signed in on some device. */
  joined: boolean;
  /** The devices on which they are signed in, the one that was seen last first. */
  devices?: readonly { readonly seen: string; readonly push: boolean }[];
  /** When they were seen last, also on a device that is signed out since. */
  seen?: string;
  /** Until when an invitation holds that nobody has used yet; and when one ran out, where none holds. */
  invited?: string;
  lapsed?: string;
  /** When that invitation was made. */
  asked?: string;
  /** Notices go to some device of theirs. */
  push?: boolean;
  /** The other ways by which they can be reached. */
  ways?: readonly string[];
  /** The day from which no guardian stands for them any more; only of those who have, or had, a guardian. */
  of_age?: string;
}

/** How far they have come: signed in, signed out again, invited, an invitation that ran out, or not invited. */
export type Come = "joined" | "out" | "invited" | "lapsed" | "not";

/** What asks for somebody: the groups that the list can be narrowed to. */
export const lacks = ["uninvited", "invited", "silent", "noPush", "unreached"] as const;

/** One of them. */
export type Lack = (typeof lacks)[number];

/** After how many days without the app somebody is asked about. */
export const silentDays = 7;

/** How far somebody has come. */
export function come(of: Access): Come {
  if (of.joined) return "joined";
  if (of.invited) return "invited";
  if (of.seen) return "out";
  return of.lapsed ? "lapsed" : "not";
}

/** What is lacking of somebody now. */
export function lacking(of: Access, now: Date): ReadonlySet<Lack> {
  const found = new Set<Lack>();
  const is = come(of);
  if (is === "not" || is === "lapsed" || is === "out") found.add("uninvited");
  if (is === "invited") found.add("invited");
  if (of.seen && (is === "joined" || is === "out") && now.getTime() - Date.parse(of.seen) >= silentDays * 86_400_000) found.add("silent");
  if (is === "joined" && of.push === false) found.add("noPush");
  // Whoever has never been in is given a link by hand: that nothing else reaches them says nothing.
  if (of.push === false && (of.ways ?? []).length === 0 && (is === "joined" || of.seen)) found.add("unreached");
  return found;
}
