import type { Key } from "./words";

/** The words of offers, in English. */
export const en: Record<Key, string> = {
  "title": "Offered shifts",
  "first": "Whoever says yes first gets the shift.",
  "pick": "The office chooses among those who say yes.",
  "yes": "Yes, I can",
  "no": "No, I cannot",
  "saidYes": "You have said yes. The shift is not yours yet. You will be told here.",
  "saidYesHere": "You have said yes. The answer is sent when there is a network.",
  "saidNo": "You have said no.",
  "yours": "The shift is yours. It is in the schedule.",
  "gone": "The shift did not become yours. You are not to work it.",
  "meets": "You have a shift then already: {span} at {name}. Say yes only if you have talked to the office.",
  "answered": "The answer is saved.",
  "swap": "Do you want to swap a shift away, or write about it?",
  "swap.what": "The office asks others. The shift is yours until somebody else has taken it.",
  "swap.ask": "Swap away",
  "swap.asked": "The office knows that you want to swap.",
  "swap.back": "I work the shift",
  "swap.done": "Saved. The office sees that you want to swap.",
  "swap.undone": "Saved. You work the shift.",
  "talk": "Write about the shift",
};
