// Which version of the room this tab shows, and how it gets to the present one.

/** `on` gets: changes(messages, {reset}), open(after) to ask the site. */
export class Sync {
  constructor(room, version, on) {
    this.room = room;
    this.version = version;
    this.on = on;
    this.epoch = null;
    this.asked = false; // a room.open is under way
    this.redraw = false;
    this.mine = null; // which reactions are mine among the changes that come next
  }

  /** The site speaks of all that follows: what is not named there is not mine. */
  opened({ mine }) {
    this.mine = mine ?? {};
  }

  /** A fresh line. Another epoch means another life of the database: nothing we count from holds. */
  welcome(epoch) {
    if (this.epoch && this.epoch !== epoch) this.redraw = true;
    this.epoch = epoch;
    this.asked = false;
    this.ask();
  }

  ask() {
    if (this.asked) return;
    this.asked = true;
    this.on.open(this.redraw ? null : this.version);
  }

  /** The answer cannot come any more. */
  forget() {
    this.asked = false;
  }

  /** Higher version wins, twice is once, a gap is asked for. */
  changes(frame) {
    const mine = frame.mine ?? this.mine;
    this.mine = null;
    if (frame.reset || (this.redraw && this.asked)) {
      this.redraw = false;
      this.asked = false;
      this.version = frame.version;
      this.on.changes(frame.messages, { reset: true, mine });
      return;
    }
    if (frame.after === null || frame.after > this.version) {
      this.ask();
      return;
    }
    this.asked = false;
    this.version = Math.max(this.version, frame.version);
    this.on.changes(frame.messages, { reset: false, mine });
  }

  /** Somebody told which version there is. */
  heard(version) {
    if (version > this.version) this.ask();
  }
}
