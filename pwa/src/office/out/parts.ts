// Papers of many customers in files that hold so many. Pure.

import { Problem } from "../../core/api";

/** How many customers one file has room for; the server refuses more. */
const most = 40;

/**
 * Gets customers' papers in as few files as hold them, each given on as it comes. One that holds too many papers is asked for in
 * halves: how many a file has room for goes by the forms that they are on, which only the server knows.
 */
export async function inParts<T>(customers: readonly string[], ask: (part: readonly string[]) => Promise<T>, give: (got: T) => void): Promise<void> {
  if (customers.length <= most) {
    try {
      return give(await ask(customers));
    } catch (error) {
      if (!(error instanceof Problem && error.code === "pack_too_large") || customers.length < 2) throw error;
    }
  }
  const half = customers.length <= most ? Math.ceil(customers.length / 2) : most;
  await inParts(customers.slice(0, half), ask, give);
  await inParts(customers.slice(half), ask, give);
}
