import { Fetched } from "../ui/Fetched";
import type { Mine } from "./mine";
import type { RoomView } from "./room";
import { RowState } from "./ShiftRow";

const history = () => import("./History");

/** What has happened to a row. Fetched when it is looked at. */
export function RowHistory(asked: { of: Mine; room: RoomView }) {
  return <Fetched quiet from={history} show={({ History }) => <History {...asked} onPhone={<RowState status="phone" />} />} />;
}
