// One message in the page: a copy of the template the server draws with, filled from a frame.

import { callsMe } from "./calls.js";
import { line } from "./quotes.js";
import { label } from "./names.js";
import * as times from "./times.js";
import { roleOf, say } from "./words.js";

const template = document.getElementById("message-template").content;
const noteTemplate = document.getElementById("note-template").content;
const actsTemplate = document.getElementById("acts-template").content;
const room = document.getElementById("room").dataset;
const me = Number(room.me);

/** A fresh element. `find(seq)` gives the element of another message, to quote it. */
export function draw(message, find) {
  const item = template.querySelector(".message").cloneNode(true);
  const part = (selector) => item.querySelector(selector);
  const own = message.author.id === me;
  part(".reactions").replaceChildren();
  item.id = `m${message.seq}`;
  Object.assign(item.dataset, { seq: message.seq, author: message.author.id, at: message.at });
  if (own) item.dataset.clientId = message.client_id;
  item.classList.toggle("is-own", own);
  part(".mark").src = room.mark.replace("MARK", message.author.mark);
  name(part(".message-name"), message.author);
  part(".message-role").textContent = roleOf(message.author);
  part(".message-role").hidden = !message.author.role;
  const link = `${room.base}messages/${message.seq}/`;
  part(".message-link").href = link;
  times.show(part("time"), message.at);
  if (own) part(".message-menu summary").firstChild.textContent = say("own-menu");
  part(".message-menu a").href = `${link}acts/`;
  part(".message-of").textContent = say("of", { name: message.author.name, time: part("time").textContent });
  if (message.reply_to) part(".message-words").before(line(room.base, message.reply_to, find(message.reply_to)));
  fill(item, message);
  return item;
}

/** A name leads to the person's page; somebody who left has none. */
function name(element, { id, name: words, handle }) {
  element.textContent = label({ id, name: words, handle });
  if (handle) {
    element.href = room.profile.replace("HANDLE", handle);
    element.dataset.person = id;
  } else {
    element.removeAttribute("href");
    delete element.dataset.person;
  }
}

/** The menu of a message, for the moment it is opened. */
export function drawMenu(item) {
  const menu = item.querySelector(".message-menu");
  const { seq } = item.dataset;
  const own = isOwn(item);
  const link = `${room.base}messages/${seq}/`;
  const list = document.importNode(actsTemplate, true);
  const find = (selector) => [...list.querySelectorAll(selector)];
  for (const act of find("[data-act]")) {
    if (act.dataset.act === "reply") act.href = `${room.base}?reply=${seq}#composer`;
    else act.href = `${link}${act.dataset.act}/`;
  }
  const about = `${room.room}.${seq}`;
  const next = encodeURIComponent(`${room.base}#m${seq}`);
  for (const block of find("[data-block]")) block.href = `${link}block/`;
  for (const report of find("[data-report]")) report.href = `/report/message/${about}/?next=${next}`;
  for (const tool of find("[data-moderate]")) {
    tool.href = `/moderate/message/${about}/?act=${tool.dataset.moderate}&next=${next}`;
  }
  const foreign = own ? "[data-report], .message-last, .message-tools" : "[data-act=edit], [data-act=remove]";
  for (const part of find(foreign)) part.remove();
  const given = mineOf(item);
  for (const button of find(".reaction")) {
    press(button, given.includes(button.value));
    if (own && !given.includes(button.value)) button.remove();
  }
  for (const part of find(".message-kind")) if (!part.childElementCount) part.remove();
  while (menu.lastElementChild.localName !== "summary") menu.lastElementChild.remove();
  menu.append(list);
}

/** Bring an element to the state of `message`; focus and what is unfolded stay as they are. */
export function fill(item, message) {
  item.dataset.version = message.version;
  const gone = message.removed ? `removed-${message.removed}` : message.hidden ? "hidden" : "";
  item.querySelector(".message-edited").hidden = !message.edited || Boolean(gone);
  if (gone) {
    if (message.removed === "moderator") unname(item, message.author);
    bury(item, say(gone));
    return;
  }
  const words = item.querySelector(".message-words");
  if (!words.querySelector(".message-body")) {
    words.replaceChildren(Object.assign(document.createElement("div"), { className: "message-body", dir: "auto" }));
  }
  const body = words.querySelector(".message-body");
  if (message.note && !words.querySelector(".message-note")) {
    const fold = noteTemplate.firstElementChild.cloneNode(true);
    fold.querySelector("b").textContent = message.note;
    body.replaceWith(fold);
    fold.append(body);
  }
  if (body.dataset.html !== message.body_html && body.innerHTML !== message.body_html) {
    body.innerHTML = message.body_html; // drawn and escaped by the server, the same that the page itself holds
  }
  body.dataset.html = message.body_html;
  item.querySelector(".message-calls").hidden = isOwn(item) || !callsMe(wordsOf(item));
  // Where the site says nothing of them, mine are as they were; what nobody gave is not mine.
  mine(item, (message.mine ?? mineOf(item)).filter((kind) => message.reactions[kind]));
  count(item, message.reactions);
}

/** The place of what a moderator hid names nobody. */
function unname(item, author) {
  name(item.querySelector(".message-name"), author);
  item.querySelector(".mark").src = room.mark.replace("MARK", author.mark);
  item.querySelector(".message-role").hidden = true;
}

function bury(item, sentence) {
  const focused = item.contains(document.activeElement);
  for (const part of item.querySelectorAll(".message-menu, .reactions, .message-answered, .message-calls, form")) part.remove();
  const words = Object.assign(document.createElement("p"), { className: "tombstone", textContent: sentence });
  item.querySelector(".message-words").replaceChildren(words);
  if (focused) item.querySelector(".message-link").focus();
}

const isOwn = (item) => Number(item.dataset.author) === me;
const press = (button, on) => button.setAttribute("aria-pressed", String(on));

/** Which reactions are mine, as the site said last or as I have just pressed. */
export function mineOf(item) {
  item.dataset.mine ??= [...item.querySelectorAll('.reaction[aria-pressed="true"]')].map(({ value }) => value).join(" ");
  return item.dataset.mine.split(" ").filter(Boolean);
}

/** Say which reactions are mine, wherever they are shown. */
function mine(item, kinds) {
  item.dataset.mine = kinds.join(" ");
  for (const button of item.querySelectorAll(".reaction")) press(button, kinds.includes(button.value));
}

export function pressed(item, kind, on) {
  mine(item, on ? [...mineOf(item), kind] : mineOf(item).filter((each) => each !== kind));
}

/** The reactions somebody gave, always in the same order. How many there are is for the site to say. */
export function count(item, counts) {
  const place = item.querySelector(".reactions");
  const given = mineOf(item);
  let last = null;
  for (const model of template.querySelectorAll(".reaction")) {
    const kind = model.value;
    let button = place.querySelector(`[value="${kind}"]`);
    if (!counts[kind]) {
      if (button === document.activeElement) item.querySelector(".message-menu summary").focus();
      button?.remove();
      continue;
    }
    if (!button) {
      button = model.cloneNode(true);
      if (last) last.after(button);
      else place.prepend(button);
    }
    last = button;
    button.querySelector(".n").textContent = counts[kind];
    button.disabled = model.disabled || (isOwn(item) && !given.includes(kind));
    press(button, given.includes(kind));
  }
}

export const nameOf = (item) => item.querySelector(".message-name").textContent;

/** What somebody wrote, as it was typed: line breaks are drawn as <br>. */
export function wordsOf(item) {
  const copy = item.querySelector(".message-body")?.cloneNode(true);
  if (!copy) return "";
  for (const line of copy.querySelectorAll("br")) line.replaceWith("\n");
  return copy.textContent;
}

export function excerpt(item) {
  if (item.querySelector(".tombstone")) return say("answer-gone");
  if (item.querySelector(".message-note")) return say("answer-note");
  return shorten(wordsOf(item));
}

export const shorten = (words) => (words.length > 90 ? `${words.slice(0, 89)}…` : words);
