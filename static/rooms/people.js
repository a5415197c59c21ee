// Who is here, and who is writing just now.

import { label } from "./names.js";
import { list, roleOf, say } from "./words.js";

const template = document.getElementById("person-template").content;
const WRITES_FOR = 6000;
const said = ({ name, role, mark }) => JSON.stringify([name, role, mark]);

export class People {
  constructor({ me, mark }) {
    this.me = me;
    this.mark = mark;
    this.place = document.getElementById("people");
    this.place.tabIndex = -1;
    this.writing = new Map();
    this.line = document.getElementById("writing");
  }

  show({ here, people }) {
    for (const id of ["here", "here-too"]) document.getElementById(id).textContent = here;
    const held = this.place.contains(document.activeElement) ? document.activeElement : null;
    const rows = new Map([...this.place.children].map((row) => [row.dataset.id, row]));
    // A row that says the same stays the same row: somebody may stand on it by keyboard.
    const shown = people.map((person) => {
      const row = rows.get(String(person.id));
      return row && row.dataset.is === said(person) ? row : this.#person(person);
    });
    const keep = new Set(shown);
    for (const row of [...this.place.children]) if (!keep.has(row)) row.remove();
    shown.forEach((row, at) => this.place.children[at] !== row && this.place.insertBefore(row, this.place.children[at] ?? null));
    if (held && document.activeElement !== held) this.#focus(held, shown);
  }

  /** Who was looked at has gone or changed: go on from the same row, else from the list. */
  #focus(held, shown) {
    const id = held.closest("[data-id]")?.dataset.id;
    const row = shown.find((each) => each.dataset.id === id);
    (row?.querySelector("a") ?? this.place).focus();
  }

  /** Somebody writes; that is forgotten after a few seconds. */
  write(people) {
    for (const { id, name } of people) {
      if (id === this.me) continue;
      clearTimeout(this.writing.get(id)?.timer);
      this.writing.set(id, { name, timer: setTimeout(() => this.stop(id), WRITES_FOR) });
    }
    this.#say();
  }

  stop(id) {
    if (!this.writing.has(id)) return;
    clearTimeout(this.writing.get(id).timer);
    this.writing.delete(id);
    this.#say();
  }

  #say() {
    const names = [...this.writing.values()].map((person) => person.name);
    const key = names.length > 3 ? "several" : names.length > 1 ? "many" : "one";
    this.line.textContent = names.length ? say(`writing-${key}`, { names: list(names) }) : "";
  }

  #person({ id, name, role, mark, handle }) {
    const item = template.firstElementChild.cloneNode(true);
    Object.assign(item.dataset, { id, is: said({ name, role, mark }) });
    item.querySelector("img").src = this.mark.replace("MARK", mark);
    const link = item.querySelector(".person-name");
    link.textContent = label({ id, name, handle });
    if (handle) Object.assign(link, { href: document.getElementById("room").dataset.profile.replace("HANDLE", handle) }).dataset.person = id;
    item.querySelector(".message-role").textContent = roleOf({ role });
    item.querySelector(".message-role").hidden = !role;
    const tool = item.querySelector(".person-tool");
    if (tool && id === this.me) tool.remove();
    else if (tool) {
      const room = document.getElementById("room").dataset;
      tool.href = `/moderate/person/${id}/?room=${room.room}&next=${encodeURIComponent(room.base)}`;
      tool.querySelector("span").textContent = `: ${name}`;
    }
    return item;
  }
}
