// One line above the log about the connection, in words; nothing blinks for a moment's loss.

import { say } from "./words.js";

const PATIENCE = 1200;

export class LineState {
  constructor(announcer) {
    this.announcer = announcer;
    this.place = document.getElementById("line-state");
    this.shown = "";
    this.timer = null;
  }

  /** `name` of a sentence, or "" when all is well. `now` shows it without waiting whether it passes. */
  set(name, { now = false, sentence = "", link = "" } = {}) {
    clearTimeout(this.timer);
    if (name && !now) {
      this.timer = setTimeout(() => this.set(name, { now: true, sentence, link }), PATIENCE);
      return;
    }
    if (name === this.shown) return;
    const before = this.shown;
    this.shown = name;
    const words = name ? sentence || say(name) : "";
    this.place.hidden = !name;
    this.place.querySelector("span").textContent = words;
    this.place.querySelector("a").hidden = !link;
    if (link) this.place.querySelector("a").href = link;
    if (name === "somebody-else") this.place.querySelector("a").textContent = say("load-again");
    if (words) this.announcer.tell(words);
    else if (before) this.announcer.tell(say("back"));
  }
}
