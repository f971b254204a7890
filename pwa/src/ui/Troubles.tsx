import { Amiss } from "./Amiss";
import type { Desk } from "./desk";
import { Newer } from "./Newer";
import { Unsaved } from "./Unsaved";
import { WrongClock } from "./WrongClock";

/**
 * What this device itself has to say, in every room: nothing at all while it is well. busy: somebody is in the middle of
 * writing on the page itself (a sheet lies over it anyway), and is offered nothing. rows: the room says by each row of time
 * that it was not taken.
 */
export function Troubles({ desk, short, busy, rows }: { desk: Desk; short: (id: string) => string; busy?: boolean; rows?: boolean }) {
  return (
    <>
      <Unsaved desk={desk} short={short} />
      {!busy && !desk.outdated.value && <Newer />}
      <Amiss desk={desk} rows={rows} />
      <WrongClock desk={desk} />
    </>
  );
}
