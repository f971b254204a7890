// What one change holds, so that what is larger is said before it is saved. Pure.

/** The most bytes that the value of one field takes, as it is sent: an operation holds 32 KiB (docs/protocol.md), with all that is said around it. */
const mostBytes = 30_000;

/** Whether a change holds a value. */
export function holds(value: unknown): boolean {
  return new TextEncoder().encode(JSON.stringify(value)).length <= mostBytes;
}
