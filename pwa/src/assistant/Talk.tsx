import { Fetched } from "../ui/Fetched";
import type { Plan } from "../core/plan";
import type { Mine } from "./mine";
import type { RoomView } from "./room";

/** Which part of the talks is asked for: a month's page, its section on the month, a row's or a plan's, or what is new. */
export interface TalkAsked {
  room: RoomView;
  /** <beneficiary>/<month>. */
  page?: string;
  month?: string;
  row?: Mine;
  plan?: Plan;
}

/** What people say about one's rows. Fetched when it is looked at. */
export function Talk(asked: TalkAsked) {
  return <Fetched quiet={asked.page === undefined} from={talk} show={({ default: Part }) => <Part {...asked} />} />;
}

const talk = () => import("./talk");
