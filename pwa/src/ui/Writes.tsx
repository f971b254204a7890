import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { core } from "../core";

/** Whether whoever is here looks the office over, and changes nothing in it: the office says so. */
export const readsOnly = signal(false);

/** What writes: it is not offered while this app is too old to, nor to somebody who only reads. */
export function Writes({ children }: { children: ComponentChildren }) {
  return core.outdated.value || readsOnly.value ? null : <>{children}</>;
}
