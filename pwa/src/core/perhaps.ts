import { Problem, Unreachable } from "./api";

/** Whether what was asked for may have been done, whatever came instead of its answer: a server that fails may do so after it. */
export function perhaps(failed: unknown): boolean {
  return failed instanceof Problem ? failed.status >= 500 : failed instanceof Unreachable && failed.came !== "offline";
}
