// What the Enter key does in the writing field. On a phone it makes a line, for a phone has no Shift + Enter; with a
// keyboard it sends. Whoever wants it otherwise says so, and this browser keeps it.

import { say } from "./words.js";

const KEY = "openhearth:enter";
const touch = matchMedia("(pointer: coarse)").matches;

function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const enterSends = () => (chosen() ?? (touch ? "line" : "send")) === "send";

/** Whether this key press sends what is written. While a word is being composed, Enter belongs to that word. */
export function sends(event) {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !event.shiftKey && enterSends();
}

export function begin(field, hint) {
  const choice = document.getElementById("enter-choice");
  const show = () => {
    const on = enterSends();
    field.enterKeyHint = on ? "send" : "enter";
    hint.textContent = say(`enter-${on ? "sends" : "line"}${touch ? "-touch" : ""}`);
    hint.hidden = false;
    for (const button of choice?.querySelectorAll("[value]") ?? []) button.checked = button.value === (on ? "send" : "line");
  };
  if (choice) choice.hidden = false;
  choice?.addEventListener("change", ({ target }) => {
    try {
      localStorage.setItem(KEY, target.value);
    } catch {
      // A browser that keeps nothing for us does as it did.
    }
    show();
  });
  show();
}
