// What is not in the log yet, beneath it, each with a word about where it stands.

import { say } from "./words.js";

const template = document.getElementById("pending-template").content;

export class Unsent {
  constructor(isUp) {
    this.place = document.getElementById("unsent");
    this.isUp = isUp;
    this.items = [];
    this.ticking = null;
  }

  draw(items) {
    this.items = items;
    const ids = new Set(items.map((item) => item.client_id));
    for (const row of [...this.place.children]) if (!ids.has(row.dataset.clientId)) row.remove();
    for (const item of items) {
      const row = this.place.querySelector(`[data-client-id="${item.client_id}"]`) ?? this.#row(item);
      this.#state(row, item);
    }
    this.place.hidden = !items.length;
    const counting = items.some((item) => item.until > Date.now());
    if (counting) this.ticking ??= setInterval(() => this.draw(this.items), 1000);
    else {
      clearInterval(this.ticking);
      this.ticking = null;
    }
  }

  #row(item) {
    const row = template.firstElementChild.cloneNode(true);
    row.dataset.clientId = item.client_id;
    row.querySelector(".message-body").textContent = item.body;
    this.place.append(row);
    return row;
  }

  #state(row, item) {
    const words = this.#words(item);
    const place = row.querySelector(".pending-state span");
    if (place.textContent !== words) place.textContent = words;
    row.classList.toggle("is-failed", item.state === "failed");
    row.dataset.state = item.state;
    const shows = {
      retry: item.state === "failed",
      anyway: item.state === "remind" && item.maySend,
      change: item.state === "remind",
      back: item.state === "failed" || item.state === "waiting",
      away: item.state === "held",
    };
    for (const [act, shown] of Object.entries(shows)) row.querySelector(`[data-act=${act}]`).hidden = !shown;
    const more = row.querySelector(".pending-state a");
    more.hidden = !(item.state === "held" && item.url);
    if (item.url) more.href = item.url;
  }

  #words(item) {
    if (item.state === "sending") return say("sending");
    if (item.state === "sent") return say("sent");
    if (item.state === "failed") return `${say("failed")} ${item.why ?? ""}`;
    if (item.state === "held" || item.state === "remind") return item.why;
    const left = Math.ceil((item.until - Date.now()) / 1000);
    if (item.slow && left > 0) return say("slow", { n: left });
    if (item.why) return item.why;
    return this.isUp() ? say("queued") : say("waiting");
  }
}
