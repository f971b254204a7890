// What is seldom so, and fetched when it is: this device and the server do not agree, or no longer understand each other.

export { Differing } from "./Differing";
export { NotTaken } from "./NotTaken";
export { Outdated } from "./Outdated";
export { Refused } from "./Refused";
