// The line to the site: one WebSocket that comes back by itself, whatever cut it. A tab has one: a room and the desk
// hold it themselves, on every other page the bell does (accounts/notices.js).

const ANSWER = 10_000; // ms an answer may take before the line counts as dead
const HEARTBEAT = 25_000;
const LONGEST = 30_000;

/** Close codes of the site (docs/protocol.md). */
// OTHER is never sent: this tab itself has found that somebody else is signed in here now.
export const CODES = { OTHER: 4400, SIGNED_OUT: 4401, NOT_HERE: 4403, SLOW: 4008, FLOOD: 4429, TOO_LARGE: 1009, RESTART: 1012 };

const jitter = (most, least = 0) => least + Math.random() * (most - least);

// What the head of every page listens to, whoever holds the line: `openhearth:welcome`, `openhearth:notice`.
const FOR_ALL = ["welcome", "notice"];
const NOTHING = { frame() {}, down() {}, ended() {}, failing() {}, tooLarge() {} };

/**
 * `me` is the number of the person this page was drawn for. `on` gets, as far as it wants them: frame(frame),
 * down({offline}), ended(code), failing(times) when tries in a row reached nobody, tooLarge().
 */
export class Line {
  static held = null;

  constructor(url, me, on = {}) {
    Line.held = this;
    this.url = url;
    this.me = Number(me);
    this.on = { ...NOTHING, ...on };
    this.socket = null;
    this.fails = 0; // tries in a row that did not end in a welcome
    this.signedOut = 0;
    this.timers = {};
    this.ended = false;
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.#lost(true));
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    addEventListener("pageshow", (event) => event.persisted && this.#back());
    // A page with an open socket cannot rest in the back/forward cache.
    addEventListener("pagehide", () => this.rest());
  }

  get up() {
    return this.socket?.readyState === WebSocket.OPEN && this.welcomed;
  }

  send(frame) {
    if (!this.up) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  connect() {
    this.#clear("again");
    if (this.ended || this.socket) return;
    this.welcomed = false;
    let socket;
    try {
      socket = new WebSocket(this.url);
    } catch {
      this.on.failing(this.fails + 1);
      this.#again();
      return;
    }
    this.socket = socket;
    this.#limit();
    socket.onmessage = (event) => this.socket === socket && this.#heard(event.data);
    socket.onclose = (event) => this.socket === socket && this.#closed(event.code);
  }

  /** Awake again: a line that looks open may have died in its sleep, so ask; a closed one is opened at once. */
  wake() {
    if (this.ended) return;
    if (this.socket) this.ping();
    else {
      this.fails = 0;
      this.connect();
    }
  }

  /** The page comes out of the browser's memory, where it may have lain while somebody else signed in. */
  #back() {
    if (this.ended) return;
    document.body.classList.add("is-waking");
    this.wake();
  }

  ping() {
    if (this.send({ type: "ping" })) this.#limit();
  }

  /** Something we wait for did not come; find out whether anybody is there. */
  doubt() {
    this.ping();
  }

  rest() {
    const socket = this.socket;
    this.socket = null;
    this.#clear("again", "answer", "beat");
    socket?.close(1000);
    if (socket) this.on.down({ offline: false });
  }

  /** Let go of a line that is of no use any more and begin anew. */
  #lost(offline) {
    if (this.ended || (!this.socket && !offline)) return;
    const socket = this.socket;
    this.socket = null;
    this.#clear("answer", "beat");
    socket?.close();
    this.on.down({ offline });
    this.#again();
  }

  #heard(data) {
    this.#clear("answer");
    const frame = JSON.parse(data);
    if (frame.type === "welcome") {
      // Somebody else has signed in here since: this page is not theirs.
      if (frame.me.id !== this.me) {
        this.end(CODES.OTHER);
        return;
      }
      document.body.classList.remove("is-waking");
      this.welcomed = true;
      this.fails = 0;
      this.#beat();
    }
    this.on.frame(frame);
    if (FOR_ALL.includes(frame.type)) dispatchEvent(new CustomEvent(`openhearth:${frame.type}`, { detail: frame }));
  }

  #closed(code) {
    this.socket = null;
    this.#clear("answer", "beat");
    const had = this.welcomed;
    if (code === CODES.NOT_HERE || (code === CODES.SIGNED_OUT && this.signedOut++ > 0)) {
      this.end(code);
      return;
    }
    if (code === CODES.TOO_LARGE) this.on.tooLarge();
    this.on.down({ offline: navigator.onLine === false });
    if (!had) this.on.failing(this.fails + 1);
    if (this.ended) return;
    const least = { [CODES.FLOOD]: 15_000 }[code] ?? 0;
    const most = { [CODES.FLOOD]: LONGEST, [CODES.RESTART]: 4000, [CODES.SLOW]: 6000 }[code];
    this.#again(most, least);
  }

  end(code) {
    this.ended = true;
    document.body.classList.remove("is-waking");
    this.rest();
    this.on.ended(code);
  }

  #again(most, least = 250) {
    // Nobody to ask: what stood here stays readable.
    document.body.classList.remove("is-waking");
    const delay = most ? jitter(most, least) : Math.max(least, jitter(Math.min(LONGEST, 1000 * 2 ** this.fails)));
    this.fails += 1;
    this.#clear("again");
    this.timers.again = setTimeout(() => this.connect(), delay);
  }

  /** Begin to wait for anything at all from the other side. */
  #limit() {
    this.timers.answer ??= setTimeout(() => {
      this.timers.answer = null;
      if (!this.welcomed) this.on.failing(this.fails + 1);
      this.#lost(navigator.onLine === false);
    }, ANSWER);
  }

  #beat() {
    this.#clear("beat");
    this.timers.beat = setInterval(() => document.hidden || this.ping(), HEARTBEAT);
  }

  #clear(...names) {
    for (const name of names) {
      clearTimeout(this.timers[name]);
      this.timers[name] = null;
    }
  }
}
