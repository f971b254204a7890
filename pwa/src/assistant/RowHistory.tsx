import { Fetched } from "../ui/Fetched";
import type { Mine } from "./mine";
import type { RoomView } from "./room";
import { RowState } from "./ShiftRow";

/** What came of rows and of changes. */
export const outcome = () => import("./outcome");

/** What has happened to a row. Fetched when it is looked at. */
export function RowHistory(asked: { of: Mine; room: RoomView }) {
  return <Fetched quiet from={outcome} show={({ History }) => <History {...asked} onPhone={<RowState status="phone" />} />} />;
}
