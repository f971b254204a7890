// The pages that belong to no room, in one chunk: for anybody, signed in or not, the accessibility statement, where a paper is checked, and where BankID
// comes back to; and for whoever is signed in, how they are reached.

import Accessible from "./accessible";
import { Fetched } from "./ui/Fetched";
import Verify from "./prints";
import { route } from "./route";

const eid = () => import("./bankid");
const reach = () => import("./reach");

/** The page that the address names. */
export default function Open() {
  if (route.value.path === "/bankid") return <Fetched from={eid} show={({ Return }) => <Return />} />;
  if (route.value.path === "/reach") return <Fetched from={reach} show={({ default: Reach }) => <Reach />} />;
  return route.value.path === "/verifiera" ? <Verify /> : <Accessible />;
}
