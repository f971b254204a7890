import type { Desk } from "./desk";
import { Differing } from "./Differing";
import { Newer } from "./Newer";
import { Outdated } from "./Outdated";
import { Unsaved } from "./Unsaved";
import { WrongClock } from "./WrongClock";

/**
 * What this device itself has to say, in every room: nothing at all while it is well. busy: somebody is in the middle of
 * writing on the page itself (a sheet lies over it anyway), and is offered nothing.
 */
export function Troubles({ desk, short, busy }: { desk: Desk; short: (id: string) => string; busy?: boolean }) {
  return (
    <>
      <Unsaved desk={desk} short={short} />
      <Outdated desk={desk} />
      {!busy && !desk.outdated.value && <Newer />}
      <Differing desk={desk} />
      <WrongClock desk={desk} />
    </>
  );
}
