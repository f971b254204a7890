import type { Desk } from "./desk";
import { Differing } from "./Differing";
import { Outdated } from "./Outdated";
import { Unsaved } from "./Unsaved";
import { WrongClock } from "./WrongClock";

/** What this device itself has to say, in every room: nothing at all while it is well. */
export function Troubles({ desk, short }: { desk: Desk; short: (id: string) => string }) {
  return (
    <>
      <Unsaved desk={desk} short={short} />
      <Outdated desk={desk} />
      <Differing desk={desk} />
      <WrongClock desk={desk} />
    </>
  );
}
