import { Problem } from "../core/api";

/**
 * What it means that an order could not be looked at. "gone": it is not there, and what came of it is not known here. "kept": the
 * server does not tell it, as to who is signed out; it goes on all the same. "lost": nobody answered.
 */
export function missed(failed: unknown): "gone" | "kept" | "lost" {
  if (!(failed instanceof Problem) || failed.status >= 500 || failed.status === 429) return "lost";
  return failed.status === 404 || failed.status === 410 ? "gone" : "kept";
}
