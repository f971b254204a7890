// The pages for anybody, signed in or not, in one chunk: the accessibility statement, and where a paper is checked.

import Accessible from "./accessible";
import Verify from "./prints";
import { route } from "./route";

/** The page that the address names. */
export default function Open() {
  return route.value.path === "/verifiera" ? <Verify /> : <Accessible />;
}
