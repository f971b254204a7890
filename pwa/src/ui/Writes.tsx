import type { ComponentChildren } from "preact";
import { core } from "../core";

/** What writes: it is not offered while this app is too old to. */
export function Writes({ children }: { children: ComponentChildren }) {
  return core.outdated.value ? null : <>{children}</>;
}
