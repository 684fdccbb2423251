"""The doors of the running demonstration: their committee with hands in its database, and phones paired with them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import delete, select, update

from congress import audit
from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.door import service as door
from congress.door.badges import Face, Wanted, faces
from congress.door.devices import gates
from congress.door.devices import service as devices
from congress.door.devices.models import DoorOpening
from congress.door.models import Scan
from congress.door.rehearsal import service as rehearsal
from congress.meetings import service as meetings
from congress.meetings.models import Meeting
from congress.people.sealing import sealer_from
from congress.web import clock

COMMITTEE = "bantochuc"
MEETING = 2
PHONE = {"width": 360, "height": 740}
COVERED = """() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller
    || new Promise(taken => navigator.serviceWorker.addEventListener('controllerchange', taken))).then(() => true)"""


@dataclass(frozen=True)
class Stored:
    """A scan as it lies in the database."""

    number: int | None
    verdict: str
    gate: str
    document: dict[str, Any]


@dataclass
class Committee:
    """The committee of the demonstration's district meeting."""

    app: Flask
    taken: set[int] = field(default_factory=set)

    def issue(self) -> None:
        """Everybody gets a badge before the first phone takes the list."""
        with self.app.app_context():
            sealer = sealer_from(self.app.extensions["congress_settings"].field_key_path)
            door.issue_badges(COMMITTEE, clock.now(), meetings.by_number(MEETING), sealer)

    def badges(self, number: int, kind: str = "official") -> list[Face]:
        """So many badges that no test has used before, of people who are not in and share their name with nobody."""
        with self.app.app_context():
            meeting = meetings.by_number(MEETING)
            sealer = sealer_from(self.app.extensions["congress_settings"].field_key_path)
            known = faces(meeting, Wanted(), sealer)
            called = Counter(face.name for face in known)
            come = {scan.number for scan in self._scans()}
        alone = [face for face in reversed(known) if face.kind == kind and called[face.name] == 1]
        fresh = [face for face in alone if face.number not in self.taken | come][:number]
        assert len(fresh) == number, f"the demonstration has {len(fresh)} more of these"
        self.taken |= {face.number for face in fresh}
        return fresh

    def badges_of_two_bodies(self) -> tuple[Face, Face]:
        """Two fresh badges of people from different bodies."""
        first, *others = self.badges(12)
        second = next(face for face in others if face.unit != first.unit)
        self.taken -= {face.number for face in others if face is not second}
        return first, second

    def secret(self, gate: str = "Cửa 1") -> str:
        """What the QR of a new pairing holds after #."""
        with self.app.app_context():
            return devices.offer(COMMITTEE, clock.now(), meetings.by_number(MEETING), gate, 1).secret

    @contextmanager
    def watching_exits(self) -> Iterator[None]:
        """For a while doors record who goes out, too."""
        for wanted in (True, False):
            with self.app.app_context():
                gates.track_exits(COMMITTEE, clock.now(), meetings.by_number(MEETING), wanted=wanted)
            if wanted:
                yield

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """For a while the door is only tried out."""
        with self.app.app_context(), transaction() as session:
            session.execute(
                update(Meeting).where(Meeting.number == MEETING).values(rehearsal_from=clock.now(), rehearsal_until=None)
            )
            audit.record(session, at=clock.now(), actor=COMMITTEE, act="rehearsal.begin", subject=f"meeting {MEETING}")
        try:
            yield
        finally:
            with self.app.app_context():
                rehearsal.end(COMMITTEE, clock.now(), meetings.by_number(MEETING))

    def revoke_newest(self) -> None:
        """Take the device that was paired last out of service."""
        with self.app.app_context():
            meeting = meetings.by_number(MEETING)
            devices.revoke(COMMITTEE, clock.now(), meeting, devices.devices_of(meeting)[0].number)

    def recall(self, badge: Face) -> None:
        """Take a badge back."""
        with self.app.app_context():
            meeting = meetings.by_number(MEETING)
            sealer = sealer_from(self.app.extensions["congress_settings"].field_key_path)
            why = {"seen": badge.badge_id, "reason": "Đại biểu trả thẻ"}
            door.reissue(COMMITTEE, clock.now(), meeting, badge.number, "withdrawn", sealer, **why)

    @contextmanager
    def gate_kept_for(self, gate: str, badge: Face) -> Iterator[None]:
        """For a while this gate is for the body of this delegate alone; there is a second one for everybody."""
        with self.app.app_context():
            meeting = meetings.by_number(MEETING)
            with transaction() as session:
                place, _ = (devices.made_gate(session, meeting, name) for name in (gate, "Cửa 2"))
                who = select(Delegate.unit_id).where(Delegate.meeting_id == meeting.id, Delegate.number == badge.number)
                session.add(DoorOpening(meeting_id=meeting.id, gate_id=place.id, unit_id=session.execute(who).scalar_one()))
        try:
            yield
        finally:
            with self.app.app_context(), transaction() as session:
                session.execute(delete(DoorOpening))

    def scans(self, *badges: Face) -> list[Stored]:
        """Every stored scan of these people, of everybody and nobody without any; by verdict, as one request may bring all."""
        wanted = {face.number for face in badges}
        with self.app.app_context():
            found = [scan for scan in self._scans() if scan.number in wanted or not badges]
        return sorted(found, key=lambda scan: scan.verdict)

    def verdicts(self, *badges: Face) -> list[str]:
        """The verdicts of the stored scans of these people."""
        return [scan.verdict for scan in self.scans(*badges)]

    def _scans(self) -> list[Stored]:
        statement = select(Delegate.number, Scan.verdict, Scan.gate, Scan.facts).outerjoin(
            Delegate, Delegate.id == Scan.delegate_id
        )
        meeting = meetings.by_number(MEETING)
        return [Stored(*row) for row in db.session.execute(statement.where(Scan.meeting_id == meeting.id).order_by(Scan.id))]


@dataclass
class Phone:
    """A tab of a phone."""

    page: Page

    @property
    def verdict(self) -> Locator:
        """The panel that says what came of a scan."""
        return self.page.get_by_role("status", name="Kết quả")

    @property
    def state(self) -> Locator:
        """The line about the connection."""
        return self.page.locator("#trang-thai")

    def pair(self, secret: str) -> None:
        """Open the address of a pairing; the list is there and the page would start without a server afterwards."""
        self.page.goto(f"/cua/ghep#{secret}")
        self.page.wait_for_url("**/cua/")
        self.ready()

    def ready(self) -> None:
        """Wait until the list is on the phone."""
        expect(self.page.locator("#danh-sach")).to_contain_text("Danh sách đã tải")
        if self.page.evaluate("isSecureContext"):
            assert self.page.evaluate(COVERED)

    def look_at_the_list(self) -> None:
        """Ask for the list now, as the phone does every few seconds."""
        with self.page.expect_response(lambda answer: "/door/roster" in answer.url):
            self.page.evaluate("dispatchEvent(new Event('online'))")

    def read(self, text: str) -> Locator:
        """What a keyboard scanner reads: its signs and Enter. The scan lies on the disk afterwards, where it is one."""
        self.page.locator("#text").focus()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        return self.verdict

    def kept(self) -> None:
        """The scan that is shown is on the disk."""
        expect(self.page.locator("#da-giu")).to_have_text("Đã ghi trên máy")

    def sent(self, *, shown: bool = True) -> None:
        """What the panel shows is on the disk, unless it shows nothing, and everything that waited has been answered."""
        if shown:
            self.kept()
        left = self.page.evaluate(
            """async () => {
                const left = () => new Promise(done => {
                    const opening = indexedDB.open('cua-don')
                    opening.onsuccess = () => {
                        const counted = opening.result.transaction('queue').objectStore('queue').count()
                        counted.onsuccess = () => { opening.result.close(); done(counted.result) }
                    }
                })
                for (let look = 0; look < 600 && await left(); look += 1) await new Promise(over => setTimeout(over, 50))
                return left()
            }"""
        )
        assert left == 0

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name).first.click()

    def on_disk(self, store: str) -> list[dict[str, Any]]:
        """What lies in a store of this device."""
        return self.page.evaluate(
            """store => new Promise(done => {
                const opening = indexedDB.open('cua-don')
                opening.onsuccess = () => {
                    const all = opening.result.transaction(store).objectStore(store).getAll()
                    all.onsuccess = () => { opening.result.close(); done(all.result) }
                }
            })""",
            store,
        )


@contextmanager
def phone(browser: Any, address: str, **options: Any) -> Iterator[tuple[Phone, BrowserContext]]:
    """A phone with a browser of its own; an error in a script fails the test."""
    context = browser.new_context(base_url=address, viewport=PHONE, locale="vi-VN", **options)
    wrong: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    yield Phone(page), context
    context.close()
    assert wrong == []


@contextmanager
def phone_of_its_own(launch: Any, flags: list[str], address: str, **options: Any) -> Iterator[tuple[Phone, BrowserContext]]:
    """A phone whose browser is started with these flags."""
    with launch(*flags) as browser, phone(browser, address, **options) as found:
        yield found
