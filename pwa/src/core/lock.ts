// When the app asks for the device's own unlock. Nothing is enciphered by it: what waits is sent while it is locked, and
// whoever lost the credential signs in anew.

/** How the lock is set: the minutes of absence after which it closes, and the credential that opens it. */
export interface Lock {
  readonly after: number;
  /** base64url, as WebAuthn names it. */
  readonly credential: string;
}

/** The minutes that may be chosen; 0 is at once. */
export const waits: readonly number[] = [0, 5, 15, 60];

/** A clock that was set back by more than this (milliseconds) says nothing of how long it has been. */
const backwards = 60_000;

/** Whether a lock is due: seen is when the person last did something here, now is now, both in milliseconds. */
export function due({ after }: Lock, seen: number, now: number): boolean {
  return now - seen >= after * 60_000 || now < seen - backwards;
}

/** Reads what was kept; undefined for nothing, and for what is no lock. */
export function readLock(kept: string | null): Lock | undefined {
  try {
    const lock = JSON.parse(kept ?? "null") as Partial<Lock> | null;
    if (typeof lock?.after !== "number" || typeof lock.credential !== "string" || lock.credential === "") return undefined;
    return { after: lock.after, credential: lock.credential };
  } catch {
    return undefined;
  }
}
