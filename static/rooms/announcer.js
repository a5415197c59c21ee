// One polite voice for a screen reader. When much happens at once it tells how much, not everything.

import { count, say } from "./words.js";

const QUIET = 1200; // ms a voice waits for company before it speaks
const BUSY = 6000; // ms between two announcements while many write
const MANY = 3;

export class Announcer {
  constructor(region) {
    this.region = region;
    this.waiting = [];
    this.spokeAt = 0;
    this.timer = null;
  }

  /** Something about the page itself: said as it is. */
  tell(sentence) {
    this.waiting.push({ sentence });
    this.#soon(300);
  }

  /** A message of somebody else. */
  message(name, words) {
    this.waiting.push({ name, words: words.length > 280 ? `${words.slice(0, 280)}…` : words });
    this.#soon(Date.now() - this.spokeAt < BUSY ? BUSY - (Date.now() - this.spokeAt) : QUIET);
  }

  #soon(delay) {
    this.timer ??= setTimeout(() => this.#speak(), delay);
  }

  #speak() {
    this.timer = null;
    const all = this.waiting.splice(0);
    const messages = all.filter((item) => item.name);
    const lines = all.filter((item) => item.sentence).map((item) => item.sentence);
    if (messages.length >= MANY) {
      lines.push(count("heard", messages.length, { name: messages.at(-1).name }));
    } else {
      lines.push(...messages.map((item) => say("heard", item)));
    }
    this.spokeAt = messages.length ? Date.now() : this.spokeAt;
    const line = document.createElement("p");
    line.textContent = lines.join(" ");
    this.region.replaceChildren(line);
  }
}
