// What the office opens to see who was not reached: one chunk, fetched when it is opened.

export { HereUnreached } from "./HereUnreached";
export { ReachPage } from "./ReachPage";
export { Told } from "./Told";
