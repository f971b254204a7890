import { core } from "../core";
import { Fetched } from "../ui/Fetched";
import type { RoomView } from "./room";

/** One of a person's own pages. */
export function MePage({ quiet, ...asked }: { page: string; room: RoomView; quiet?: boolean }) {
  return <Fetched from={me} quiet={quiet} show={({ default: Me }) => <Me key={asked.page} {...asked} />} />;
}

/** The card of employers, for who has several. */
export function Employers({ room, when }: { room: RoomView; when: "all" | "first" | "last" }) {
  return core.others.value.length > 0 ? <MePage page={`employers:${when}`} room={room} quiet /> : null;
}

const me = () => import("./me");
