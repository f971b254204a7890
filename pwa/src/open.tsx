// The pages that belong to no room, in one chunk, for anybody, signed in or not: the accessibility statement, where a paper is checked, and where BankID
// comes back to.

import Accessible from "./accessible";
import { Fetched } from "./ui/Fetched";
import Verify from "./prints";
import { route } from "./route";

const eid = () => import("./bankid");

/** The page that the address names. */
export default function Open() {
  if (route.value.path === "/bankid") return <Fetched from={eid} show={({ Return }) => <Return />} />;
  return route.value.path === "/verifiera" ? <Verify /> : <Accessible />;
}
