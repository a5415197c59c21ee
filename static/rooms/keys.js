// By keyboard the log is one stop: arrows walk from message to message, and Tab goes into the one that is reached.
// Otherwise a hundred links stand between the head of the page and the writing field.

import { excerpt, nameOf, wordsOf } from "./message.js";

const INSIDE = "a, button, summary, input, [tabindex]";
let reached = null; // the message whose links Tab walks through

/** What is in this message is no stop of its own until the message is reached. */
export function calm(item) {
  if (item === reached) return;
  item.tabIndex = -1;
  for (const part of item.querySelectorAll(INSIDE)) part.tabIndex = -1;
}

function reach(item) {
  if (item === reached) return;
  const before = reached;
  reached = item;
  if (before) calm(before);
  for (const part of item.querySelectorAll(INSIDE)) part.removeAttribute("tabindex");
}

export function begin(log) {
  const { scroller, list } = log;
  for (const link of scroller.querySelectorAll(".log-older a")) link.tabIndex = -1;
  list.addEventListener("focusin", ({ target }) => {
    const item = target.closest(".message");
    if (item) reach(item);
  });
  list.addEventListener("focusout", ({ target }) => target.matches(".message") && target.removeAttribute("aria-label"));

  const stops = () => [...scroller.querySelectorAll(".log-older:not([hidden]) a, .message:not(.is-folded)")];

  /** The first message that begins on the screen, for whoever comes from outside. */
  const onScreen = (all, down) => {
    const { top, bottom } = scroller.getBoundingClientRect();
    const seen = all.filter((stop) => {
      const box = stop.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
    return down ? seen[0] : seen.at(-1);
  };

  scroller.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const from = event.target === scroller ? null : event.target.closest(".message, .log-older a");
    if (event.target !== scroller && event.target !== from) {
      if (event.key === "Escape" && from) go(from);
      return; // in a menu or a field the arrows are its own
    }
    const all = stops();
    const at = all.indexOf(from);
    const down = event.key === "ArrowDown";
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (!(event.key in steps)) return;
    const to = from || !event.key.startsWith("Arrow") ? all[steps[event.key]] : onScreen(all, down);
    if (!to) return;
    event.preventDefault();
    go(to);
  });

  function go(stop) {
    if (stop.matches(".message")) {
      const time = stop.querySelector("time").textContent;
      stop.setAttribute("aria-label", `${nameOf(stop)}, ${time}: ${wordsOf(stop) ? (stop.querySelector(".message-note") ? excerpt(stop) : wordsOf(stop)) : stop.querySelector(".message-words").textContent}`);
    }
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "nearest" });
  }
}
