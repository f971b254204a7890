import { Notice } from "../ui";
import { useAsked } from "../ui/asking";
import type { Desk } from "../ui/desk";
import { o } from "./words";

/** How many people were not reached, with the way to them. Nothing where everybody was. */
export function UnreachedNotice({ desk }: { desk: Desk }) {
  const asked = useAsked<{ people: readonly unknown[] }>(desk, "/api/v1/office/unreached", 60_000);
  const n = asked.value?.people.length ?? 0;
  return n === 0 ? null : <Notice tone="you" icon="you"><a href="/office/unreached">{o("reach.notice", { n })}</a></Notice>;
}
