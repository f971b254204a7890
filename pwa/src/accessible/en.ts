// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "title": "Accessibility of Passbok",
  "lead": "Whoever has assistance or works with it shall be able to use Passbok, with the aids they have. Here is how far that is so, how it was tested, and what you can do if something does not work.",
  "law": "The Swedish act on accessibility of digital public services (DOS-lagen, 2018:1937) applies to those who give personal assistance.",
  "state.title": "How accessible it is",
  "state": "Passbok conforms in part to what the act asks (EN 301 549, and WCAG 2.2 at level AA). We know of nothing that cannot be used, but it has not been tried by people with all kinds of aids. That is why we say in part.",
  "ease.title": "What you can set or choose",
  "ease.1": "You choose larger text and the language in the app, assistants also light or dark. Otherwise it follows the phone or computer, with high contrast, your own colours and less movement too.",
  "ease.2": "The invoice can be had in easy words, one thing at a time, and the phone's own voice can read it aloud.",
  "ease.3": "The picture of the month's days can be had as a table too. Papers that are PDFs can be read as web pages as well.",
  "ease.4": "Nothing goes because you take your time. What you have just done can be undone for at least ten seconds, and after that by changing the row.",
  "known.title": "What we know is lacking",
  "known.1": "Screen readers have not been tried on real phones and computers. Names, roles and messages are made for them, but nobody has listened through all of it yet.",
  "known.2": "Voice control, eye control and switches have not been tried. Everything can be reached by keyboard.",
  "known.3": "The PDF files have no tags for screen readers. Pictures of papers that were signed by hand have no text.",
  "known.4": "With one's own distance between letters and words names in the picture of the week's schedule are cut short. They stand whole on the shift.",
  "known.5": "There is no version in sign language. The invoice can be had in easy words, but not what assistants and the office see.",
  "known.6": "Försäkringskassan's own pages, where the invoice is signed, are not part of Passbok.",
  "tested.title": "How it was tested",
  "tested.1": "Every page, in every state that a person can come to, is examined by the program axe at each change, in light and dark, on phone and computer.",
  "tested.2": "The pages are measured 320 pixels wide, with text of twice the size, and on the phone with one's own distance between lines, letters and words, so that nothing falls outside or is covered.",
  "tested.3": "The ways through the app can be gone by keyboard alone in the browser Chromium. There it was also tested what a screen reader is given to say: what you do is said once.",
  "tested.4": "What axe does not see of WCAG 2.2 (A and AA) and of EN 301 549 we have gone through by hand: the phone's pages closely, the office's less so.",
  "tested.5": "It is we who built Passbok who did the tests. They were last done on 30 November 2026.",
  "ask.title": "If something does not work",
  "ask": "Say so, and you get what you need in another way: on paper, by phone or as a file. It costs nothing. Say so too if you find something lacking that is not written here.",
  "ask.who": "Contact: {contact}",
  "ask.none": "Turn to your coordinator, or to whoever runs Passbok where you are.",
  "watch.title": "If you are not content with the answer",
  "watch": "The Agency for Digital Government, Digg, supervises the act. You can report to them that something is not accessible.",
  "watch.link": "Report to Digg (in Swedish)",
};
