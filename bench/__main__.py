"""`python -m bench`: the table of promises S1, S2, S3 as measured here and now. See docs/figures.md."""

import argparse
import json
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from bench import pages, scale
from bench.load import Crowd, Failed, closed_loop, now, open_loop, percentiles
from bench.servers import (
    APPS,
    GENERATOR_CORE,
    HOST,
    ROOT,
    Setup,
    cpu_seconds,
    pin,
    prepare,
    raise_file_limit,
    serving,
)

OURS, BARE, TUTORIAL = APPS
# name: (messages in flight for each writer, writers in each room)
FANOUT = {"S1": (1, 1), "S2": (8, 1), "S2w": (1, 8)}
NOTE = {
    "S1": "10 rooms x 50, one message in flight in each",
    "S2": "10 rooms x 50, one writer with 8 in flight",
    "S2w": "10 rooms x 50, 8 writers with one in flight each",
}


def fanout(setup: Setup, app: str, name: str, *, warm_up: float, seconds: float) -> dict[str, float]:
    in_flight, writers = FANOUT[name]
    template, seats = prepare(setup, people=500, rooms=10)
    with serving(setup, app, template) as server:
        crowd = Crowd(HOST, server.port, seats, writers=writers, timed=False, in_order=app == OURS)
        try:
            crowd.connect()
            busy, served, began = cpu_seconds(os.getpid()), server.cpu_seconds(), now()
            figure = closed_loop(crowd, in_flight=in_flight, warm_up=warm_up, seconds=seconds)
            took = now() - began
            served = (server.cpu_seconds() - served) / took
            return {
                "deliveries/s": figure,
                # What would be left of the ratio if nothing else ran on the server's core.
                "per cpu second": figure / served,
                "server cpu": served,
                "generator cpu": (cpu_seconds(os.getpid()) - busy) / took,
            }
        finally:
            crowd.close()


def hundred(setup: Setup, app: str, *, warm_up: float, seconds: float) -> dict[str, float]:
    template, seats = prepare(setup, people=100, rooms=1)
    with serving(setup, app, template) as server:
        crowd = Crowd(HOST, server.port, seats, writers=100, timed=True, in_order=app == OURS)
        try:
            crowd.connect()
            (room,) = crowd.rooms.values()
            return percentiles(open_loop(crowd, room, per_second=20, warm_up=warm_up, seconds=seconds))
        finally:
            crowd.close()


def compare(setup: Setup, name: str, apps: list[str], args: argparse.Namespace) -> dict[str, Any]:
    """Round by round, each of them in turn, so that what disturbs the machine disturbs all."""
    rounds: dict[str, list[dict[str, float]]] = {app: [] for app in apps}
    for turn in range(args.rounds):
        for app in apps if turn % 2 == 0 else reversed(apps):
            if name == "S3":
                figures = hundred(setup, app, warm_up=args.warm_up, seconds=args.seconds * 2)
            else:
                figures = fanout(setup, app, name, warm_up=args.warm_up, seconds=args.seconds)
            rounds[app].append(figures)
            shown = "  ".join(f"{key} {value:,.2f}" for key, value in figures.items())
            print(f"  {name} round {turn + 1} {app:<10} {shown}", flush=True)
    medians = {
        app: {key: median(one[key] for one in runs) for key in runs[0]} for app, runs in rounds.items()
    }
    result: dict[str, Any] = {"rounds": rounds, "median": medians}
    if name != "S3" and OURS in apps:
        others = [app for app in apps if app != OURS]
        result["ratio"] = {app: ratio(rounds, app, "deliveries/s") for app in others}
        result["ratio per cpu second"] = {app: ratio(rounds, app, "per cpu second") for app in others}
    return result


def ratio(rounds: dict[str, list[dict[str, float]]], app: str, key: str) -> float:
    return median(ours[key] / theirs[key] for ours, theirs in zip(rounds[OURS], rounds[app], strict=True))


def verdicts(results: dict[str, Any]) -> list[tuple[str, str, str, bool]]:
    """(id, what was promised, what was seen, whether it was met)."""
    rows = []
    for name, other, at_least in (
        ("S1", BARE, 0.9),
        ("S1", TUTORIAL, 20),
        ("S2", BARE, 1.8),
        ("S2w", BARE, 1.3),
    ):
        found = results.get(name, {}).get("ratio", {}).get(other)
        if found is not None:
            of_cpu = results[name]["ratio per cpu second"][other]
            figure = results[name]["median"][OURS]["deliveries/s"]
            seen = f"{found:.2f}  ({figure:,.0f} deliveries/s; {of_cpu:.2f} per cpu second)"
            rows.append((name, f">= {at_least} x {other}", seen, found >= at_least))
    if OURS in (figures := results.get("S3", {}).get("median", {})):
        for key, at_most in (("heard_by_all p99 ms", 60), ("accepted p99 ms", 40)):
            seen = figures[OURS][key]
            rows.append(("S3", f"{key} <= {at_most}", f"{seen:.1f}", seen <= at_most))
    return rows + scale.verdicts(results) + pages.verdicts(results)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="*", help="S1 S2 S2w S3 S4 S5 S7 S9; default S1 S2 S2w S3")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--seconds",
        type=float,
        default=5,
        help="measured in each round (S3: twice that)",
    )
    parser.add_argument("--warm-up", type=float, default=1.5)
    parser.add_argument("--quick", action="store_true", help="two short rounds: a look, not a figure")
    parser.add_argument(
        "--only",
        choices=list(APPS),
        action="append",
        help="measure only this (for profiling)",
    )
    parser.add_argument("--debug", action="store_true", help="run the servers with DEBUG=1")
    parser.add_argument(
        "--port",
        type=int,
        default=8170,
        help="the first of sixteen ports that may be used",
    )
    parser.add_argument("--json", type=Path, help="write everything that was seen to this file")
    parser.add_argument(
        "--directory",
        type=Path,
        help="where the databases lie; it should be a real disk",
    )
    args = parser.parse_args()
    if args.quick:
        args.rounds, args.seconds, args.warm_up = 2, 2.0, 0.8
    args.what = args.what or ["S1", "S2", "S2w", "S3"]
    return args


def main() -> int:
    args = arguments()
    if (os.cpu_count() or 1) < 2:
        print("Two cores are needed: one for the server, one for the generator.")
        return 2
    raise_file_limit()
    home = args.directory or ROOT / "var"
    home.mkdir(parents=True, exist_ok=True)
    apps = args.only or list(APPS)
    results: dict[str, Any] = {}
    notes, measures = NOTE | scale.NOTE | pages.NOTE, scale.MEASURES | pages.MEASURES
    with tempfile.TemporaryDirectory(prefix="bench-", dir=home) as directory:
        setup = Setup(Path(directory), debug=args.debug, first_port=args.port)
        pin(GENERATOR_CORE)
        try:
            for name in args.what:
                print(f"{name}: {notes.get(name, '100 members, 20 messages/s, open loop')}")
                if name in measures:
                    results[name] = measures[name](setup, args)
                    print("  " + "  ".join(f"{key} {value:,.2f}" for key, value in results[name].items()))
                else:
                    # The tutorial pattern is a yardstick for S1 alone.
                    results[name] = compare(
                        setup,
                        name,
                        [a for a in apps if name == "S1" or a != TUTORIAL],
                        args,
                    )
        except Failed as failed:
            print(f"FAILED, no figure: {failed}", *getattr(failed, "__notes__", ()), sep="\n")
            return 1
    rows = verdicts(results)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    print(f"\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {machine} · DEBUG {'on' if args.debug else 'off'}")
    for name, promised, seen, met in rows:
        print(f"{name:<4} {promised:<36} {seen:<52} {'met' if met else 'missed'}")
    if args.json:
        args.json.write_text(
            json.dumps({"machine": machine, "debug": args.debug, "results": results}, indent=1)
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
