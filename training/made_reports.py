"""Invented reports out of sentences with gaps, read by a script that knows where it put the words.

Nothing here happened. Towns are real names of a gazetteer, so that places are resolved as they would be; outlets,
speakers and figures are made up by chance of a fixed seed. A report costs about a millisecond, against a tenth of a
second with the trained reader.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from tollbook.model import Account, Claim, Count, Document, Extractor, ReaderVersion, Reading, Source, Span, Statement
from tollbook.model.codes import ClaimantKind, Effect, Group, Means, StatementKind
from tollbook.model.ids import claim_id, document_id, sha256_bytes, sha256_text, source_id, statement_id
from tollbook.store.gazetteer import embedded_path

READER = ReaderVersion("script", "1")
FIRST_DAY, DAYS = date(2023, 1, 1), 900
# How often an incident is told by one report, two, three …: about 1.6 on average.
REPORTS = (0.62, 0.23, 0.10, 0.03, 0.02)
COUNTRIES = {
    "ML": ("Malian army", "JNIM"),
    "MM": ("Myanmar military", "Arakan Army"),
    "UA": ("Russian forces", "Ukrainian army"),
    "SD": ("Sudanese army", "RSF"),
    "YE": ("Houthis", "Yemeni army"),
    "SY": ("Syrian army", "SDF"),
    "NG": ("Nigerian army", "Boko Haram"),
    "SO": ("Somali army", "al-Shabaab"),
    "ET": ("Ethiopian army", "Fano"),
    "CD": ("Congolese army", "M23"),
    "BF": ("Burkinabe army", "JNIM"),
    "AF": ("Taliban", "NRF"),
}
STRIKES: tuple[tuple[Means, str], ...] = (
    ("airstrike", "an airstrike hit"),
    ("drone_strike", "a drone struck"),
    ("shelling", "shells fell on"),
    ("rocket_missile", "a rocket hit"),
    ("ied", "a bomb went off at"),
    ("shooting", "gunmen opened fire at"),
)
TARGETS = (
    "a market",
    "a school",
    "a mosque",
    "a hospital",
    "a pharmacy",
    "a house",
    "a bus",
    "a camp for the displaced",
)
SPEAKERS: tuple[tuple[str, ClaimantKind], ...] = (
    ("a doctor at the town's hospital", "medical"),
    ("a resident", "witness"),
    ("a local official", "official"),
    ("the mayor", "official"),
    ("a teacher who fled", "witness"),
    ("the civil defence", "civil_defence"),
    ("a human rights group", "ngo"),
    ("relatives of the dead", "family"),
)
OUTLETS = tuple(f"{a} {b}" for a in ("River", "Desert", "Hill", "Coast", "Plain", "Lake") for b in
                ("Courier", "Herald", "Radio", "Post", "Monitor", "Gazette"))  # fmt: skip
# What else a report tells. No five words in a row stay the same from one to the next, as copies would share.
ASIDES = (
    "{name} {family}, who sells {thing} by the {where}, {did} {number} {times} before {when}.",
    "The {where} and the {other} {did} until {when}, {name} {family} wrote to {number} relatives abroad.",
    "{number} families with {thing} left for the {where} by {when}, {times} after {name} {did}.",
    "Since {when} {name} {family} {did} without {thing}, {number} {times} in all, near the {other}.",
    "At the {where}, {number} {times} away, {thing} ran out at {when} as {name} {family} had feared.",
    "After {when}, {name} of the {other} {did} again: {number} sacks of {thing} for the {where}.",
)
GAPS = {
    "thing": "flour onions cloth tea soap batteries rice salt millet charcoal sugar candles rope fuel milk".split(),
    "where": "well bridge old-gate mill ferry clinic bakery school-yard quarry river-bank station orchard dam".split(),
    "other": "committee cooperative council garage workshop tannery stables brickworks library post-office".split(),
    "did": "waited returned prayed argued moved stopped listened gathered counted worked paused".split(),
    "times": "hours days weeks nights mornings months miles kilometres afternoons seasons".split(),
    "when": "dawn noon dusk midnight sunrise sunset harvest winter spring Friday Monday Sunday".split(),
}
NAMES = ("Amadou", "Mariam", "Ibrahim", "Fatima", "Yusuf", "Halima", "Daniel", "Olena", "Aung", "Thida")
FAMILIES = ("Diallo", "Keita", "Osman", "Haddad", "Kovalenko", "Win", "Tesfaye", "Abdi", "Lukusa", "Noori")


@dataclass(frozen=True, slots=True)
class Made:
    """One report ready to be kept: the document, its bytes, its source and what the script read in it."""

    document: Document
    raw: bytes
    source: Source
    reading: Reading


@dataclass(frozen=True, slots=True)
class Event:
    """What an invented incident is about."""

    day: date
    town: str
    country: str
    means: Means
    strike: str
    target: str
    killed: int
    injured: int
    children: int


@dataclass(slots=True)
class Page:
    """A text while it is written, with what is claimed in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    claims: list[tuple[Span, dict[str, object]]] = field(default_factory=list)
    said: list[tuple[Span, StatementKind, dict[str, object]]] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)

    def add(self, words: str) -> Span:
        """Write words and give the place where they stand."""
        span = Span(self.length, self.length + len(words), words)
        self.parts.append(words)
        self.length += len(words)
        return span


def made_reports(incidents: int, seed: int = 8) -> Iterator[Made]:
    """Make the reports of so many invented incidents, in the order of their days."""
    chance = random.Random(seed)
    towns = _towns()
    for day in sorted(chance.randrange(DAYS) for _ in range(incidents)):
        event = _event(chance, FIRST_DAY + timedelta(day), towns)
        earlier: list[Made] = []
        for n in range(chance.choices(range(1, 1 + len(REPORTS)), REPORTS)[0]):
            copied = earlier[0] if earlier and chance.random() < 0.3 else None
            earlier.append(_copied(chance, copied) if copied else _written(chance, event, n))
        yield from earlier


def _towns() -> list[tuple[str, str]]:
    marks = ",".join("?" * len(COUNTRIES))
    query = (
        f"select name, country from place where country in ({marks}) and feature like 'PPL%' "
        "and population between 4000 and 150000 order by country, population desc, id"
    )
    with sqlite3.connect(f"file:{embedded_path()}?mode=ro", uri=True) as connection:
        rows = connection.execute(query, list(COUNTRIES)).fetchall()
    known: dict[str, int] = {}
    for name, _ in rows:
        known[name] = known.get(name, 0) + 1
    plain = [(n, c) for n, c in rows if known[n] == 1 and n.isalpha() and len(n) > 4]
    return [t for country in COUNTRIES for t in [p for p in plain if p[1] == country][:80]]


def _event(chance: random.Random, day: date, towns: Sequence[tuple[str, str]]) -> Event:
    town, country = chance.choice(towns)
    means, strike = chance.choice(STRIKES)
    killed = min(150, 1 + int(chance.expovariate(0.12)))
    return Event(day, town, country, means, strike, chance.choice(TARGETS), killed, int(chance.expovariate(0.08)),
                 chance.randrange(killed) if killed > 2 else 0)  # fmt: skip


def _written(chance: random.Random, event: Event, n: int) -> Made:
    page = Page()
    toll = max(1, event.killed + chance.choice((0, 0, 0, 1, 2, -1, 3)) * min(n, 2))
    status = chance.choice(("civilians", "civilians", "people"))
    at_least = chance.random() < 0.3
    _lead(page, chance, event, (toll, status, at_least))
    _more_harm(page, chance, event)
    for aside in chance.sample(ASIDES, 4):
        page.add(_filled(chance, aside) + " ")
    _parties(page, chance, event)
    page.add(_filled(chance, "{name} {family} of the {other} has {did} {number} {times} for news of the {where}."))
    noun = "killed" if toll > 1 else "dead"
    title = f"{toll} {noun} as {event.strike} {event.target} in {event.town}"
    return _made(page, title, chance.choice(OUTLETS), event.day + timedelta(1), event.means)


def _filled(chance: random.Random, aside: str) -> str:
    words = {gap: chance.choice(among).replace("-", " ") for gap, among in GAPS.items()}
    told = {"name": chance.choice(NAMES), "family": chance.choice(FAMILIES), "number": str(chance.randrange(2, 300))}
    filled = aside.format(**words, **told)
    return filled[0].upper() + filled[1:]


def _lead(page: Page, chance: random.Random, event: Event, toll: tuple[int, str, bool]) -> None:
    number, status, at_least = toll
    whom = status if number > 1 else {"civilians": "civilian", "people": "person"}[status]
    quote = f"{'At least ' if at_least else ''}{number} {whom}"
    killed = page.add(quote)
    page.add(f" {'were' if number > 1 else 'was'} killed on {event.day.day} {event.day:%B %Y} when {event.strike} ")
    target = page.add(event.target)
    page.add(" in ")
    page.places.append(page.add(event.town))
    page.add(", ")
    speaker, kind = chance.choice(SPEAKERS)
    claimant = page.add(speaker)
    page.add(" said. ")
    fields = {"effect": "killed", "low": number, "high": None if at_least else number, "claimant": claimant,
              "wording": "at_least" if at_least else "exact", "claimant_kind": kind,
              "status": "civilian" if status == "civilians" else "unknown", "score": _score(chance)}  # fmt: skip
    page.claims.append((killed, fields))
    page.said.append((target, "target", {"object": target, "claimant": claimant, "claimant_kind": kind}))


def _more_harm(page: Page, chance: random.Random, event: Event) -> None:
    if event.children:
        page.add("Among the dead were ")
        quote = page.add(f"{event.children} {'children' if event.children > 1 else 'child'}")
        page.add(". ")
        page.claims.append((quote, {"effect": "killed", "low": event.children, "high": event.children, "part_of": 0,
                                    "group": "children", "score": _score(chance)}))  # fmt: skip
    if event.injured:
        injured = event.injured + chance.choice((0, 0, 1, 4))
        quote = page.add(f"{injured} {'others' if injured > 1 else 'other'}")
        page.add(f" {'were' if injured > 1 else 'was'} injured, ")
        claimant = page.add(chance.choice(("a nurse", "an ambulance driver", "the health ministry")))
        page.add(" said. ")
        page.claims.append((quote, {"effect": "injured", "low": injured, "high": injured, "claimant": claimant,
                                    "claimant_kind": "medical", "score": _score(chance)}))  # fmt: skip


def _parties(page: Page, chance: random.Random, event: Event) -> None:
    army, rebels = COUNTRIES[event.country]
    if chance.random() < 0.6:
        claimant = page.add(chance.choice(("Residents", "Witnesses", "Local officials")))
        page.add(" blamed the ")
        actor = page.add(army)
        page.add(chance.choice((" for it. ", " for the attack. ", " for the deaths. ", " for the strike. ")))
        span = Span(claimant.start, actor.end, "".join(page.parts)[claimant.start : actor.end])
        page.said.append((span, "blames", {"actor": actor, "claimant": claimant, "claimant_kind": "witness"}))
    if chance.random() < 0.35:
        page.add("The ")
        party = page.add(chance.choice((army, rebels)))
        kind: StatementKind = chance.choice(("denies", "target"))
        page.add(" said that ")
        rest = page.add("it had not carried out any attack" if kind == "denies" else "it had hit a base of fighters")
        page.add(". ")
        fields: dict[str, object] = {"claimant": party, "claimant_kind": "belligerent"}
        of_what = {"actor": Span(rest.start, rest.start + 2, "it")}
        if kind == "target":
            base = rest.quote.index("a base")
            of_what = {"object": Span(rest.start + base, rest.end, rest.quote[base:])}
        page.said.append((rest, kind, fields | of_what))


def _made(page: Page, title: str, outlet: str, published: date, means: Means) -> Made:
    text = "".join(page.parts)
    return _kept(text, title, outlet, published, lambda document: _reading(document, page, means))


def _copied(chance: random.Random, origin: Made) -> Made:
    """The same text at another outlet, with the credit that outlets give."""
    first = origin.document
    outlet = chance.choice([o for o in OUTLETS if o != first.source_name])
    text = f"{first.text}\n(With {first.source_name} inputs)"
    sha256 = sha256_text(text)
    published = date.fromisoformat(first.published_day or "2023-01-01")
    return _kept(text, first.title or "", outlet, published + timedelta(chance.choice((0, 0, 1))),
                 lambda document: _moved(origin.reading, document, sha256))  # fmt: skip


def _kept(text: str, title: str, outlet: str, published: date, read: Callable[[Document], Reading]) -> Made:
    raw, source = text.encode(), Source(source_id(outlet), outlet)
    document = Document(
        id=document_id(source.id, sha256_bytes(raw)),
        source_id=source.id,
        raw_sha256=sha256_bytes(raw),
        text=text,
        text_sha256=sha256_text(text),
        extracted_by=Extractor("script", "1"),
        language="en",
        title=title,
        source_name=outlet,
        published_at=published.isoformat(),
        published_basis="given",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        credits=tuple(o for o in OUTLETS if f"(With {o} inputs)" in text),
    )
    return Made(document, raw, source, read(document))


def _reading(document: Document, page: Page, means: Means) -> Reading:
    claims: list[Claim] = []
    for span, fields in page.claims:
        claims.append(_claim(document, span, dict(fields), means, claims))
    statements = tuple(
        Statement(statement_id(document.text_sha256, s.start, s.end, kind), kind, s, account=1, score=0.9, **about)  # type: ignore[arg-type]
        for s, kind, about in page.said
    )
    return _one_account(document, tuple(claims), statements, (tuple(page.places), means))


def _claim(document: Document, span: Span, fields: dict[str, object], means: Means, before: list[Claim]) -> Claim:
    effect: Effect = fields.pop("effect")  # type: ignore[assignment]
    wording = fields.pop("wording", "exact")
    count = Count(fields.pop("low"), fields.pop("high"), wording)  # type: ignore[arg-type]
    whole = fields.pop("part_of", None)
    group: Group = fields.pop("group", "none")  # type: ignore[assignment]
    made = claim_id(document.text_sha256, span.start, span.end, effect)
    part_of = before[0].id if whole is not None else None
    return Claim(made, span, effect, count, group=group, part_of=part_of, account=1, means=means, **fields)  # type: ignore[arg-type]


def _one_account(
    document: Document,
    claims: tuple[Claim, ...],
    statements: tuple[Statement, ...],
    told: tuple[tuple[Span, ...], Means],
) -> Reading:
    places, means = told
    account = Account(
        document.id,
        1,
        main=True,
        claim_ids=tuple(c.id for c in claims),
        statement_ids=tuple(s.id for s in statements),
        place_words=places,
        means=means,
    )
    return Reading(document.id, document.text_sha256, READER, "en", claims, statements, (account,))


def _moved(reading: Reading, document: Document, sha256: str) -> Reading:
    """The reading of a copy: the same words at the same places, under the ids of the copy's own text."""
    named = {c.id: claim_id(sha256, c.span.start, c.span.end, c.effect) for c in reading.claims}
    claims = tuple(replace(c, id=named[c.id], part_of=named[c.part_of] if c.part_of else None) for c in reading.claims)
    statements = tuple(
        replace(s, id=statement_id(sha256, s.span.start, s.span.end, s.kind)) for s in reading.statements
    )
    (account,) = reading.accounts
    return _one_account(document, claims, statements, (account.place_words, account.means))


def _score(chance: random.Random) -> float:
    """Three claims in four are sure, as with the trained reader."""
    return round(chance.uniform(0.9, 0.99) if chance.random() < 0.75 else chance.uniform(0.4, 0.9), 3)
