import { Fetched } from "../ui/Fetched";

/** The guide to the home screen. Seldom looked at, so its pictures are fetched when it is. */
export function InstallPage() {
  return <Fetched from={guide} show={({ Guide }) => <Guide />} />;
}

const guide = () => import("./install/Guide");
